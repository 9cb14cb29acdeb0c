import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import { STEPS } from '../../../src/course/steps.ts';
import { isDone, type StepOutcome } from '../../../src/verdict/outcome.ts';
import { TestRunner, type RunOptions } from '../../../src/verdict/runner.ts';
import { ROOT } from '../support/cli.ts';
import { temporaryFolder } from '../support/code-folder.ts';

const FILE = '01-peer-selection/select-peers.ts';
const BODY = 'const others = members.length - 1;';
const STEP = STEPS[0]!;
const PUSH = '02-push/push.ts';
const PUSH_BODY = 'if (updates.length === 0) return [];';
/** Where the tests below put their mistakes. */
const LINE = readFileSync(join(ROOT, 'solutions', FILE), 'utf8').split('\n').findIndex((line) => line.includes(BODY)) + 1;

const SOLUTION = readFileSync(join(ROOT, 'solutions', FILE), 'utf8');
/** Where the time itself is not the point: so many seconds of the processor. */
const SOON = 0.7;

describe('whatever the code does, there is a verdict', () => {
  let runner: TestRunner;

  beforeAll(async () => {
    runner = await TestRunner.open({ root: ROOT, code: 'solutions', ahead: true });
  });
  afterAll(() => runner.close());

  const with01 = (source: string, options: RunOptions = {}): Promise<StepOutcome> => runner.run(STEP, { source, ...options });
  const inBody = (statement: string, options?: RunOptions) => with01(SOLUTION.replace(BODY, `${statement}\n${BODY}`), options);
  const atTop = (statement: string, options?: RunOptions) => with01(`${SOLUTION}\n${statement}\n`, options);

  test('right code passes', async () => {
    const outcome = await runner.run(STEP);
    expect(isDone(outcome)).toBe(true);
    expect(outcome.printed).toBe('');
  });

  test('the first failure is told before the rest, and only once', async () => {
    const heard: unknown[] = [];
    const outcome = await inBody("throw new TypeError('no');", { onFailure: (failure) => heard.push(failure) });
    const { place: _place, ...first } = outcome.tests[0]!;
    expect(first.message).toBe('TypeError: no');
    expect(heard).toEqual([first]);
  });

  test('that the step is done is told before the further tasks are tried, and only once', async () => {
    const heard: StepOutcome[] = [];
    const outcome = await runner.run(STEPS[3]!, { onPass: (passed) => heard.push(passed) });
    expect(heard).toEqual([{ ...outcome, tests: outcome.tests.filter(({ further }) => !further) }]);
    expect(heard[0]!.tests.length).toBeLessThan(outcome.tests.length);
  });

  test.each([
    ['a test fails', 'if (fanout === 100) return [];'],
    ['a promise was left behind', "if (fanout === 100) void Promise.reject(new Error('nobody waits for me'));"],
  ])('nothing is told to be done when %s', async (_when, statement) => {
    const heard: StepOutcome[] = [];
    await inBody(statement, { onPass: (passed) => heard.push(passed) });
    expect(heard).toEqual([]);
  });

  test('an endless loop in a call is stopped once, and not waited for again', async () => {
    const outcome = await inBody('if (fanout === 100) while (true);', { patience: SOON });
    const [first, ...rest] = outcome.tests.filter((each) => !each.passed);
    expect(outcome.tests[0]!.passed).toBe(true);
    expect(first!.message).toContain('did not come back within 0.7 s of processor time, and was stopped');
    for (const { message } of rest) expect(message).toContain('was not tried again here');
  });

  test('an endless loop while the file loads is stopped from outside', async () => {
    const outcome = await atTop('while (true);', { patience: SOON });
    expect(outcome.trouble?.message).toContain('did not finish loading within 0.7 s of processor time, and was stopped.\nA loop in it never ends');
  });

  test('an endless loop of promises is stopped from outside, and the test is named', async () => {
    const outcome = await inBody('void (async () => { for (;;) await null; })();', { patience: SOON });
    expect(outcome.trouble?.message).toMatch(/the test ".+" did not come back within 0\.7 s/);
  });

  test.each([
    ['a promise that nobody resolves', 'await new Promise(() => undefined);'],
    ['a timer without end', 'await new Promise(() => setInterval(() => undefined, 10));'],
  ])('a file that waits for %s is not told that it loops', async (_what, statement) => {
    const outcome = await atTop(statement, { patience: SOON });
    expect(outcome.trouble?.message).toMatch(/did not finish loading, and was stopped\.\nIt does not loop, it waits/);
  });

  test('a call that waits is not told that it loops', async () => {
    const outcome = await inBody('if (fanout === 100) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', { patience: SOON });
    expect(outcome.trouble?.message).toMatch(/the test ".+" did not come back, and was stopped\.\nIt does not loop, it waits/);
  });

  test.each([
    ['in a call', (statement: string) => inBody(`if (fanout === 100) ${statement}`, { patience: SOON })],
    ['while the file loads', (statement: string) => atTop(statement, { patience: SOON })],
  ])('a loop that prints %s is told so', async (_where, run) => {
    const outcome = await run("while (true) console.log('x'.repeat(1000));");
    expect(JSON.stringify(outcome)).toMatch(/a loop in it prints and prints, [\d.]+ MB by then: look at what each while and for waits for/i);
  });

  test.each([
    ['a loop', 'void (async () => { for (;;) await null; })();', 'did not come back within 0.7 s of processor time'],
    ['the end of the process', "(globalThis as any).process.kill((globalThis as any).process.pid, 'SIGKILL');", 'The code stopped'],
  ])('%s in a further task leaves the step done', async (_what, statement, message) => {
    const outcome = await inBody(`if (members.length === 10_000) ${statement}`, { patience: SOON });
    expect(isDone(outcome)).toBe(true);
    expect(outcome.tests.filter(({ passed }) => !passed)).toMatchObject([{ further: true, title: 'costs the same in a small group and in a large one', message: expect.stringContaining(message) }]);
  });

  test('leaving the process is no way out', async () => {
    const outcome = await inBody('(globalThis as any).process.exit(0);');
    expect(isDone(outcome)).toBe(false);
    expect(JSON.stringify(outcome)).toContain('process');
  });

  test('killing the process is told as what it is', async () => {
    const outcome = await inBody("(globalThis as any).process.kill((globalThis as any).process.pid, 'SIGKILL');");
    expect(outcome.trouble?.message).toContain('The code stopped in the test "');
  });

  test.each([['a string', "throw 'oops';", 'oops'], ['null', 'throw null;', 'null'], ['an object', "throw { code: 7 };", '7']])('throwing %s', async (_what, statement, text) => {
    const outcome = await inBody(statement);
    expect(isDone(outcome)).toBe(false);
    expect(outcome.tests[0]!.message).toContain(text);
  });

  test('an error in the code is told with its line', async () => {
    const outcome = await inBody("members.find(() => (undefined as any).length);");
    expect(outcome.tests[0]!.message).toMatch(/^TypeError: Cannot read properties of undefined/);
    expect(outcome.tests[0]!.place?.line).toBe(LINE);
  });

  test('an error in a node that is simulated is told with its line', () => lineInSimulatedNode(runner));

  test('a rejection that nobody catches is blamed on the test in which it was made, with its line', async () => {
    const outcome = await inBody("if (fanout === 100) void Promise.reject(new Error('nobody waits for me'));");
    expect(outcome.trouble).toBe(undefined);
    const failed = outcome.tests.filter((test) => !test.passed);
    expect(failed[0]!.title).toBe('returns all others when the fanout is as large as the group, or larger');
    expect(failed.every(({ title }) => /fanout/.test(title))).toBe(true);
    expect(failed[0]!.message).toMatch(/^your code  left a promise behind that was rejected, and nobody caught: .*nobody waits for me/);
    expect(failed[0]!.place).toEqual({ file: `solutions/${FILE}`, line: LINE });
  });

  test('rejections by the thousand hold up nobody', async () => {
    const outcome = await inBody("void Promise.reject('x');");
    expect(outcome.trouble).toBe(undefined);
    expect(outcome.tests[0]!.message).toContain("nobody caught: 'x'");
  });

  test('a file that does not parse is told with its line', async () => {
    const outcome = await with01(SOLUTION.replace(BODY, 'const others = ;'));
    expect(outcome.trouble?.message).toMatch(/^The file does not parse: (Unexpected token|Expected)[^\x1b\n]*$/);
    expect(outcome.trouble?.place).toEqual({ file: `solutions/${FILE}`, line: LINE });
  });

  test('a file that is not there is told', async () => {
    const empty = await TestRunner.open({ root: ROOT, code: temporaryFolder() });
    const outcome = await empty.run(STEP).finally(() => empty.close());
    expect(outcome.trouble?.message).toContain(`${FILE} is not there.`);
  });

  test('an empty file is told', async () => {
    const outcome = await with01('');
    expect(isDone(outcome)).toBe(false);
    expect(outcome.trouble).toEqual({ message: `solutions/${FILE} must export a function selectPeers, and it does not. The tests call it.`, reset: true });
  });

  test('ten megabytes of output are cut, not lost', async () => {
    const outcome = await inBody("if (fanout === 100) for (let i = 0; i < 10; i++) console.log('x'.repeat(1e6));");
    expect(isDone(outcome)).toBe(true);
    expect(outcome.printed.length).toBeGreaterThan(1000);
    expect(outcome.printed.length).toBeLessThanOrEqual(20_000);
  });

  test('output and errors cannot move the cursor', async () => {
    const outcome = await inBody("console.log('\\x1b[2Jred\\rover'); throw new Error('\\x1b[31mred');");
    expect(outcome.printed).toMatch(/^(redover\n)+$/);
    expect(outcome.tests[0]!.message).toBe('Error: red');
  });

  test('code that runs out of memory is told as that', async () => {
    const outcome = await inBody('const hoard: number[][] = []; for (;;) hoard.push(Array.from({ length: 1e6 }, (_, i) => i * 1.5));');
    expect(JSON.stringify(outcome)).toMatch(/ran out of memory|did not come back/);
  });
});

