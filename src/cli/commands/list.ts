import { join } from 'node:path';
import { codeFlag, codeFolder } from '../../course/code-folder.ts';
import { STATE_FILE } from '../../learner/progress/store.ts';
import { lookAt, type Tested } from '../../learner/progress/standing.ts';
import { loadProgress, saveProgress } from '../../learner/progress/store.ts';
import { ROOT } from '../../course/root.ts';
import { fileOf, STEPS } from '../../course/steps.ts';
import { isDone } from '../../verdict/outcome.ts';
import { howFar, rowOf, testSteps } from '../../learner/progress/test-steps.ts';
import type { Command } from '../../terminal/usage.ts';

export const list: Command = {
  name: 'list',
  summary: 'Test all steps, and list how far each one is.',
  usage: '[flags]',
  flags: { code: codeFlag },
  async run(args) {
    const code = args.text('code') ?? 'steps';
    const files = lookAt(ROOT, codeFolder(code, STEPS[0]!));
    const tested: Record<number, Tested> = {};
    for await (const [step, outcome] of testSteps(ROOT, codeFolder(code, STEPS[0]!), STEPS)) {
      const written = files[STEPS.indexOf(step)]!;
      tested[step.number] = { of: written.fingerprint, passed: isDone(outcome) };
      process.stdout.write(`${rowOf(step, howFar(written, outcome).padEnd(20))}  ${code}/${fileOf(step)}\n`);
    }
    if (code === 'steps') remember(tested);
    return 0;
  },
};

/** So that the loop need not test them again. A first start still looks for the first open step by itself. */
function remember(tested: Readonly<Record<number, Tested>>): void {
  const file = join(ROOT, STATE_FILE);
  const { progress, found, writable } = loadProgress(file);
  if (found && writable) saveProgress(file, { ...progress, tested });
}
