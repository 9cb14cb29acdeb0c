import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { starterOf } from '../../../src/workshop/exercise.ts';
import { backupsIn, catchUp, reset, undo } from '../../../src/workshop/progress/work.ts';
import { fileOf, STEPS, type Step } from '../../../src/workshop/steps.ts';
import { ROOT } from '../support/cli.ts';
import { temporaryFolder } from '../support/code-folder.ts';

const NOW = new Date('2026-01-02T03:04:05.678Z');

/** A repository in which the learner has written `mine` in every step. */
function repository() {
  const root = temporaryFolder();
  cpSync(join(ROOT, 'solutions'), join(root, 'solutions'), { recursive: true });
  cpSync(join(ROOT, 'steps'), join(root, 'steps'), { recursive: true });
  for (const step of STEPS) writeFileSync(join(root, 'steps', fileOf(step)), `mine ${step.number}`);
  return {
    root,
    read: (step: number) => readFileSync(join(root, 'steps', fileOf(STEPS[step - 1]!)), 'utf8'),
    solution: (step: number) => readFileSync(join(root, 'solutions', fileOf(STEPS[step - 1]!)), 'utf8'),
  };
}

const numbers = (steps: readonly Step[]): number[] => steps.map(({ number }) => number);

describe('catch up', () => {
  test('puts the earlier solutions in place, and keeps what was there', () => {
    const { root, read, solution } = repository();
    const { changed, backup } = catchUp(root, STEPS[2]!, NOW);
    expect(numbers(changed)).toEqual([1, 2]);
    expect([read(1), read(2), read(3)]).toEqual([solution(1), solution(2), 'mine 3']);
    expect(backup).toBe('.workshop/backups/2026-01-02_03-04-05.678');
    expect(readFileSync(join(root, backup!, fileOf(STEPS[1]!)), 'utf8')).toBe('mine 2');
  });

  test('a second time changes nothing, and makes no backup', () => {
    const { root } = repository();
    catchUp(root, STEPS[2]!, NOW);
    expect(catchUp(root, STEPS[2]!, NOW)).toEqual({ changed: [] });
    expect(backupsIn(root)).toHaveLength(1);
  });

  test('to the first step makes no sense', () => {
    const { root } = repository();
    expect(() => catchUp(root, STEPS[0]!, NOW)).toThrow('there is nothing to catch up before step 1');
  });
});

describe('reset', () => {
  test('puts a step back to its start', () => {
    const { root, read, solution } = repository();
    reset(root, [STEPS[1]!], NOW);
    expect(read(2)).toBe(starterOf(solution(2), 2));
    expect(read(1)).toBe('mine 1');
  });

  test('brings back a file that was deleted', () => {
    const { root, read, solution } = repository();
    rmSync(join(root, 'steps', fileOf(STEPS[3]!)));
    expect(numbers(reset(root, [STEPS[3]!], NOW).changed)).toEqual([4]);
    expect(read(4)).toBe(starterOf(solution(4), 4));
  });
});

describe('undo', () => {
  test('brings the latest backup back, and a second undo takes that back', () => {
    const { root, read, solution } = repository();
    catchUp(root, STEPS[1]!, NOW);
    undo(root, NOW);
    expect(read(1)).toBe('mine 1');
    undo(root, NOW);
    expect(read(1)).toBe(solution(1));
  });

  test('needs a backup', () => {
    const { root } = repository();
    expect(() => undo(root, NOW)).toThrow('there is no backup to restore');
    expect(existsSync(join(root, '.workshop'))).toBe(false);
  });

  test('backups made in the same millisecond keep their order', () => {
    const { root, read } = repository();
    for (let i = 0; i < 12; i++) {
      writeFileSync(join(root, 'steps', fileOf(STEPS[0]!)), `try ${i}`);
      reset(root, [STEPS[0]!], NOW);
    }
    undo(root, NOW);
    expect(read(1)).toBe('try 11');
  });
});
