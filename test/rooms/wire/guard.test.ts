import { expect, test } from 'vitest';
import type { Update } from '../../../src/gossip/types.ts';
import { Guard, MOST_KEYS, MOST_MEMBERS } from '../../../src/wire/guard.ts';

const update = (key: string, rest: Partial<Update> = {}): Update => ({ key, value: 'a', version: 1, writer: 1, ...rest });
const push = (...updates: Update[]) => ({ type: 'push', updates });

test('what is fit comes in as it is', () => {
  const message = push(update('rumor'), update('member/3', { value: 'alive' }));
  expect(new Guard().admit(message)).toBe(message);
  expect(new Guard().admit({ type: 'ack' })).toEqual({ type: 'ack' });
});

test.each([
  ['a key too long', update('k'.repeat(201))],
  ['a value too long', update('k', { value: 'v'.repeat(1_001) })],
  ['a version at which counting ends', update('k', { version: 2 ** 53 - 1 })],
  ['a writer that no envelope could name', update('k', { writer: 2 ** 48 })],
])('a message with %s does not come in', (_what, unfit) => {
  expect(new Guard().admit(push(update('rumor'), unfit))).toBe('update');
});

test('a thousand members that do not exist are too many, and those that are known are still heard', () => {
  const guard = new Guard();
  guard.wrote('member/7');
  for (let id = 1_000; id < 1_000 + 3 * MOST_MEMBERS; id++) guard.admit(push(update(`member/${id}`)));
  expect(guard.admit(push(update('member/9999')))).toBe('members');
  expect(guard.admit(push(update('member/7'), update('member/9998')))).toEqual(push(update('member/7')));
  expect(guard.admit(push(update('rumor')))).toEqual(push(update('rumor')));
});

test('keys without end are too many, too', () => {
  const guard = new Guard();
  for (let i = 0; i < MOST_KEYS; i++) expect(guard.admit(push(update(`key ${i}`)))).toBeTypeOf('object');
  expect(guard.admit(push(update('one more')))).toBe('keys');
  expect(guard.admit(push(update('key 5', { version: 2 })))).toBeTypeOf('object');
});
