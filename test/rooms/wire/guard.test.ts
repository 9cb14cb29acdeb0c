import { expect, test } from 'vitest';
import type { Update } from '../../../src/gossip/types.ts';
import { Guard, MORE_FOR_EACH_HEARD, MOST_KEYS, MOST_MEMBERS, MOST_STRANGERS, MOST_VERSION } from '../../../src/wire/guard.ts';

const update = (key: string, rest: Partial<Update> = {}): Update => ({ key, value: 'a', version: 1, writer: 1, ...rest });
const FROM = 2;
const push = (...updates: Update[]) => ({ type: 'push', updates });

test('what is fit comes in as it is', () => {
  const message = push(update('rumor'), update('member/3', { value: 'alive' }));
  expect(new Guard(1).admit(message, FROM).message).toBe(message);
  expect(new Guard(1).admit({ type: 'ack' }, FROM)).toEqual({ message: { type: 'ack' } });
});

test.each([
  ['a key too long', update('k'.repeat(201))],
  ['a value too long', update('k', { value: 'v'.repeat(1_001) })],
  ['a version at which counting ends', update('k', { version: 2 ** 53 - 1 })],
  ['a writer that no envelope could name', update('k', { writer: 2 ** 48 })],
])('an update with %s is left out of its message, and the others come in', (_what, unfit) => {
  expect(new Guard(1).admit(push(update('rumor'), unfit), FROM)).toEqual({ message: push(update('rumor')), unfit: 'update' });
});

test('whoever is accused in the greatest version that comes in can still deny it', () => {
  const comesIn = (value: string, version: number): boolean => new Guard(1).admit(push(update('member/3', { value, version })), FROM).unfit === undefined;
  // 3 · incarnation + 1, 2 or 3: alive, suspect, dead.
  const accusations = Array.from({ length: 12 }, (_, i) => MOST_VERSION - i).filter((version) => version % 3 !== 1 && comesIn('dead', version));
  expect(accusations.length).toBeGreaterThan(0);
  for (const version of accusations) expect(comesIn('alive', 3 * Math.floor((version - 1) / 3) + 4)).toBe(true);
  expect(comesIn('alive', MOST_VERSION)).toBe(true);
  expect(comesIn('dead', MOST_VERSION - 2)).toBe(false);
});

/** Which of these members are known to a guard that lets in what is said about them. */
function known(guard: Guard, members: readonly number[], kind = 'member'): number {
  const { message } = guard.admit(push(...members.map((id) => update(`${kind}/${id}`))), FROM);
  return message.updates.length;
}

const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

test.each(['member', 'address'])('of hundreds that never spoke themselves, the %s keys of some are let in, and of more when more were heard', (kind) => {
  const guard = new Guard(1);
  guard.wrote('member/1');
  // Node 1 itself, and node 2, which speaks of them.
  expect(known(guard, numbers(1_000, 400), kind)).toBe(MOST_STRANGERS + 2 * MORE_FOR_EACH_HEARD);
  expect(guard.admit(push(update(`${kind}/9999`)), FROM)).toEqual({ message: push() });
  expect(known(guard, [1, 2, 1_000, 1_001], kind), 'who is known, and who was heard').toBe(4);
  // Three more are heard: two of those that are known by now, so that they are no strangers any more, and another.
  for (const from of [1_000, 1_001, 7]) guard.admit({ type: 'ping' }, from);
  expect(known(guard, numbers(3_000, 100), kind)).toBe(2 + 3 * MORE_FOR_EACH_HEARD);
  expect(known(guard, [7], kind)).toBe(1);
});

test('a group of a hundred is known at once to somebody new', () => {
  expect(known(new Guard(0), numbers(0, 100))).toBe(100);
});

test('more members than that are too many, also when each of them was heard', () => {
  const guard = new Guard(1);
  for (const from of numbers(1_000, MOST_MEMBERS)) guard.admit(push(update(`member/${from}`)), from);
  guard.admit({ type: 'ping' }, 5);
  expect(guard.admit(push(update('member/9999')), FROM)).toEqual({ message: push(), unfit: 'members' });
  expect(guard.admit(push(update('member/1000'), update('member/9998')), FROM)).toEqual({ message: push(update('member/1000')), unfit: 'members' });
  expect(guard.admit(push(update('rumor')), FROM)).toEqual({ message: push(update('rumor')) });
});

test('keys without end are too many, too', () => {
  const guard = new Guard(1);
  for (let i = 0; i < MOST_KEYS; i++) expect(guard.admit(push(update(`key ${i}`)), FROM).unfit).toBeUndefined();
  expect(guard.admit(push(update('one more')), FROM).unfit).toBe('keys');
  expect(guard.admit(push(update('key 5', { version: 2 })), FROM).unfit).toBeUndefined();
});
