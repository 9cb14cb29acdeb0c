import { expect, onTestFinished, test } from 'vitest';
import type { RoundReport } from '../../../src/cluster/report.ts';
import { openRoom, whyNotHere, type Room, type Running } from './laptops.ts';

const notHere = whyNotHere();
if (notHere !== undefined) console.warn(`Joining between laptops is not tried here: ${notHere}.`);
const FLAGS = '--json --code solutions --rounds 0 --round 500';

/** All that run here believe the truth about each other, and that so many members of other machines live. */
const sees = (alive: number) => ({ errors, others }: RoundReport): boolean => errors.length === 0 && others.alive === alive;

/** One laptop opens a cluster, and on the others somebody types what its screen shows. */
async function joinAll(room: Room, laptops: number, nodes: number): Promise<Running[]> {
  const first = room.type(0, `node rumor cluster --open --nodes ${nodes} ${FLAGS}`);
  const line = await first.invitation;
  expect(line).toMatch(/^node rumor cluster --join 10\.77\.0\.1:7946 --secret \w{4}-\w{4}-\w{4}$/);
  return [first, ...Array.from({ length: laptops - 1 }, (_, i) => room.type(i + 1, `${line} --nodes ${nodes} ${FLAGS}`))];
}

async function all(running: readonly Running[], is: (report: RoundReport) => boolean): Promise<void> {
  await Promise.all(running.map((each) => each.until(is)));
}

test.skipIf(notHere !== undefined)('three laptops: who is cut off is believed dead, believes the others dead, and all heal', async () => {
  const room = await openRoom(3);
  onTestFinished(() => room.close());
  const laptops = await joinAll(room, 3, 2);
  const [a, b, c] = laptops as [Running, Running, Running];
  await all(laptops, sees(4));
  room.unplug(2);
  await Promise.all([all([a, b], sees(2)), c.until(sees(0))]);
  room.plug(2);
  await all(laptops, sees(4));
});

test.skipIf(notHere !== undefined)('a laptop that goes away is found out, and one that comes back has a new life', async () => {
  const room = await openRoom(2);
  onTestFinished(() => room.close());
  const first = room.type(0, `node rumor cluster --open --nodes 1 ${FLAGS}`);
  const line = await first.invitation;
  const join = (): Running => room.type(1, `${line} --nodes 1 --first 7 --port 9999 ${FLAGS}`);
  const second = join();
  await first.until(sees(1));
  second.kill();
  await first.until(sees(0));
  join();
  const { others } = await first.until(sees(1));
  expect(others.known).toBe(1);
});

/** Fifty processes are much beside other tests: RUMOR_TEN_LAPTOPS=1 npx vitest run --project programs test/rooms/cluster/laptops.program.test.ts */
const tenWanted = process.env['RUMOR_TEN_LAPTOPS'] === '1';
if (!tenWanted) console.warn('Ten laptops are only tried with RUMOR_TEN_LAPTOPS=1.');

test.skipIf(notHere !== undefined || !tenWanted)('ten laptops at two access points: both halves live on when the cable between them is out, and heal', async () => {
  const room = await openRoom(10);
  onTestFinished(() => room.close());
  const laptops = await joinAll(room, 10, 2);
  await all(laptops, sees(18));
  room.unplug('uplink');
  await all(laptops, sees(8));
  room.plug('uplink');
  await all(laptops, sees(18));
});
