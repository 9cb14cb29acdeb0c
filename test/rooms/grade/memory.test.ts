import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { zip } from '../../../src/course/zip-writer.ts';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import { ROOT } from '../../../src/course/root.ts';
import { fileOf, STEPS } from '../../../src/course/steps.ts';
import { PLAIN_WRONG } from './attacks.ts';

const folder = mkdtempSync(join(tmpdir(), 'rumor-memory-'));
afterAll(() => removeFolder(folder));

const PEOPLE = 120;
/** Megabytes of heap: much less than the step files in one of the archives. */
const HEAP = 96;

/** Step files of 1 MB for each of many people, in an archive that is a thousandth of that. */
function crowd(): Buffer {
  const files = [fileOf(STEPS[0]!), ...[1, 2, 3].map((n) => `${STEPS[0]!.folder}/more-${n}.ts`)];
  const bytes = Buffer.from(`${PLAIN_WRONG}//${' '.repeat(250_000)}`);
  const entries = Array.from({ length: PEOPLE }, (_, i) => files.map((name) => ({ name: `p${i}/${name}`, bytes })));
  return Buffer.concat([...zip(entries.flat())]);
}

const address = (file: string): string => JSON.stringify(pathToFileURL(join(ROOT, file)).href);
const GRADE = `
import { grade } from ${address('src/grade/grade.ts')};
import { STEPS } from ${address('src/course/steps.ts')};
const known = new Map();
const store = { get: (key) => known.get(key), set: (key, result) => void known.set(key, result) };
const { results } = await grade({ paths: process.argv.slice(1), steps: STEPS.slice(0, 1), jobs: 2, store });
console.log(JSON.stringify(results.map(({ name, problem, points }) => [name, problem ?? points.own])));
`;

test('a class that holds more than fits into memory is graded, since one is read at a time', () => {
  const archives = ['one.zip', 'two.zip'].map((name) => join(folder, name));
  const bytes = crowd();
  for (const file of archives) writeFileSync(file, bytes);
  expect(bytes.length).toBeLessThan(1 << 20);
  const { stdout, stderr } = spawnSync(process.execPath, [`--max-old-space-size=${HEAP}`, '--import', 'tsx', '--input-type=module', '--eval', GRADE, ...archives], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 << 20 });
  expect(stderr).toBe('');
  const rows = JSON.parse(stdout) as [string, unknown][];
  expect(rows.map(([, worth]) => worth)).toEqual(Array.from({ length: 2 * PEOPLE }, () => 0));
  expect(rows.map(([name]) => name)).toContain('two/p119');
});