async function lineInSimulatedNode(runner: TestRunner): Promise<void> {
  const source = readFileSync(join(ROOT, 'solutions', PUSH), 'utf8').replace(PUSH_BODY, `if (setup.members.length > 50) (undefined as any).length;\n${PUSH_BODY}`);
  const outcome = await runner.run(STEPS[1]!, { source });
  const failed = outcome.tests.find(({ passed }) => !passed)!;
  expect(failed.message).toMatch(/^node \d+, round \d+: handle\(.*\) threw TypeError: /);
  expect(failed.place).toEqual({ file: `solutions/${PUSH}`, line: source.split('\n').findIndex((line) => line.includes('undefined as any')) + 1 });
}

describe('a child that has loaded and run in what no save changes', () => {
  let runner: TestRunner;

  beforeAll(async () => {
    runner = await TestRunner.open({ root: ROOT, code: 'solutions', ahead: 'between runs' });
    await runner.run(STEP);
  });
  afterAll(() => runner.close());

  // The next one is started a few turns after a run. Only then is there one to be taken.
  beforeEach(async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  });

  test.each(STEPS)('runs every test of step $number, and prints nothing', async (step) => {
    const outcome = await runner.run(step);
    expect(outcome.tests.filter(({ passed }) => !passed)).toEqual([]);
    expect(outcome.printed).toBe('');
    expect(isDone(outcome)).toBe(true);
  });

  test('tells the line of an error in a node that is simulated', () => lineInSimulatedNode(runner));
});

