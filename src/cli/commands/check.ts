import { checkAll, type StepCheck } from '../../classroom/check.ts';
import { STEPS } from '../../course/steps.ts';
import { displayOf } from '../../terminal/display.ts';
import { join, line, type Line } from '../../terminal/line.ts';
import type { Command } from '../../terminal/usage.ts';

/** Raised when a reader of the old shape would misread the new one. */
const VERSION = 1;

export const check: Command = {
  name: 'check',
  summary: 'Is everything right that you will show and hand out today?',
  usage: '[flags]',
  flags: { json: { type: 'boolean', help: 'print the findings as JSON, and nothing else' } },
  async run(args) {
    const json = args.on('json');
    const display = displayOf({ plain: true });
    const say = (text: string): void => void (json || process.stdout.write(text));
    say('solutions against their tests, what learners start from, lessons, and the runs that are shown:\n\n');
    const checks = await checkAll((each) => void (json || display.print(rows(each))));
    const bad = checks.filter(({ problems }) => problems.length > 0).length;
    if (json) process.stdout.write(`${JSON.stringify({ schema: 'rumor-has-it/check', version: VERSION, node: process.version, ready: bad === 0, steps: checks }, null, 2)}\n`);
    say(bad === 0 ? '\nEverything is right. The machine itself: node rumor doctor\n' : `\n${bad} of ${STEPS.length} steps need a look.\n`);
    return bad === 0 ? 0 : 1;
  },
};

function rows({ folder, seconds, passed, tests, problems }: StepCheck): Line[] {
  const sign = problems.length === 0 ? line('ok') : line('NO', 'bad');
  return [
    join(line(' '), sign, line(`  ${folder.padEnd(22)} ${String(passed).padStart(3)} of ${tests} tests, ${seconds.toFixed(1)} s`)),
    ...problems.flatMap((problem) => problem.split('\n').map((each) => line(`     ${each}`))),
  ];
}
