import { soak } from '../../authoring/verify/soak.ts';
import { LEAST, verify as verifyAll, type Report } from '../../authoring/verify/verify.ts';
import { asJson, tellReport } from '../../authoring/verify/report.ts';
import { pickStep } from '../../course/pick-step.ts';
import { ROOT } from '../../course/root.ts';
import { STEPS } from '../../course/steps.ts';
import { UsageError, type Arguments, type Command, type Commands } from '../../terminal/usage.ts';

const MOST_SEEDS = 99_999;

export const verify: Command = {
  name: 'verify',
  summary: 'Check that steps, solutions, tests, mutants and lessons are true to each other.',
  usage: '[flags]',
  flags: {
    step: { type: 'string', value: 'N', help: 'this step only' },
    seeds: { type: 'string', value: 'N', help: 'run all tests under N more outer seeds' },
    soak: { type: 'string', value: 'N', help: 'run the solutions only, under N outer seeds' },
    update: { type: 'boolean', help: 'write the messages of the mutants and the picture of the terminal to test/golden instead of comparing them' },
    details: { type: 'boolean', help: 'also say which test catches which mutant' },
    json: { type: 'boolean', help: 'print one JSON object, and nothing else' },
  },
  examples: ['node rumor verify --step 4 --update', 'node rumor verify --soak 200'],
  async run(args, commands) {
    const started = performance.now();
    const reports: Report[] = [];
    for await (const report of reportsFor(args, commands)) {
      reports.push(report);
      if (!args.on('json')) process.stdout.write(tellReport(report, args.on('details')));
    }
    const findings = reports.flatMap((report) => report.findings);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    if (args.on('json')) process.stdout.write(`${JSON.stringify(asJson(reports, seconds), null, 2)}\n`);
    else process.stdout.write(`\n${findings.length === 0 ? 'All of it holds' : `${findings.length} ${findings.length === 1 ? 'thing does' : 'things do'} not hold`} (${seconds} s).\n`);
    return findings.length === 0 ? 0 : 1;
  },
};

function reportsFor(args: Arguments, commands: Commands): AsyncGenerator<Report> {
  const one = args.text('step');
  const steps = one === undefined ? STEPS : [pickStep(one)];
  const times = args.wholeNumber('soak', 1, MOST_SEEDS);
  if (times !== undefined) {
    if (args.on('update') || args.text('seeds') !== undefined) throw new UsageError('--soak runs the solutions only; give it without --update and --seeds');
    return soak(ROOT, steps, times);
  }
  return verifyAll({
    root: ROOT,
    steps,
    whole: one === undefined,
    outerSeeds: args.wholeNumber('seeds', 1, MOST_SEEDS) ?? 0,
    update: args.on('update'),
    least: LEAST,
    quotes: true,
    commands,
  });
}
