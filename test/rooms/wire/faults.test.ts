import { expect, test } from 'vitest';
import { SeededRandom } from '../../../src/host/random.ts';
import { NO_FAULTS, withFaults, type Faults } from '../../../src/wire/faults.ts';
import { MemoryNetwork, VirtualClock } from '../../../src/wire/memory.ts';

/** What arrives, and when, of the datagrams 0, 1, 2 … that are sent at once. */
function through(faults: Partial<Faults>, count = 1): { readonly at: number; readonly number: number }[] {
  const clock = new VirtualClock();
  const network = new MemoryNetwork(clock, 0);
  const [a, b] = [withFaults(network.open('a'), clock, new SeededRandom(1)), network.open('b')];
  a.faults = { ...NO_FAULTS, ...faults };
  const got: { at: number; number: number }[] = [];
  b.listen((_from, [low, high]) => got.push({ at: clock.now(), number: low! + 256 * high! }));
  for (let i = 0; i < count; i++) a.send('b', Uint8Array.of(i & 255, i >> 8));
  clock.pass(10_000);
  return got;
}

test('without faults all arrives, in order, at once', () => {
  expect(through({}, 3)).toEqual([0, 1, 2].map((number) => ({ at: 0, number })));
});

test('so many are lost as the probability says', () => {
  // 2,000 fair draws of 0.3: the mean is 600, six standard deviations are 123; seeded, so the same every time.
  const lost = 2_000 - through({ loss: 0.3 }, 2_000).length;
  expect(lost).toBeGreaterThan(477);
  expect(lost).toBeLessThan(723);
  expect(through({ loss: 1 }, 100)).toEqual([]);
});

test('a delay holds back, and delays that differ reorder', () => {
  expect(through({ delay: [40, 40] })).toEqual([{ at: 40, number: 0 }]);
  const got = through({ delay: [10, 20] }, 200);
  expect(got).toHaveLength(200);
  expect([Math.min(...got.map(({ at }) => at)), Math.max(...got.map(({ at }) => at))]).toEqual([10, 20]);
  expect(got.map(({ number }) => number)).not.toEqual(got.map(({ number }) => number).toSorted((x, y) => x - y));
});

test('duplicates arrive twice', () => {
  expect(through({ duplicate: 1 }, 2).map(({ number }) => number)).toEqual([0, 0, 1, 1]);
});

test('a cut is of one direction, and ends when it is taken away', () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork(clock, 0);
  const [a, b] = [withFaults(network.open('a'), clock, new SeededRandom(1)), network.open('b')];
  const heard: string[] = [];
  a.listen((from) => heard.push(`${from} to a`));
  b.listen((from) => heard.push(`${from} to b`));
  a.faults = { ...NO_FAULTS, cut: new Set(['b']) };
  a.send('b', Uint8Array.of());
  b.send('a', Uint8Array.of());
  clock.pass(1);
  a.faults = NO_FAULTS;
  a.send('b', Uint8Array.of());
  clock.pass(1);
  expect(heard).toEqual(['b to a', 'a to b']);
});

test('what is held back when it is closed is never sent', async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork(clock, 0);
  const [a, b] = [withFaults(network.open('a'), clock, new SeededRandom(1)), network.open('b')];
  let heard = 0;
  b.listen(() => heard++);
  a.faults = { ...NO_FAULTS, delay: [5, 5] };
  a.send('b', Uint8Array.of());
  await a.close();
  clock.pass(100);
  expect(heard).toBe(0);
});
