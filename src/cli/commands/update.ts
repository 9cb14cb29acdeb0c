import { ROOT } from '../../course/root.ts';
import { outdated, update as putGivenCode } from '../../learner/progress/update.ts';
import { tellChange } from '../tell-change.ts';
import type { Command } from '../../terminal/usage.ts';

export const update: Command = {
  name: 'update',
  summary: 'Bring the code around your gaps up to date. What stands in the gaps stays there.',
  usage: '',
  flags: {},
  examples: ['node rumor update     after a newer version of the workshop has come'],
  async run() {
    const { left, ...change } = putGivenCode(ROOT, outdated(ROOT), new Date());
    tellChange(change, 'up to date around your gaps', change.changed.length === 0 ? {} : { then: 'What you have changed outside of the gaps is in the backup only.' });
    for (const { step, task } of left) process.stdout.write(`Step ${step.number} has no gap “${task}” any more: what you wrote there stands at the end of the file, as a comment.\n`);
    return 0;
  },
};
