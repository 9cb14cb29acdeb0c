import { expect, test } from 'vitest';
import type { Update } from '../../../src/gossip/types.ts';
import { Guard, MOST_KEYS, MOST_MEMBERS, MOST_VERSION } from '../../../src/wire/guard.ts';

const update = (key: string, rest: Partial<Update> = {}): Update => ({ key, value: 'a', version: 1, writer: 1, ...rest });
const push = (...updates: Update[]) => ({ type: 'push', updates });

test('what is fit comes in as it is', () => {
  const message = push(update('rumor'), update('member/3', { value: 'alive' }));
  expect(new Guard().admit(message).message).toBe(message);
  expect(new Guard().admit({ type: 'ack' })).toEqual({ message: { type: 'ack' } });
});

test.each([
  ['a key too long', update('k'.repeat(201))],
  ['a value too long', update('k', { value: 'v'.repeat(1_001) })],
  ['a version at which counting ends', update('k', { version: 2 ** 53 - 1 })],
  ['a writer that no envelope could name', update('k', { writer: 2 ** 48 })],
])('an update with %s is left out of its message, and the others come in', (_what, unfit) => {
  expect(new Guard().admit(push(update('rumor'), unfit))).toEqual({ message: push(update('rumor')), unfit: 'update' });
});

test('whoever is accused in the greatest version that comes in can still deny it', () => {
  const comesIn = (value: string, version: number): boolean => new Guard().admit(push(update('member/3', { value, version }))).unfit === undefined;
  // 3 · incarnation + 1, 2 or 3: alive, suspect, dead.
  const accusations = Array.from({ length: 12 }, (_, i) => MOST_VERSION - i).filter((version) => version % 3 !== 1 && comesIn('dead', version));
  expect(accusations.length).toBeGreaterThan(0);
  for (const version of accusations) expect(comesIn('alive', 3 * Math.floor((version - 1) / 3) + 4)).toBe(true);
  expect(comesIn('alive', MOST_VERSION)).toBe(true);
  expect(comesIn('dead', MOST_VERSION - 2)).toBe(false);
});

test('a thousand members that do not exist are too many, and those that are known are still heard', () => {
  const guard = new Guard();
  guard.wrote('member/7');
  for (let id = 1_000; id < 2_000; id++) guard.admit(push(update(`member/${id}`)));
  for (let id = 1_000; id < 1_000 + MOST_MEMBERS; id++) expect(guard.admit(push(update(`address/${id}`))).unfit).toBeUndefined();
  expect(guard.admit(push(update('address/9999'))).unfit).toBe('members');
  expect(guard.admit(push(update('member/9999')))).toEqual({ message: push(), unfit: 'members' });
  expect(guard.admit(push(update('member/7'), update('member/9998')))).toEqual({ message: push(update('member/7')), unfit: 'members' });
  expect(guard.admit(push(update('rumor')))).toEqual({ message: push(update('rumor')) });
});

test('keys without end are too many, too', () => {
  const guard = new Guard();
  for (let i = 0; i < MOST_KEYS; i++) expect(guard.admit(push(update(`key ${i}`))).unfit).toBeUndefined();
  expect(guard.admit(push(update('one more'))).unfit).toBe('keys');
  expect(guard.admit(push(update('key 5', { version: 2 }))).unfit).toBeUndefined();
});
