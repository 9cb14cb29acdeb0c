import { codeFlag, codeFolder } from '../../course/code-folder.ts';
import { STEPS } from '../../course/steps.ts';
import { showOnce } from '../../learner/loop/once.ts';
import { displayOf } from '../../terminal/display.ts';
import type { Command } from '../../terminal/usage.ts';

export const start: Command = {
  name: 'start',
  summary: 'The workshop: your step, its tests, and the spread through your code, again at every save.',
  usage: '[flags]',
  flags: {
    code: codeFlag,
    once: { type: 'boolean', help: 'test and show once, and end; without a terminal it is always so' },
    plain: { type: 'boolean', help: 'print one line a round, and never repaint' },
    poll: { type: 'boolean', help: 'look for changes several times a second, where the file system does not report them' },
    'no-open': { type: 'boolean', help: 'never open a file in the editor' },
  },
  async run(args) {
    const code = args.text('code') ?? 'steps';
    codeFolder(code, STEPS[0]!);
    const display = displayOf({ plain: args.on('plain') });
    if (display.keys && !args.on('once')) {
      const { runLoop } = await import('../../learner/loop/loop.ts');
      return runLoop({ code, plain: !display.animated, poll: args.on('poll'), open: !args.on('no-open') });
    }
    await showOnce(code, args.on('plain'));
    return 0;
  },
};
