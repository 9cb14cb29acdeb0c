import { join as joinPath } from 'node:path';
import { join, line, type Line } from '../../view/line.ts';
import { codeFlag, codeFolder } from '../code-folder.ts';
import { displayOf } from '../display.ts';
import { loadProgress } from '../progress/store.ts';
import { STATE_FILE } from '../progress/files.ts';
import { record } from '../recording/record.ts';
import { ROOT } from '../root.ts';
import { showRun } from '../show-run.ts';
import { standardScenario, STEPS, type Step } from '../steps.ts';
import { isDone, type StepOutcome } from '../tests/outcome.ts';
import { TestRunner } from '../tests/runner.ts';
import type { Command } from '../usage.ts';
import { renderVerdict } from '../verdict.ts';

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
      const { runLoop } = await import('../loop/loop.ts');
      return runLoop({ code, plain: !display.animated, poll: args.on('poll'), open: !args.on('no-open') });
    }
    await showOnce(code, args.on('plain'));
    return 0;
  },
};

/** Where you are, the tests of that step, and its spread. */
async function showOnce(code: string, plain: boolean): Promise<void> {
  const display = displayOf({ plain });
  const { progress, notice } = loadProgress(joinPath(ROOT, STATE_FILE));
  const { current, outcome, passed } = await findCurrent(code, progress.current);
  const done = isDone(outcome);
  const known = new Set([...progress.done.filter((step) => step !== current.number), ...passed]);
  if (notice !== undefined) display.print([line(notice), []]);
  display.print([...progressLines(current, known), ...renderVerdict(current, outcome, code)]);
  const request = { step: current.number, code: codeFolder(code, current), scenario: standardScenario(current), trace: false };
  await showRun(await record(request), request, { plain });
  display.print(nextMove(current, done));
}

/** The first step from `from` on that is not done, and those that were found to be; the last one when all are. */
async function findCurrent(code: string, from: number): Promise<{ current: Step; outcome: StepOutcome; passed: readonly number[] }> {
  const runner = await TestRunner.open({ root: ROOT, code });
  const passed: number[] = [];
  try {
    for (const step of STEPS.slice(from - 1)) {
      const outcome = await runner.run(step);
      if (isDone(outcome)) passed.push(step.number);
      if (!isDone(outcome) || step === STEPS.at(-1)) return { current: step, outcome, passed };
    }
    throw new Error('there are no steps');
  } finally {
    await runner.close();
  }
}

function progressLines(current: Step, done: ReadonlySet<number>): Line[] {
  const rows = STEPS.map((step) => {
    const name = `${String(step.number).padStart(2, '0')}  ${step.title}`;
    if (done.has(step.number)) return line(`  done  ${name}`);
    return step === current ? line(`  here  ${name}`, 'bold') : line(`        ${name}`);
  });
  return [
    join(line('Rumor Has It', 'bold'), line(': build a gossip protocol, and watch the rumor spread through your own code.')),
    [],
    ...rows,
    [],
  ];
}

function nextMove(step: Step, done: boolean): Line[] {
  if (done) return [[], line('This was the last step, and it is done.')];
  return [
    [],
    line(`The lesson: steps/${step.folder}/README.md`),
    line(`When you have saved a change: npm run step -- ${step.number}`),
  ];
}
