import { join } from 'node:path';
import { catchUp as putSolutions } from '../../learner/progress/replace-files.ts';
import { moveTo, STATE_FILE } from '../../learner/progress/store.ts';
import { onlyStep } from '../../course/pick-step.ts';
import { ROOT } from '../../course/root.ts';
import { tellChange } from '../tell-change.ts';
import type { Command } from '../../terminal/usage.ts';

export const catchUp: Command = {
  name: 'catch-up',
  summary: 'Put the solutions of the earlier steps in place, so that you can go on with a later one.',
  usage: '<step>',
  flags: {},
  examples: ['node rumor catch-up 4     steps 01 to 03 become the solutions; yours are backed up'],
  async run(args) {
    const step = onlyStep(args.positionals);
    const change = putSolutions(ROOT, step, new Date());
    const start = moveTo(join(ROOT, STATE_FILE), step.number) ? 'npm start' : `npm start, then the keys l and ${step.number}`;
    tellChange(change, 'now the solution', { then: `You can go on with step ${step.number}: ${start}, or node rumor step ${step.number}` });
    return 0;
  },
};
