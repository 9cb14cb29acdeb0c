import type { ChalkInstance } from 'chalk';
import { codeFolder, codeFlag } from '../code-folder.ts';
import { record } from '../recording/record.ts';
import { ROOT } from '../root.ts';
import { screenOf } from '../screen.ts';
import { showRun } from '../show-run.ts';
import { standardScenario, STEPS, type Step } from '../steps.ts';
import { isDone, type StepOutcome } from '../tests/outcome.ts';
import { TestRunner } from '../tests/runner.ts';
import type { Command } from '../usage.ts';
import { renderVerdict } from '../verdict.ts';

export const start: Command = {
  name: 'start',
  summary: 'Show where you are, test the current step, and show the spread through your code.',
  usage: '[flags]',
  flags: {
    code: codeFlag,
    plain: { type: 'boolean', help: 'print one line a round, and never repaint' },
  },
  async run(args) {
    const code = args.text('code') ?? 'steps';
    const folder = codeFolder(code, STEPS[0]!);
    const { current, outcome } = await findCurrent(folder);
    const screen = screenOf({ plain: args.on('plain') });
    process.stdout.write(renderProgress(current, isDone(outcome), code, screen.paint));
    process.stdout.write(renderVerdict(current, outcome, code, screen.paint));
    const recording = await record({ step: current.number, code: folder, scenario: standardScenario(current), trace: false });
    await showRun(recording, screen);
    process.stdout.write(nextMove(current, isDone(outcome), code));
    return 0;
  },
};

/** The first step that is not done; the last one when all are. */
async function findCurrent(folder: string): Promise<{ current: Step; outcome: StepOutcome }> {
  const runner = await TestRunner.open({ root: ROOT, code: folder });
  try {
    for (const step of STEPS) {
      const outcome = await runner.run(step);
      if (!isDone(outcome) || step === STEPS.at(-1)) return { current: step, outcome };
    }
    throw new Error('there are no steps');
  } finally {
    await runner.close();
  }
}

function renderProgress(current: Step, allDone: boolean, code: string, paint: ChalkInstance): string {
  const rows = STEPS.map((step) => {
    const name = `${String(step.number).padStart(2, '0')}  ${step.title}`;
    if (step.number < current.number || allDone) return `  done  ${name}`;
    return step === current ? paint.bold(`  here  ${name}`) : `        ${name}`;
  });
  return `${paint.bold('Rumor Has It')}: build a gossip protocol, and watch the rumor spread through your own code.\n\n${rows.join('\n')}\n\n`;
}

function nextMove(step: Step, done: boolean, code: string): string {
  const lesson = `${code === 'solutions' ? 'steps' : code}/${step.folder}/README.md`;
  if (done) return '\nAll steps are done.\n';
  return `\nThe lesson: ${lesson}\nWhen you have saved a change: npm run step -- ${step.number}\n`;
}