describe('a runner that is used again', () => {
  const code = join(ROOT, '.workshop', `runner-test-${process.pid}`);
  const file = join(code, FILE);
  const RIGHT = 'export const selectPeers = (self, members, fanout) => members.filter((member) => member !== self).slice(0, fanout);';
  let runner: TestRunner;

  beforeAll(async () => {
    mkdirSync(dirname(file), { recursive: true });
    runner = await TestRunner.open({ root: ROOT, code, ahead: 'between runs' });
  });
  afterAll(async () => {
    await runner.close();
    removeFolder(code);
  });

  function save(text: string): Promise<StepOutcome> {
    writeFileSync(file, text);
    runner.invalidate(file);
    return runner.run(STEP, { patience: SOON });
  }

  test('sees every save', async () => {
    for (const text of ['export const selectPeers = () => [];', RIGHT, 'export const selectPeers = () => [];']) {
      expect((await save(text)).tests[0]!.passed).toBe(text === RIGHT);
    }
  });

  test('answers after a loop as if nothing had been', async () => {
    expect((await save('while (true);')).trouble?.message).toContain('did not finish loading');
    expect((await save(RIGHT)).tests[0]!.passed).toBe(true);
  });

  test('a run that is cancelled before it has a process of its own ends at once, and the next one is whole', async () => {
    const cancelled = save('while (true);');
    runner.cancel();
    expect((await cancelled).trouble?.message ?? '').not.toContain('did not finish loading');
    expect((await save(RIGHT)).tests[0]!.passed).toBe(true);
  });

  test('a run that is cancelled in the middle ends at once, and the next one is whole', async () => {
    const begun = join(code, 'begun');
    const cancelled = save(`import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(begun)}, ''); while (true);`);
    await expect.poll(() => existsSync(begun), { timeout: 20_000, interval: 5 }).toBe(true);
    runner.cancel();
    expect((await cancelled).trouble?.message ?? '').not.toContain('did not finish loading');
    expect((await save(RIGHT)).tests[0]!.passed).toBe(true);
  });

  test.each([['in reserve', 'between runs'], ['that is still starting', undefined]] as const)('a run can be cancelled at any moment, with a child %s', async (_which, ahead) => {
    const another = await TestRunner.open({ root: ROOT, code, ...(ahead === undefined ? {} : { ahead }) });
    writeFileSync(file, RIGHT);
    for (let milliseconds = 0; milliseconds < 60; milliseconds += 4) {
      const cancelled = another.run(STEP);
      await new Promise((done) => setTimeout(done, milliseconds));
      another.cancel();
      await cancelled;
    }
    expect((await another.run(STEP)).tests[0]!.passed).toBe(true);
    await another.close();
  });
});
