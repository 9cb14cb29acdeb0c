import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import type { RoundReport } from '../../../src/cluster/report.ts';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import { ROOT, rumor } from '../support/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'rumor-cluster-'));
const seenPids = new Set<number>();

// Where a test fails, what it has started must not run for ever.
afterAll(() => {
  for (const pid of seenPids) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  removeFolder(folder);
});

interface Running {
  readonly parent: ChildProcess;
  /** The next report that is as it should be; those before it pass. */
  until(is: (report: RoundReport) => boolean): Promise<RoundReport>;
  /** All that it has said on standard error, once these words are among it. */
  said(words: string): Promise<string>;
  readonly ended: Promise<number | null>;
}

/** Starts a cluster that plays until it is ended. */
function start(...flags: readonly string[]): Running {
  const args = [join(ROOT, 'rumor.js'), 'cluster', '--json', '--code', 'solutions', '--rounds', '100000', '--round', '200', ...flags];
  const parent = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  let look = (): void => {};
  parent.stderr!.on('data', (data: Buffer) => {
    stderr += data.toString();
    look();
  });
  const lines = createInterface({ input: parent.stdout! })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((done) => parent.once('exit', done));
  return {
    parent,
    ended,
    said: (words) =>
      new Promise((done) => {
        look = () => void (stderr.includes(words) && done(stderr));
        look();
      }),
    async until(is) {
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) throw new Error('the cluster ended before it came to that');
        const report = JSON.parse(value) as RoundReport;
        for (const pid of pidsIn(report)) seenPids.add(pid);
        if (is(report)) return report;
      }
    },
  };
}

/** Does this process run? One that has ended, and that nobody has asked about yet, does not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Comes back when none of them runs. */
async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(isRunning)) await new Promise((next) => setTimeout(next, 50));
}

const pidsIn = ({ members }: RoundReport): number[] => members.flatMap(({ pid }) => pid ?? []);

test('processes find each other, find out who was killed, and hear what is written', async () => {
  const cluster = start('--nodes', '4', '--script', 'write 1=a@2; kill 3@12');
  const together = await cluster.until(({ round, up, errors }) => round >= 12 && up === 3 && errors.length === 0);
  expect(together.gone).toBe(1);
  expect(together.members.map(({ state }) => state)).toEqual(['up', 'up', 'up', 'gone']);
  cluster.parent.kill('SIGTERM');
  await cluster.ended;
  await gone(pidsIn(together));
});

/** A member that is in a loop as soon as it is asked to join. */
const LOOPS = `
export const encode = () => new Uint8Array();
export const createNode = ({ id }) => ({ id, handle: () => [], write() {}, read: () => undefined, readAll: () => [], forget() {}, isHot: () => false });
export const run = () => ({ join() { for (;;); }, leave() {} });
`;

test.skipIf(process.platform === 'win32')('no process outlives its parent, whatever ends that: neither one that stands still nor one in a loop', async () => {
  mkdirSync(join(folder, 'loops', '08-cluster'), { recursive: true });
  writeFileSync(join(folder, 'loops', '08-cluster', 'cluster.ts'), LOOPS);
  const cluster = start('--nodes', '3', '--with', `${join(folder, 'loops')}:1`, '--script', 'stop 1@2');
  const seen = await cluster.until(({ stopped, errors }) => stopped === 1 && errors.includes('member 2 does not answer'));
  const pids = pidsIn(seen);
  expect(pids).toHaveLength(3);
  expect(pids.filter(isRunning)).toEqual(pids);
  cluster.parent.kill('SIGKILL');
  await cluster.ended;
  await gone(pids);
});

test('who knows another secret is told of once, and who joins nobody is told so', async () => {
  const first = start('--nodes', '1', '--open', '--port', '0', '--host', '127.0.0.1', '--secret', 'right');
  const at = /--join (\S+)/.exec(await first.said('others join with'))![1]!;
  const stranger = start('--nodes', '2', '--join', at, '--secret', 'wrong');
  expect(await stranger.said('has answered')).toContain(`nobody at ${at} has answered yet. Is the address right, and the secret?`);
  expect((await first.said('drops')).match(/drops what comes from 127/g)).toHaveLength(1);
  for (const { parent } of [first, stranger]) parent.kill('SIGTERM');
  await Promise.all([first.ended, stranger.ended]);
});

/** A member whose code fails as soon as it is asked to join. */
const FAILS = LOOPS.replace('for (;;);', "throw new Error('no idea how');");

test('a member whose code fails is named, and counts as an error to the end', async () => {
  mkdirSync(join(folder, 'fails', '08-cluster'), { recursive: true });
  writeFileSync(join(folder, 'fails', '08-cluster', 'cluster.ts'), FAILS);
  const cluster = start('--nodes', '3', '--with', `${join(folder, 'fails')}:1`);
  expect(await cluster.said('no idea how')).toContain('member 2: Error: no idea how');
  const { errors } = await cluster.until(({ round, gone: ended }) => round >= 3 && ended === 1);
  expect(errors).toContain('member 2 has failed');
  cluster.parent.kill('SIGTERM');
  await cluster.ended;
});

test('what cannot be played is refused in a sentence', async () => {
  const { code, stderr, stdout } = await rumor(['cluster', '--code', 'solutions', '--nodes', '3', '--script', 'kill 3@5']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('--script: kill in round 5 names member 3; allowed: 0 to 2, or start it in a round before');
  expect(stderr).not.toContain('    at ');
});
