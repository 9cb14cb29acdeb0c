import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { starterOf } from '../../../../src/course/gaps.ts';
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
    expect(backup).toBe('.workshop/backups/2026-01-02_03-04-05.678');
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
