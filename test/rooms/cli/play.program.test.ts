import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rumor, rumorHere } from '../support/cli.ts';
import { solutionsWith } from '../support/code-folder.ts';

describe('play prints', () => {
  test('one line a round into a pipe, without colours', async () => {
    const { code, stdout } = await rumor(['play', '2', '--code', 'solutions', '--seed', '7']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^round +1: 2 of 40 know/m);
    expect(stdout).toMatch(/^end: everybody knew after round \d+/m);
    expect(stdout).not.toContain('\x1b');
  });

  test('the same for the same seed, and something else for another', async () => {
    const play = (seed: string) => rumorHere(['play', '4', '--code', 'solutions', '--seed', seed]);
    const [first, again, other] = [await play('7'), await play('7'), await play('8')];
    expect(first.stdout).toMatch(/^end: /m);
    expect(again).toEqual(first);
    expect(other.stdout).not.toBe(first.stdout);
  });

  test('the trace as JSON Lines, and nothing else on standard output', async () => {
    const noisy = solutionsWith('02-push/push.ts', (code) => code.replace("case 'message':", "case 'message':\n        console.log('heard');"));
    const { code, stdout, stderr } = await rumor(['play', '2', '--json', '--nodes', '8', '--code', noisy]);
    const events = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { type: string });
    expect(code).toBe(0);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['round', 'wrote', 'learned', 'sent', 'delivered']));
    expect(stderr).toContain('heard');
  });

  test('what it has written to files, in place of the run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rumor-'));
    const [svg, cast] = [join(folder, 'run.svg'), join(folder, 'deep', 'run.cast')];
    const { code, stdout } = await rumorHere(['play', '4', '--code', 'solutions', '--svg', svg, '--animate', '--cast', cast]);
    expect(code).toBe(0);
    expect(stdout).toBe(`${svg} is written.\n${cast} is written.\n`);
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg [^]*@keyframes [^]*<\/svg>\n$/);
    expect(readFileSync(cast, 'utf8')).toMatch(/^{"version":2,/);
    rmSync(folder, { recursive: true });
  });

  test('what two writers leave behind without a merge, and with one', async () => {
    const play = (step: string) => rumorHere(['play', step, '--write', '0=a@1', '--write', '20=b@1', '--code', 'solutions']);
    const [without, merged] = [await play('2'), await play('3')];
    expect(without.stdout).toMatch(/^end: they differ: \d+ hold "a", \d+ hold "b"\./m);
    expect(merged.stdout).toMatch(/^end: all agree\./m);
  });
});

describe('code that goes wrong gets a sentence that names step, node, round and what came back', () => {
  const ROUND = "case 'round':\n        return push(";
  const inARound = (statement: string) => solutionsWith('02-push/push.ts', (code) => code.replace(ROUND, `case 'round':\n        ${statement}\n        return push(`));

  // What counts as nonsense is tested with the simulator; here, that the sentence reaches the reader.
  test.each([
    ['returns undefined', 'return undefined as never;', "handle({ type: 'round' }) returned undefined; it must return a list of effects"],
    ['reads the clock', 'Date.now();', 'Date.now is a clock, and a node has none'],
  ])('%s', async (_what, statement, sentence) => {
    const { code, stdout, stderr } = await rumorHere(['play', '2', '--code', inARound(statement)]);
    expect(`${stdout}${stderr}`).toMatch(/step 02, node 0, round 1: /);
    expect(`${stdout}${stderr}`).toContain(sentence);
    expect(`${stdout}${stderr}`).not.toMatch(/^ +at \w+ \(/m);
    expect(code).toBe(1);
  });

  test('a loop without end is stopped, and named', async () => {
    const { code, stderr } = await rumorHere(['play', '2', '--code', inARound('while (true);')]);
    expect(stderr).toContain('step 02, node 0, round 1: handle did not come back within 2 s of processor time, and was stopped: a loop in it never ends');
    expect(code).toBe(1);
  });

  test('messages that cause messages are stopped before they fill the memory', async () => {
    const flood = solutionsWith('02-push/push.ts', (code) =>
      code.replace('this.merge(this.known, event.message.updates);\n        return [];', 'return push(this.setup, event.message.updates);'),
    );
    const { code, stderr } = await rumorHere(['play', '2', '--fanout', '2', '--code', flood]);
    expect(stderr).toBe('Nothing to show: step 02, round 1: more than 60000 messages were sent; messages that cause messages never end\n');
    expect(code).toBe(1);
  });

  test('a loop while the file loads is stopped, too', async () => {
    const endless = solutionsWith('02-push/push.ts', (code) => `${code}\nwhile (true);\n`);
    const { code, stderr } = await rumorHere(['play', '2', '--code', endless]);
    expect(stderr).toContain('the code did not come back within');
    expect(code).toBe(1);
  });

  test('a file that does not parse is named, with the line', async () => {
    const broken = solutionsWith('02-push/push.ts', (code) => code.replace('return peers.map', 'return peers map'));
    const { code, stderr } = await rumorHere(['play', '2', '--code', broken]);
    expect(stderr).toMatch(/push\.ts:\d+/);
    expect(code).toBe(1);
  });

  test('an export that is missing is named', async () => {
    const without = solutionsWith('02-push/push.ts', (code) => code.replace('export function createNode', 'function createNode'));
    const { code, stderr } = await rumorHere(['play', '2', '--code', without]);
    expect(stderr).toContain('02-push/push.ts must export a function createNode; it exports undefined');
    expect(code).toBe(1);
  });

  test('ending the process is not a way out', async () => {
    const leaving = inARound("(globalThis as any).process.exit(0);");
    const { code, stderr } = await rumorHere(['play', '2', '--code', leaving]);
    expect(stderr).toContain('in round 1 the code ended the process (exit code 0)');
    expect(code).toBe(1);
  });
});

test('a variant that is not written is said, beside the picture and in its title, and in a trace', async () => {
  const required = solutionsWith('04-rumor-decay/rumor-decay.ts', (code) => code.replace('  constructor(setup: NodeSetup) {', "  constructor(given: NodeSetup) {\n    const setup: NodeSetup = { ...given, decay: 'feedback-counter' };"));
  const note = 'This code does not do blind-coin: it is a further task of step 04, and not written yet. What is played is feedback-counter.\n';
  const shown = await rumorHere(['play', '4', '--decay', 'blind-coin', '--code', required]);
  expect(shown.stdout).toMatch(/^Rumor decay, feedback-counter \(no blind-coin yet\): 40 nodes/);
  expect(shown).toMatchObject({ code: 0, stderr: note });
  const written = await rumorHere(['play', '4', '--decay', 'blind-coin', '--code', 'solutions']);
  expect(written.stdout).toMatch(/^Rumor decay, blind-coin: 40 nodes/);
  expect(written.stderr).toBe('');
  expect((await rumor(['play', '4', '--decay', 'blind-coin', '--json', '--code', required])).stderr).toBe(note);
});

test('why a run is over is said', async () => {
  const plain = async (...args: string[]): Promise<string> => (await rumorHere(['play', ...args, '--code', 'solutions'])).stdout;
  expect(await plain('2')).toMatch(/^over after round 13: all who are up know the same\.$/m);
  expect(await plain('2', '--rounds', '3')).toMatch(/^over after round 3: those were all its rounds; --rounds plays more\.$/m);
  expect(await plain('4', '--kill', '0@2')).toMatch(/^over after round \d+: nobody has anything left to do\.$/m);
});
