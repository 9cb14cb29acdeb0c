import { codeFlag } from '../../course/code-folder.ts';
import { onlyStep } from '../../course/pick-step.ts';
import { showStep } from '../../workshop/show-step.ts';
import type { Command } from '../../terminal/usage.ts';

export const step: Command = {
  name: 'step',
  summary: 'Run the tests of one step once, and show the spread through its code.',
  usage: '<step> [flags]',
  flags: {
    code: codeFlag,
    plain: { type: 'boolean', help: 'print one line a round, and never repaint' },
  },
  examples: ['npm run step -- 3', 'npm run step -- 3 --code solutions'],
  async run(args) {
    const wanted = onlyStep(args.positionals);
    const done = await showStep(wanted, args.text('code') ?? 'steps', { plain: args.on('plain') });
    return done ? 0 : 1;
  },
};
