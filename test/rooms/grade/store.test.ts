import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import type { CellResult } from '../../../src/grade/run-cell.ts';
import { keyOf, openStore } from '../../../src/grade/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'rumor-store-'));
afterAll(() => removeFolder(folder));

const resultOf = (printed: string): CellResult => ({ tests: [{ title: 'größer', passed: true }], printed });
const keys = ['a', 'b', 'c'].map((step) => keyOf('bench', step, {}));

function storeOf(name: string, fresh = false) {
  return openStore(join(folder, name, 'results.jsonl'), { fresh });
}

test('results are there when the store is opened again, long ones too', () => {
  const store = storeOf('again');
  const results = [resultOf('x'.repeat(3 << 20)), resultOf('é\n'), resultOf('')];
  keys.forEach((key, i) => store.set(key, results[i]!));
  for (const each of [store, storeOf('again')]) expect(keys.map((key) => each.get(key))).toEqual(results);
  expect(storeOf('again').get(keyOf('bench', 'd', {}))).toBeUndefined();
  expect(storeOf('again', true).get(keys[0]!)).toBeUndefined();
});

test('a line that was cut off costs that result and no other', () => {
  const file = join(folder, 'cut', 'results.jsonl');
  const [first, second, third] = keys as [string, string, string];
  storeOf('cut').set(first, resultOf('1'));
  storeOf('cut').set(second, resultOf('2'));
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -10));
  storeOf('cut').set(third, resultOf('3'));
  expect(keys.map((key) => storeOf('cut').get(key)?.printed)).toEqual(['1', undefined, '3']);
});

test('what another run writes to the same file is never taken for a result of another name', () => {
  const store = storeOf('shared');
  appendFileSync(join(folder, 'shared', 'results.jsonl'), `${JSON.stringify([keys[1], resultOf('2')])}\n`);
  store.set(keys[0]!, resultOf('1'));
  expect(store.get(keys[0]!)?.printed).toBe('1');
  expect(keys.map((key) => storeOf('shared').get(key)?.printed)).toEqual(['1', '2', undefined]);
});
