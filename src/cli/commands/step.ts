import { codeFlag, codeFolder } from '../../course/code-folder.ts';
import { onlyStep } from '../../course/pick-step.ts';
import { ROOT } from '../../course/root.ts';
import { standardScenario, type Step } from '../../course/steps.ts';
import { record } from '../../recording/record.ts';
import { showRun } from '../../recording/show-run.ts';
import { displayOf } from '../../terminal/display.ts';
import type { Command } from '../../terminal/usage.ts';
import { isDone } from '../../verdict/outcome.ts';
import { TestRunner } from '../../verdict/runner.ts';
import { tellBusy } from '../../terminal/busy.ts';
import { renderVerdict } from '../../verdict/tell.ts';

export const step: Command = {
  name: 'step',
  summary: 'Run the tests of one step once, and show the spread through its code.',
  usage: '<step> [flags]',
  flags: {
    code: codeFlag,
    plain: { type: 'boolean', help: 'print one line a round, and never repaint' },
  },
  examples: ['node rumor step 3', 'node rumor step 3 --code solutions'],
  async run(args) {
    const wanted = onlyStep(args.positionals);
    const done = await showStep(wanted, args.text('code') ?? 'steps', { plain: args.on('plain') });
    return done ? 0 : 1;
  },
};

/** Runs a step's tests once, tells the verdict, and shows the spread. Answers whether the step is done. */
async function showStep(step: Step, code: string, options: { readonly plain: boolean }): Promise<boolean> {
  const folder = codeFolder(code, step);
  // The recording starts while the tests still run: each takes a process of its own.
  const request = { step: step.number, code: folder, scenario: standardScenario(step), trace: false };
  const recording = record(request, tellBusy);
  const runner = await TestRunner.open({ root: ROOT, code: folder });
  const outcome = await runner.run(step, { onBusy: tellBusy });
  await runner.close();
  displayOf(options).print(renderVerdict(step, outcome, code));
  await showRun(await recording, request, options);
  return isDone(outcome);
}
