import { expect, test } from 'vitest';
import type { Update } from '../../../src/gossip/types.ts';
import { SeededRandom } from '../../../src/host/random.ts';
import { MORE_FOR_EACH_HEARD, MOST_KEYS, MOST_STRANGERS, MOST_VERSION } from '../../../src/wire/guard.ts';
import { MOST_A_SECOND } from '../../../src/wire/limits.ts';
import { openWorld, type WiredWorld } from '../../../src/wire/world.ts';
import { CODE, openVirtualCluster, ROUND, SEAL, type VirtualCluster } from './virtual-cluster.ts';

/*
 * A member that has the secret, and does what it can to take the others down. Afterwards they must all
 * live, believe each other alive, and hear what one of them writes.
 */

const MEMBERS = 4;
const LIAR = 99;

function besieged(): { readonly cluster: VirtualCluster; readonly liar: WiredWorld; say(...updates: Update[]): void; sayAnything(message: object): void } {
  const cluster = openVirtualCluster(MEMBERS);
  cluster.passRounds(6);
  expect(cluster.wrongPairs()).toBe(0);
  const liar = openWorld({ id: LIAR, transport: cluster.network.open('liar'), clock: cluster.clock, seal: SEAL, random: new SeededRandom(LIAR), life: 1 });
  const sayAnything = (message: object): void => {
    for (const { id } of cluster.members) liar.send(`at-${id}`, new TextEncoder().encode(JSON.stringify(message)));
  };
  return { cluster, liar, sayAnything, say: (...updates) => sayAnything({ type: 'push', updates }) };
}

/** All live, nobody is wrong about anybody, and a write reaches all. */
function expectHealed({ members, wrongPairs, passRounds }: VirtualCluster, within: number): void {
  members[2]!.node.write({ key: 'proof', value: 'all is well', version: 1, writer: 2 });
  let rounds = 0;
  const heard = (): number => members.filter(({ node }) => node.read('proof')?.value === 'all is well').length;
  while ((wrongPairs() > 0 || heard() < MEMBERS) && rounds++ < within) passRounds(1);
  expect({ wrongPairs: wrongPairs(), heard: heard() }).toEqual({ wrongPairs: 0, heard: MEMBERS });
}

const about = (id: number, value: string, version: number): Update => ({ key: `member/${id}`, value, version, writer: id });

test.each([
  ['just below what comes in', MOST_VERSION - 3],
  ['just above what comes in', MOST_VERSION - 2],
  ['where counting ends', Number.MAX_SAFE_INTEGER],
])('all are called dead in a version %s: they deny, and are believed', (_where, most) => {
  const { cluster, say } = besieged();
  // Dead has the versions that 3 divides.
  say(...cluster.members.map(({ id }) => about(id, 'dead', most - (most % 3))));
  say(...cluster.members.map(({ id }) => about(id, 'suspect', most - (most % 3) - 1)));
  expectHealed(cluster, 40);
});

test('all are called alive in the greatest version of all: nobody is lost by it', () => {
  const { cluster, say } = besieged();
  say(...cluster.members.map(({ id }) => about(id, 'alive', MOST_VERSION - 2)), ...cluster.members.map(({ id }) => about(id, 'alive', MOST_VERSION)));
  expectHealed(cluster, 40);
});

/*
 * Rumors go to them, too, and are lost, until they are found out: about one a member and round. So only as
 * many are let in as leave the others room to hear each other.
 */
test('a thousand members that do not exist: nobody who does is taken for one of them, and the others hear each other', () => {
  const { cluster, say } = besieged();
  for (let first = 1_000; first < 2_000; first += 10) {
    say(...Array.from({ length: 10 }, (_, i) => about(first + i, 'alive', 1)));
    cluster.clock.pass(ROUND / 100);
  }
  for (let round = 0; round < 12; round++) {
    cluster.passRounds(1);
    expect(cluster.wrongPairs()).toBe(0);
  }
  for (const { node } of cluster.members) {
    const known = node.readAll();
    const about = known.filter(({ key }) => key.startsWith('member/')).length;
    expect(known.length).toBeLessThanOrEqual(MOST_KEYS);
    expect(about).toBeGreaterThanOrEqual(MOST_STRANGERS);
    expect(about).toBeLessThanOrEqual(MOST_STRANGERS + (MORE_FOR_EACH_HEARD + 1) * (MEMBERS + 1));
    expect(node.beliefs!.size).toBeGreaterThanOrEqual(6);
  }
  expectHealed(cluster, 40);
});

test('keys without end: so many are taken in, and no more', () => {
  const { cluster, say } = besieged();
  for (let i = 0; i < 2 * MOST_KEYS; i += 10) say(...Array.from({ length: 10 }, (_, j) => ({ key: `key ${i + j}`, value: 'v', version: 1, writer: LIAR })));
  cluster.clock.pass(20);
  for (const { node } of cluster.members) {
    expect(node.readAll().length).toBeLessThanOrEqual(MOST_KEYS);
    expect(node.readAll().length).toBeGreaterThan(MOST_KEYS / 2);
  }
  expect(cluster.wrongPairs()).toBe(0);
});

test('a flood, every second anew', () => {
  const { cluster, sayAnything } = besieged();
  for (let second = 0; second < 2; second++) {
    for (let i = 0; i < 1.2 * MOST_A_SECOND; i++) sayAnything({ type: 'ping', seq: i, origin: LIAR });
    cluster.passRounds(1);
  }
  for (const { world } of cluster.members) expect(world.traffic.dropped.flood).toBeGreaterThan(MOST_A_SECOND / 10);
  expectHealed(cluster, 40);
});

test('everybody is said to be elsewhere', () => {
  const { cluster, say } = besieged();
  for (let lie = 0; lie < 5; lie++) {
    say(...cluster.members.map(({ id }) => ({ key: `address/${id}`, value: `nowhere-${lie}`, version: 2 ** 50 + lie, writer: id })));
    cluster.passRounds(1);
  }
  expectHealed(cluster, 60);
});

test('a question that leads back to whoever is asked', () => {
  const { cluster, liar } = besieged();
  for (const { id } of cluster.members) {
    for (const message of [{ type: 'ping-req', seq: 1, target: id }, { type: 'ping', seq: 1, origin: id }, { type: 'ack', seq: 1, origin: id }]) liar.send(`at-${id}`, CODE.encode(message));
  }
  expectHealed(cluster, 40);
});
