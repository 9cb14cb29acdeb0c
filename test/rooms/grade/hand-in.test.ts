import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import { fileOf, STEPS } from '../../../src/course/steps.ts';
import { archiveFor, packSteps, writeHandIn } from '../../../src/grade/hand-in.ts';
import { takeIn } from '../../../src/grade/intake/take-in.ts';
import { judge } from '../../../src/grade/judge.ts';
import { benchFor, solutionOf } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'rumor-hand-in-'));
afterAll(() => removeFolder(folder));

const [FIRST, SECOND] = STEPS.map(fileOf) as [string, string];
let made = 0;

/** A repository with these files, each a text by its path. */
function repository(files: Readonly<Record<string, string | Buffer>>): string {
  const root = join(folder, `räpo ${made++}`);
  for (const [name, content] of Object.entries({ 'package.json': '{}', 'steps/01-peer-selection/README.md': 'lesson', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

describe('the archive that is handed in', () => {
  const files = { [`steps/${FIRST}`]: solutionOf(STEPS[0]!).replaceAll('\n', '\r\n'), [`steps/${SECOND}`]: solutionOf(STEPS[1]!).replace('.ts', ''), 'steps/02-push/größe.ts': '\ufeffexport const size = 1;\n' };

  test('gives the grader the same files as the folder, and so the same points', async () => {
    const root = repository({ ...files, 'solutions/02-push/push.ts': 'x', 'steps/02-push/notes.md': 'x', 'old/02-push/push.ts': 'old', 'old/01-peer-selection/notes.ts': 'old' });
    const archive = join(folder, 'ann.zip');
    writeFileSync(archive, packSteps(root).bytes);
    const [whole, alone, packed] = [root, join(root, 'steps'), archive].map((path) => [...takeIn(path)][0]!);
    expect([...packed!.files]).toEqual([...alone!.files].sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(new Map(packed!.files)).toEqual(new Map(whole!.files));
    const bench = await benchFor(2);
    const points = await Promise.all([alone!, packed!].map(async (each) => (await judge(bench, each)).steps.map(({ own, reference }) => [own.points, reference.points])));
    expect(points).toEqual([[[10, 10], [10, 10]], [[10, 10], [10, 10]]]);
  });

  test('is the same for the same files, and says what is in it and what is not', () => {
    const [one, two] = [packSteps(repository({ ...files, 'steps/02-push/notes.md': 'x', 'steps/todo.txt': 'y' })), packSteps(repository(files))];
    expect(one.bytes.equals(two.bytes)).toBe(true);
    expect(one.files).toEqual([FIRST, '02-push/größe.ts', SECOND]);
    expect(one.left).toEqual(['02-push/notes.md', 'todo.txt']);
    expect(one.unread[0]).toBe('03-merge/merge.ts is missing');
  });

  test('says of a file that is nearly called so, or in UTF-16, that it is not in it', () => {
    const { files: names, unread } = packSteps(repository({ [`steps/${FIRST}`]: Buffer.from('\ufeffx', 'utf16le'), 'steps/02-push (1)/push.ts': 'x', 'steps/03-merge/merge.ts': 'x' }));
    expect(names).toEqual(['03-merge/merge.ts']);
    expect(unread.slice(0, 2)).toEqual([expect.stringMatching(/select-peers\.ts is saved in UTF-16/), '02-push/push.ts is missing; steps/02-push (1)/push.ts is there, and was not read']);
  });

  test('is refused in one sentence where the grader would refuse it', () => {
    expect(() => packSteps(repository({ [`steps/${FIRST}`]: `//${'x'.repeat(300_000)}` }))).toThrow(/^nothing was packed: 01-peer-selection\/select-peers\.ts is too large; a step file may have 256 kB$/);
    expect(() => packSteps(repository({ 'notes.txt': 'x' }))).toThrow(/^nothing was packed: there are no step files in it/);
  });
});

test('what had the name of the archive before is kept under another', () => {
  const file = join(folder, 'kept', 'bob.zip');
  mkdirSync(dirname(file));
  expect(writeHandIn(file, Buffer.from('1'))).toBeUndefined();
  expect(writeHandIn(file, Buffer.from('1'))).toBeUndefined();
  expect(writeHandIn(file, Buffer.from('2'))).toBe(join(folder, 'kept', 'bob-before-1.zip'));
  expect(writeHandIn(file, Buffer.from('3'))).toBe(join(folder, 'kept', 'bob-before-2.zip'));
  expect(readdirSync(dirname(file)).sort().map((name) => [name, readFileSync(join(dirname(file), name), 'utf8')])).toEqual([['bob-before-1.zip', '1'], ['bob-before-2.zip', '2'], ['bob.zip', '3']]);
});

test('a name becomes the name of a file, or one sentence says why not', () => {
  expect(['ann', 'Ann Müller', 'ann.zip', ' O\'Neill-Jr. III '].map(archiveFor)).toEqual(['ann.zip', 'Ann Müller.zip', 'ann.zip', 'O\'Neill-Jr. III.zip']);
  for (const name of ['', ' ', '.zip', '../ann', 'a/b', 'a\\b', 'C:ann', 'con', 'LPT1', 'ann.', '.ann', '-ann', 'an\u0007n', 'an\u200bn', 'x'.repeat(61), 'what?']) {
    expect(() => archiveFor(name), name).toThrow(/Give your name|cannot be the name of a file everywhere; allowed: /);
  }
});
