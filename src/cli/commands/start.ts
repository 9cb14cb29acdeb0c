import { existsSync } from 'node:fs';
import { codeFlag, codeFolder } from '../../course/code-folder.ts';
import { STEPS } from '../../course/steps.ts';
import { showOnce } from '../../learner/loop/once.ts';
import { commandWords } from '../../learner/editor/command-words.ts';
import { displayOf } from '../../terminal/display.ts';
import type { Arguments, Command } from '../../terminal/usage.ts';

export const start: Command = {
  name: 'start',
  summary: 'The workshop: your step, its tests, and the spread through your code, again at every save.',
  usage: '[flags]',
  flags: {
    code: codeFlag,
    once: { type: 'boolean', help: 'test and show once, and end; without a terminal it is always so' },
    plain: { type: 'boolean', help: 'print one line a round, and never repaint' },
    poll: { type: 'boolean', help: 'look for changes several times a second, where the file system does not report them' },
    editor: { type: 'string', value: 'COMMAND', help: 'what n opens the next file with, from now on; auto: VS Code in its own terminal, else $VISUAL or $EDITOR; none' },
    'no-open': { type: 'boolean', help: 'open no file in an editor this time' },
  },
  async run(args) {
    const code = args.text('code') ?? 'steps';
    codeFolder(code, STEPS[0]!);
    const display = displayOf({ plain: args.on('plain') });
    if (display.keys && !args.on('once')) {
      const { runLoop } = await import('../../learner/loop/loop.ts');
      return runLoop({ code, plain: !display.animated, poll: args.on('poll'), open: !args.on('no-open'), editor: editorIn(args) });
    }
    await showOnce(code, args.on('plain'));
    return 0;
  },
};

/** Throws a UsageError at a command that makes no sense. */
function editorIn(args: Arguments): string | undefined {
  const command = args.text('editor');
  if (command !== undefined && !existsSync(command)) commandWords(command);
  return command;
}
