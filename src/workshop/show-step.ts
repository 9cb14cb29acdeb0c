import { codeFolder } from '../course/code-folder.ts';
import { displayOf } from '../terminal/display.ts';
import { record } from '../recording/record.ts';
import { ROOT } from '../course/root.ts';
import { showRun } from '../recording/show-run.ts';
import { standardScenario, type Step } from '../course/steps.ts';
import { isDone } from '../verdict/outcome.ts';
import { TestRunner } from '../verdict/runner.ts';
import { renderVerdict } from '../verdict/tell.ts';

/** Runs a step's tests once, tells the verdict, and shows the spread. Answers whether the step is done. */
export async function showStep(step: Step, code: string, options: { readonly plain: boolean }): Promise<boolean> {
  const folder = codeFolder(code, step);
  // The recording starts while the tests still run: each takes a process of its own.
  const request = { step: step.number, code: folder, scenario: standardScenario(step), trace: false };
  const recording = record(request);
  const runner = await TestRunner.open({ root: ROOT, code: folder });
  const outcome = await runner.run(step);
  await runner.close();
  displayOf(options).print(renderVerdict(step, outcome, code));
  await showRun(await recording, request, options);
  return isDone(outcome);
}
