import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleInto } from '../../../src/cluster/bundle.ts';
import { Refusal } from '../../../src/host/refusal.ts';

let folder: string;
let entry: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rumor-bundle-'));
  entry = join(mkdtempSync(join(tmpdir(), 'rumor-entry-')), 'code.ts');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bundleOf = (text: string): Promise<string> => {
  writeFileSync(entry, text);
  return bundleInto(folder, entry);
};

test('what somebody may be reading is never written again: other code is another file', async () => {
  const first = await bundleOf('export const n: number = 1;');
  const text = readFileSync(first, 'utf8');
  utimesSync(first, 1, 1);
  expect(await bundleOf('export const n: number = 2;')).not.toBe(first);
  expect(readFileSync(first, 'utf8')).toBe(text);
  expect(await bundleOf('export const n: number = 1;')).toBe(first);
  expect(await import(pathToFileURL(first).href)).toHaveProperty('n', 1);
});

test('several at once leave one file, and no drafts', async () => {
  writeFileSync(entry, 'export const n: number = 1;');
  const files = await Promise.all(Array.from({ length: 8 }, () => bundleInto(folder, entry)));
  expect(new Set(files).size).toBe(1);
  expect(readdirSync(folder)).toEqual([basename(files[0]!)]);
});

test('old ones make room, the newest stays', async () => {
  for (let i = 0; i < 60; i++) {
    writeFileSync(join(folder, `${i}.mjs`), '');
    utimesSync(join(folder, `${i}.mjs`), 1000 + i, 1000 + i);
  }
  const file = await bundleOf('export const n: number = 1;');
  const left = readdirSync(folder);
  expect(left).toHaveLength(40);
  expect(left).toContain(basename(file));
  expect(left).toContain('59.mjs');
  expect(left).not.toContain('0.mjs');
});

test('a line that cannot be read is named', async () => {
  await expect(bundleOf('\nexport const n number = 1;')).rejects.toThrow(Refusal);
  await expect(bundleOf('\nexport const n number = 1;')).rejects.toThrow(/code\.ts:2: /);
});
