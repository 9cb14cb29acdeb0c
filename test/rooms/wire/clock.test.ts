import { expect, test } from 'vitest';
import { VirtualClock } from '../../../src/wire/memory.ts';
import { machineClock } from '../../../src/wire/transport.ts';

test('the clock of the machine calls back once, and not when it is taken back', async () => {
  const called: string[] = [];
  const before = machineClock.now();
  machineClock.after(1, () => called.push('taken back'))();
  await new Promise<void>((done) => {
    machineClock.after(2, () => called.push('first'));
    // Timers of this process do not keep it alive; something else must.
    const alive = setInterval(() => {}, 1_000);
    machineClock.after(20, () => (clearInterval(alive), done()));
  });
  expect(called).toEqual(['first']);
  expect(machineClock.now()).toBeGreaterThan(before);
});

test('virtual time passes only when it is told to, and what is due comes in its order', () => {
  const clock = new VirtualClock();
  const called: string[] = [];
  clock.after(20, () => called.push(`late ${clock.now()}`));
  clock.after(10, () => {
    called.push(`early ${clock.now()}`);
    clock.after(5, () => called.push(`then ${clock.now()}`));
  });
  clock.after(10, () => called.push(`also early ${clock.now()}`));
  clock.pass(17);
  expect([called, clock.now()]).toEqual([['early 10', 'also early 10', 'then 15'], 17]);
  clock.pass(3);
  expect(called.at(-1)).toBe('late 20');
});
