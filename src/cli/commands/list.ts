import { join } from 'node:path';
import { codeFlag, codeFolder } from '../../course/code-folder.ts';
import { STATE_FILE } from '../../learner/progress/store.ts';
import { lookAt, standingOf, type Tested, type Written } from '../../learner/progress/standing.ts';
import { loadProgress, saveProgress } from '../../learner/progress/store.ts';
import { ROOT } from '../../course/root.ts';
import { fileOf, STEPS } from '../../course/steps.ts';
import { isDone, required, type StepOutcome } from '../../verdict/outcome.ts';
import { TestRunner } from '../../verdict/runner.ts';
import { tellBusy } from '../../terminal/busy.ts';
import type { Command } from '../../terminal/usage.ts';

export const list: Command = {
  name: 'list',
  summary: 'Test all steps, and list how far each one is.',
  usage: '[flags]',
  flags: { code: codeFlag },
  async run(args) {
    const code = args.text('code') ?? 'steps';
    const files = lookAt(ROOT, codeFolder(code, STEPS[0]!));
    const runner = await TestRunner.open({ root: ROOT, code: codeFolder(code, STEPS[0]!) });
    const tested: Record<number, Tested> = {};
    for (const [i, step] of STEPS.entries()) {
      const outcome = await runner.run(step, { onBusy: tellBusy });
      tested[step.number] = { of: files[i]!.fingerprint, passed: isDone(outcome) };
      const name = `${String(step.number).padStart(2, '0')}  ${step.title.padEnd(18)}`;
      process.stdout.write(`${name}  ${howFar(files[i]!, outcome).padEnd(20)}  ${code}/${fileOf(step)}\n`);
    }
    await runner.close();
    if (code === 'steps') remember(tested);
    return 0;
  },
};

/** What was seen is true, whatever was remembered of those files. */
function howFar(written: Written, outcome: StepOutcome): string {
  const needed = required(outcome);
  const passed = needed.filter((test) => test.passed).length;
  if (isDone(outcome)) return standingOf(written, { of: written.fingerprint, passed: true });
  return outcome.trouble === undefined ? `${passed} of ${needed.length} tests pass` : 'does not run';
}

/** So that the loop need not test them again. A first start still looks for the first open step by itself. */
function remember(tested: Readonly<Record<number, Tested>>): void {
  const file = join(ROOT, STATE_FILE);
  const { progress, found, writable } = loadProgress(file);
  if (found && writable) saveProgress(file, { ...progress, tested });
}
