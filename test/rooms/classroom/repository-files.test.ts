import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import { KNOWN, repositoryFiles } from '../../../src/classroom/kit/repository-files.ts';
import { ROOT } from '../../../src/course/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'rumor-repository-'));
afterAll(() => removeFolder(folder));

const OURS = ['README.md', 'package.json', 'src/a.ts', 'test/coverage/coverage.ts'];
const THEIRS = ['submissions/ann/steps.zip', 'points.csv', 'report.xml', 'exam.txt', 'node_modules/x/index.js', '.workshop/progress.json', 'src/node_modules/y.js', 'dist/old.zip'];

function treeOf(name: string): string {
  for (const file of [...OURS, ...THEIRS]) {
    mkdirSync(dirname(join(folder, name, file)), { recursive: true });
    writeFileSync(join(folder, name, file), 'x');
  }
  return join(folder, name);
}

const git = (root: string, ...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });

test('in a checkout, what git tracks belongs to the repository, and nothing else that lies there', () => {
  const root = treeOf('checkout');
  git(root, 'init', '-q');
  writeFileSync(join(root, '.gitignore'), 'node_modules/\n.workshop/\ndist/\nsubmissions/\n');
  writeFileSync(join(root, 'gone.txt'), 'x');
  git(root, 'add', '.gitignore', 'gone.txt', ...OURS);
  rmSync(join(root, 'gone.txt'));
  expect(repositoryFiles(root)).toEqual({ files: ['.gitignore', ...OURS], strangers: ['exam.txt', 'points.csv', 'report.xml'] });
});

test('without git, known files and folders belong to it', () => {
  expect(repositoryFiles(treeOf('copy'))).toEqual({ files: OURS, strangers: expect.arrayContaining(['exam.txt', 'points.csv', 'report.xml', 'submissions']) });
});

test('in somebody else\'s checkout, known files and folders belong to it', () => {
  const root = treeOf('outer/copy');
  git(join(folder, 'outer'), 'init', '-q');
  git(join(folder, 'outer'), 'add', '.');
  expect(repositoryFiles(root).files).toEqual(OURS);
});

test.skipIf(!existsSync(join(ROOT, '.git')))('everything at the top of this repository is known', () => {
  const tops = git(ROOT, 'ls-files', '-z').split('\0').filter((name) => name !== '').map((name) => name.split('/')[0]!);
  expect([...new Set(tops)].sort()).toEqual([...KNOWN].sort());
});

test.skipIf(!existsSync(join(ROOT, '.git')))('git is not offered the submissions and reports that WORKSHOP.md names', () => {
  for (const name of ['submissions/ann/steps.zip', 'points.csv', 'points.json', 'report.xml']) expect(git(ROOT, 'check-ignore', name).trim()).toBe(name);
});
