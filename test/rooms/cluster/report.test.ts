import { expect, test } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { Reporter, tellRound, type RoundReport } from '../../../src/cluster/report.ts';

const REPORT: RoundReport = { round: 7, done: [], up: 8, stopped: 0, gone: 0, members: [], errors: [], datagrams: 40, bytes: 12_345, others: { known: 0, alive: 0 } };

test('tells a round in a line', () => {
  expect(tellRound(REPORT)).toBe('round  7: 8 up; all know the truth; 40 datagrams, 12.3 kB');
  expect(tellRound({ ...REPORT, done: ['member 3 is killed'], up: 6, stopped: 1, gone: 1, errors: ['member 0 has not heard of 1'] })).toBe(
    'round  7: 6 up, 1 stopped, 1 gone; 1 error: member 0 has not heard of 1; 40 datagrams, 12.3 kB  (member 3 is killed)',
  );
  expect(tellRound({ ...REPORT, errors: ['one', 'two'] })).toContain('2 errors: one;');
  expect(tellRound({ ...REPORT, others: { known: 6, alive: 4 } })).toBe('round  7: 8 up; all know the truth; others: 4 of 6 alive to all here; 40 datagrams, 12.3 kB');
});

test('a value from the wire cannot move the cursor, colour the screen, or turn the line around', () => {
  const value = '\u001b[2J\u009b2J\u202e\u0007';
  const line = tellRound({ ...REPORT, errors: [`member 0 knows ${JSON.stringify(value)} of "rumor"`, value] });
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
});

/** A cluster of one member that has sent so much by now. */
function clusterOf(member: { life: number; sent: number }): Cluster {
  const traffic = (): object => ({ sent: member.sent, bytesSent: 100 * member.sent });
  return {
    get members() {
      return [{ id: 0, pid: 1, state: 'up', life: member.life }];
    },
    look: () => Promise.resolve({ minds: new Map([[0, { traffic: traffic() }]]), errors: [], others: { known: 0, alive: 0 } }),
  } as unknown as Cluster;
}

test('counts what was sent since the report before, and begins anew with a new life', async () => {
  const member = { life: 1, sent: 10 };
  const reporter = new Reporter(clusterOf(member));
  const look = async (round: number): Promise<number[]> => {
    const { datagrams, bytes } = await reporter.look({ round, done: [] }, 1);
    return [datagrams, bytes];
  };
  expect(await look(1)).toEqual([10, 1_000]);
  member.sent = 14;
  expect(await look(2)).toEqual([4, 400]);
  Object.assign(member, { life: 2, sent: 3 });
  expect(await look(3)).toEqual([3, 300]);
});
