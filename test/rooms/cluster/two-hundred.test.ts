import { expect, test } from 'vitest';
import { statedAddresses } from '../../../src/cluster/assemble.ts';
import { SeededRandom } from '../../../src/host/random.ts';
import { MOST_BYTES } from '../../../src/wire/limits.ts';
import { openWorld } from '../../../src/wire/world.ts';
import { CODE, openVirtualCluster, SEAL } from './virtual-cluster.ts';

const MEMBERS = 200;

test('with 200 members no datagram is larger than it may be, nothing is left unsent, and a newcomer hears of all', () => {
  const cluster = openVirtualCluster(2);
  const [first, newcomer] = [cluster.members[0]!, cluster.members[1]!];
  // Whom member 0 knows before anybody has joined. They have called, and run nowhere any more.
  for (let id = 2; id < MEMBERS; id++) {
    const { send } = openWorld({ id, transport: cluster.network.open(`at-${id}`), clock: cluster.clock, seal: SEAL, random: new SeededRandom(id), life: 1 });
    const ping = { type: 'ping', seq: 1, origin: id };
    for (const called of cluster.members) send(`at-${called.id}`, CODE.encode(ping));
    first.node.write({ key: `member/${id}`, value: 'alive', version: 1, writer: id });
    first.node.write(statedAddresses(id, `at-${id}`, 1));
  }
  const heardOf = (): number => newcomer.node.readAll().filter(({ key }) => /^(member|address)\//.test(key)).length;
  cluster.passRounds(2);
  // All of them, and its own two.
  expect(heardOf()).toBe(2 * MEMBERS);
  cluster.passRounds(10);
  expect(Math.max(...cluster.sizes)).toBeLessThanOrEqual(MOST_BYTES);
  expect(cluster.sizes.filter((size) => size === MOST_BYTES).length).toBeGreaterThan(2 * 10);
  expect([first, newcomer].map(({ world }) => world.traffic.unsent)).toEqual([0, 0]);
});
