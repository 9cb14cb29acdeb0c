import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileTrouble } from '../../../../src/course/file-trouble.ts';
import { starterOf } from '../../../../src/course/gaps.ts';
import { draftOf } from '../../../../src/course/replace-file.ts';
import { backupsIn } from '../../../../src/learner/progress/backups.ts';
import { catchUp, reset } from '../../../../src/learner/progress/replace-files.ts';
import { fileOf, STEPS } from '../../../../src/course/steps.ts';
import { learnersRepository, numbers } from './repository.ts';

const NOW = new Date('2026-01-02T03:04:05.678Z');

describe('catch up', () => {
  test('puts the earlier solutions in place, and keeps what was there', () => {
    const { root, read, solution } = learnersRepository();
    const { changed, backup } = catchUp(root, STEPS[2]!, NOW);
    expect(numbers(changed)).toEqual([1, 2]);
    expect([read(1), read(2), read(3)]).toEqual([solution(1), solution(2), 'mine 3']);
    expect(backup).toBe('.workshop/backups/0001_2026-01-02_03-04-05.678');
    expect(readFileSync(join(root, backup!, fileOf(STEPS[1]!)), 'utf8')).toBe('mine 2');
  });

  test('a second time changes nothing, and makes no backup', () => {
    const { root } = learnersRepository();
    catchUp(root, STEPS[2]!, NOW);
    expect(catchUp(root, STEPS[2]!, NOW)).toEqual({ changed: [] });
    expect(backupsIn(root)).toHaveLength(1);
  });

  test('to the first step makes no sense', () => {
    const { root } = learnersRepository();
    expect(() => catchUp(root, STEPS[0]!, NOW)).toThrow('there is nothing to catch up before step 1');
  });
});

describe('reset', () => {
  test('puts a step back to its start', () => {
    const { root, read, solution } = learnersRepository();
    reset(root, [STEPS[1]!], NOW);
    expect(read(2)).toBe(starterOf(solution(2), 2));
    expect(read(1)).toBe('mine 1');
  });

  test('brings back a file that was deleted', () => {
    const { root, read, solution } = learnersRepository();
    rmSync(join(root, 'steps', fileOf(STEPS[3]!)));
    const { changed, backup } = reset(root, [STEPS[3]!], NOW);
    expect(numbers(changed)).toEqual([4]);
    // There was nothing to keep.
    expect(backup).toBeUndefined();
    expect(read(4)).toBe(starterOf(solution(4), 4));
  });
});

describe('when the file system refuses', () => {
  test('half-way, what was changed already is put back, and nothing looks like a backup', () => {
    const { root, read } = learnersRepository();
    rmSync(join(root, 'steps', fileOf(STEPS[0]!)));
    // A folder in the place of the draft: the third file cannot be written.
    mkdirSync(draftOf(join(root, 'steps', fileOf(STEPS[2]!))));
    const change = (): unknown => reset(root, STEPS, NOW);
    expect(change).toThrow(FileTrouble);
    expect(change).toThrow(/^nothing was changed: .*merge\.ts cannot be written: .+ \(\w+\)$/);
    expect([2, 3, 4, 5].map(read)).toEqual(['mine 2', 'mine 3', 'mine 4', 'mine 5']);
    expect(readdirSync(join(root, 'steps', STEPS[0]!.folder))).not.toContain(STEPS[0]!.file);
    expect(backupsIn(root)).toEqual([]);
    expect(readdirSync(join(root, '.workshop', 'backups'))).toEqual([]);
  });

  test('the backup, nothing is changed', () => {
    const { root, read } = learnersRepository();
    mkdirSync(join(root, '.workshop'));
    writeFileSync(join(root, '.workshop', 'backups'), '');
    expect(() => catchUp(root, STEPS[2]!, NOW)).toThrow(/^nothing was changed: .*backups cannot be written: /);
    expect([1, 2].map(read)).toEqual(['mine 1', 'mine 2']);
  });
});
