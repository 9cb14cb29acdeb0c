import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/host/refusal.ts';
import { COMMANDS, run } from '../../../src/cli/cli.ts';
import { AUTHORS, grouped } from '../../../src/cli/overview.ts';
import { rumor, rumorHere } from '../support/cli.ts';
import { STEPS } from '../../../src/course/steps.ts';

describe('what makes no sense gets one sentence that says what is allowed', () => {
  test.each([
    [['play'], `which step? Give a step from 1 to ${STEPS.length}`],
    [['play', '9'], `there is no step "9"; give a step from 1 to ${STEPS.length}`],
    [['play', '2', '3'], 'one step at a time; there is 3 after it'],
    [['play', '2', '--colour'], 'play has no flag --colour; it takes --nodes'],
    [['play', '2', '--seed'], '--seed needs a value: --seed N'],
    [['play', '2', '--plain=yes'], '--plain takes no value'],
    [['play', '2', '--fanout', '0'], 'fanout is 0; allowed: a whole number from 1 to'],
    [['play', '2', '--loss', '1.5'], 'loss is 1.5; allowed: a probability, from 0 to 1'],
    [['play', '2', '--nodes', 'many'], '--nodes many: that is not a number'],
    [['play', '2', '--nodes', 'NaN'], '--nodes NaN: that is not a number'],
    [['play', '2', '--nodes', ''], '--nodes : that is not a number'],
    [['play', '2', '--rounds=-3'], 'rounds is -3; allowed: a whole number from 1'],
    [['play', '2', '--latency', '9-2'], 'latency[1] is 2; allowed: a whole number from 9'],
    [['play', '4', '--decay', 'slow'], 'decay is "slow"; allowed: one of feedback-counter'],
    [['play', '5', '--kill', '99@3'], '--kill 99@3: there is no node 99; allowed: 0 to 39'],
    [['play', '5', '--kill', '17'], '--kill 17: write it as NODE@ROUND, for example --kill 17@5'],
    [['play', '5', '--kill', '17@500'], 'faults[0].at is 500; allowed: a whole number from 1 to 20'],
    [['play', '2', '--cut', '0@1-2'], '--cut 0@1-2: allowed is a node from 1 to 39'],
    [['play', '3', '--write', 'a'], '--write a: write it as NODE=VALUE@ROUND'],
    [['play', '2', '--scenario', 'nowhere.json'], '--scenario nowhere.json: the file cannot be read'],
    [['play', '2', '--scenario', 'README.md'], '--scenario README.md: the file is not JSON'],
    [['play', '2', '--code', 'elsewhere'], '--code elsewhere: there is no such folder'],
    [['play', '2', '--code', 'src'], '--code src: that folder has no 02-push/push.ts'],
    [['play', '2', '--round', 'x'], '--round x; allowed: a whole number from 0 to'],
    [['play', '2', '--json', '--plain'], '--json and --plain are two ways to print one thing'],
    [['play', '2', '--animate'], '--animate makes the picture of --svg move; give --svg FILE, too'],
    [['play', '2', '--svg', 'steps/02-push/push.ts'], '--svg steps/02-push/push.ts; allowed: a file whose name ends in .svg'],
    [['play', '2', '--cast', 'run.json'], '--cast run.json; allowed: a file whose name ends in .cast'],
    [['play', '2', '--plain', '--svg', 'run.svg'], '--svg and --cast write files, --json and --plain print'],
    [['lab', '--json', '--plain'], '--json and --plain are two ways to print one thing'],
    [['step', '0'], 'there is no step "0"'],
    [['slides', 'pdf', '--path', 'week'], '--path week; allowed: 90, half, day, all'],
    [['slides', 'build', '--path', 'day'], '--path is for slides pdf; in a browser it stands in the address: ?path=day'],
    [['dance'], 'there is no command "dance"; node rumor help shows those there are'],
    [['toString'], 'there is no command "toString"'],
    [['catchup', '4'], 'there is no command "catchup" (did you mean catch-up?); node rumor help shows those there are'],
    [['st'], 'there is no command "st"; node rumor help'],
    [['reset'], `which step? Give one step from 1 to ${STEPS.length}, or all`],
    [['catch-up', '1'], 'there is nothing to catch up before step 1'],
  ])('rumor %j', async (args, sentence) => {
    const error = await run(args).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Error).message).toContain(sentence);
    expect((error as Error).message).not.toContain('\n');
  });
});

test('a whole process ends with exit code 2 and no stack trace', async () => {
  const { code, stdout, stderr } = await rumor(['play', '2', '--loss', '1.5']);
  expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
});

test('--help names the flags of a command, and help the commands', async () => {
  const [play, overview] = [await rumorHere(['play', '--help']), await rumorHere(['help'])];
  expect(play).toMatchObject({ code: 0, stderr: '' });
  expect(play.stdout).toContain('--kill NODE@ROUND');
  expect(overview).toMatchObject({ code: 0, stderr: '' });
  for (const name of ['start', 'step', 'play', 'lab', 'hint', 'catch-up', 'undo']) expect(overview.stdout).toContain(`  ${name} `);
});

test('the overview fits on one screen, and names each command once, by who needs it', async () => {
  const lines = (await rumorHere(['help'])).stdout.trimEnd().split('\n');
  expect(lines.length).toBeLessThan(24);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  const [learner, ...others] = grouped();
  expect(learner!.length).toBeLessThanOrEqual(9);
  // The launcher answers these itself.
  const launched = ['doctor', 'test', 'ui'];
  expect([...learner!, ...others.flat(), ...AUTHORS].sort()).toEqual([...Object.keys(COMMANDS), ...launched].sort());
});
