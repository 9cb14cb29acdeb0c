import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/cli.ts';

interface LockFile {
  readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const read = <T>(name: string): T => JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as T;
const lock = read<LockFile>('package-lock.json');

test('the lock file has the form that every npm from 9 on leaves alone', () => {
  // npm 9 and 10 take "libc" out, and then the next git pull may refuse; an address would be one registry's.
  const fields = ['libc', 'resolved'];
  expect(Object.entries(lock.packages).filter(([, each]) => fields.some((field) => field in each)).map(([path]) => path)).toEqual([]);
});

test('the lock file knows what package.json declares', () => {
  expect(lock.packages['']!['devDependencies']).toEqual(read<{ devDependencies: object }>('package.json').devDependencies);
});
