import { expect, test } from 'vitest';
import { fetchAhead } from '../../../src/sim/fetch-ahead.ts';

test('reads no further than it is told, and takes whatever travels: timers, answers, empty and strange lists', () => {
  const strange = [{ id: 'timer' }, { type: 'answer' }, { updates: [] }, { updates: null }, { updates: [null] }, { updates: [{ version: 1n }] }];
  const items = [...strange, { updates: [{ version: 0 }] }, undefined];
  const order = Int32Array.from(items.keys());
  expect(fetchAhead(items, order, 0, strange.length)).toBe(0);
  expect(fetchAhead(items, order, strange.length, items.length - 1)).toBe(1);
});
