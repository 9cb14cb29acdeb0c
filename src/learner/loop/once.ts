import { join as joinPath } from 'node:path';
import { codeFolder } from '../../course/code-folder.ts';
import { ROOT } from '../../course/root.ts';
import { standardScenario, STEPS, type Step } from '../../course/steps.ts';
import { record } from '../../recording/record.ts';
import { showRun } from '../../recording/show-run.ts';
import { displayOf } from '../../terminal/display.ts';
import { join, line, type Line } from '../../terminal/line.ts';
import { isDone, type StepOutcome } from '../../verdict/outcome.ts';
import { TestRunner } from '../../verdict/runner.ts';
import { renderVerdict } from '../../verdict/tell.ts';
import { lookAt, standingsOf, type Standing, type Tested } from '../progress/standing.ts';
import { tellBusy } from '../../terminal/busy.ts';
import { loadProgress, STATE_FILE, type Progress } from '../progress/store.ts';

/** Where you are, the tests of that step, and its spread. */
export async function showOnce(code: string, plain: boolean): Promise<void> {
  const display = displayOf({ plain });
  const { progress, notice } = loadProgress(joinPath(ROOT, STATE_FILE));
  const { current, outcome, standings } = await findCurrent(code, progress);
  if (notice !== undefined) display.print([line(notice), []]);
  display.print([...progressLines(current, standings), ...renderVerdict(current, outcome, code)]);
  const request = { step: current.number, code: codeFolder(code, current), scenario: standardScenario(current), trace: false };
  await showRun(await record(request, tellBusy), request, { plain });
  display.print(nextMove(current, isDone(outcome), standings));
}

/** The first step from the remembered one on that is not done, the last one when all are; and how far each step is. */
async function findCurrent(code: string, progress: Progress): Promise<{ current: Step; outcome: StepOutcome; standings: readonly Standing[] }> {
  const runner = await TestRunner.open({ root: ROOT, code });
  const files = lookAt(ROOT, code);
  const tested: Record<number, Tested> = { ...progress.tested };
  const run = async (step: Step): Promise<StepOutcome> => {
    const outcome = await runner.run(step, { onBusy: tellBusy });
    tested[step.number] = { of: files[step.number - 1]!.fingerprint, passed: isDone(outcome) };
    return outcome;
  };
  try {
    let current = STEPS[progress.current - 1]!;
    let outcome = await run(current);
    while (isDone(outcome) && current !== STEPS.at(-1)) {
      current = STEPS[current.number]!;
      outcome = await run(current);
    }
    for (const step of STEPS) if (standingsOf(files, tested)[step.number - 1] === 'unknown') await run(step);
    return { current, outcome, standings: standingsOf(files, tested) };
  } finally {
    await runner.close();
  }
}

const MARKS: Readonly<Record<Standing, string>> = { done: 'done', 'caught up': 'caught up', open: '', unknown: '' };

function progressLines(current: Step, standings: readonly Standing[]): Line[] {
  const rows = STEPS.map((step, i) => {
    const mark = MARKS[standings[i]!];
    const here = step === current && mark === '';
    return line(`  ${(here ? 'here' : mark).padEnd(9)}  ${String(step.number).padStart(2, '0')}  ${step.title}`, here ? 'bold' : 'plain');
  });
  return [
    join(line('Rumor Has It', 'bold'), line(': build a gossip protocol, and watch the rumor spread through your own code.')),
    [],
    ...rows,
    [],
  ];
}

function nextMove(step: Step, done: boolean, standings: readonly Standing[]): Line[] {
  if (!done) {
    return [
      [],
      line(`The lesson: steps/${step.folder}/README.md`),
      line(`When you have saved a change: node rumor step ${step.number}`),
    ];
  }
  const open = STEPS.filter((_, i) => standings[i] === 'open').map(({ number }) => number);
  return [
    [],
    line(
      open.length === 0
        ? 'This was the last step, and all of them are done.'
        : `The last step is done. Still open: ${open.join(', ')}. Test one with node rumor step ${open[0]}`,
    ),
  ];
}
