import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BACKUPS, backupsIn } from '../../../../src/learner/progress/backups.ts';
import { undo, undoTo } from '../../../../src/learner/progress/undo.ts';
import { catchUp, reset } from '../../../../src/learner/progress/replace-files.ts';
import { listed } from '../../../../src/cli/commands/undo.ts';
import { fileOf, STEPS } from '../../../../src/course/steps.ts';
import { learnersRepository, numbers } from './repository.ts';

const NOW = new Date('2026-01-02T03:04:05.678Z');
const [FIRST, SECOND] = [STEPS[0]!, STEPS[1]!];

describe('undo', () => {
  test('walks from the latest backup to the oldest, and then says that there is no more', () => {
    const { root, read, write } = learnersRepository();
    reset(root, [FIRST], NOW);
    write(1, 'mine again');
    catchUp(root, SECOND, NOW);
    undo(root, NOW);
    expect(read(1)).toBe('mine again');
    undo(root, NOW);
    expect(read(1)).toBe('mine 1');
    expect(() => undo(root, NOW)).toThrow('every backup has been brought back already');
    expect(read(1)).toBe('mine 1');
  });

  test('what it replaces is kept, and can be brought back by name', () => {
    const { root, read, solution } = learnersRepository();
    catchUp(root, SECOND, NOW);
    const { backup } = undo(root, NOW);
    expect(undoTo(root, backup!, NOW)).toMatchObject({ from: backup });
    expect(read(1)).toBe(solution(1));
    undo(root, NOW);
    expect(read(1)).toBe('mine 1');
  });

  test('after an undo and another change, it goes back over that change to what is older', () => {
    const { root, read, write } = learnersRepository();
    reset(root, [FIRST], NOW);
    write(1, 'second try');
    reset(root, [FIRST], NOW);
    undo(root, NOW);
    write(1, 'third try');
    reset(root, [FIRST], NOW);
    const seen = [1, 2].map(() => (undo(root, NOW), read(1)));
    expect(seen).toEqual(['third try', 'mine 1']);
  });

  test('a backup that would change nothing is passed over', () => {
    const { root, read, write } = learnersRepository();
    reset(root, [FIRST], NOW);
    reset(root, [SECOND], NOW);
    write(2, 'mine 2');
    expect(numbers(undo(root, NOW).changed)).toEqual([1]);
    expect(read(1)).toBe('mine 1');
  });

  test('backups of an older version, which say nothing about themselves, can be undone too', () => {
    const { root, read, write } = learnersRepository();
    const { backup } = reset(root, [FIRST], NOW);
    rmSync(join(root, backup!, 'about.json'));
    renameSync(join(root, backup!), join(root, BACKUPS, '2026-09-09_03-04-05.678'));
    write(1, 'mine again');
    reset(root, [FIRST], NOW);
    const seen = [1, 2].map(() => (undo(root, NOW), read(1)));
    expect(seen).toEqual(['mine again', 'mine 1']);
  });

  test('needs a backup, and one that is there', () => {
    const { root } = learnersRepository();
    expect(() => undo(root, NOW)).toThrow('there is no backup to restore');
    expect(existsSync(join(root, '.workshop'))).toBe(false);
    expect(() => undoTo(root, '../../steps', NOW)).toThrow('there is no backup "../../steps"; node rumor undo --list');
  });

  test.each([
    ['stands still', 0],
    ['goes back a minute each time', -60_000],
    ['jumps ahead', 1e9],
  ])('backups keep their order when the clock %s', (_how, step) => {
    const { root, read, write } = learnersRepository();
    for (let i = 0; i < 12; i++) {
      write(1, `try ${i}`);
      reset(root, [FIRST], new Date(NOW.getTime() + i * step));
    }
    const seen = Array.from({ length: 12 }, () => (undo(root, NOW), read(1)));
    expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => `try ${11 - i}`));
  });

  test('a backup that is half-made, as a crash or a full disk leaves it, is none', () => {
    const { root, read } = learnersRepository();
    reset(root, [FIRST], NOW);
    const half = join(root, BACKUPS, '0002_2026-01-02_03-04-05.678', fileOf(FIRST));
    mkdirSync(dirname(half), { recursive: true });
    writeFileSync(half, 'half of wh');
    expect(backupsIn(root).map(({ name }) => name)).toEqual(['0001_2026-01-02_03-04-05.678']);
    undo(root, NOW);
    expect(read(1)).toBe('mine 1');
    expect(backupsIn(root).at(-1)!.name).toMatch(/^0003_/);
  });
});

describe('the list of backups', () => {
  test('names each, the newest first, with its time, its reason and its files', () => {
    const { root, write } = learnersRepository();
    expect(listed(root)).toEqual(['There is no backup yet; catch-up, reset, update and undo make one.']);
    reset(root, [SECOND], NOW);
    write(1, 'mine again');
    catchUp(root, STEPS[2]!, NOW);
    undo(root, NOW);
    const names = backupsIn(root).map(({ name }) => name);
    const lines = listed(root).map((text) => text.replace(/Jan \d\d \d\d:\d\d:05/, 'THEN'));
    expect(lines).toEqual([
      `${names[2]}  THEN, before undo`,
      '    steps/01-peer-selection/select-peers.ts',
      '    steps/02-push/push.ts',
      `${names[1]}  THEN, before catch-up to step 3   (brought back already)`,
      '    steps/01-peer-selection/select-peers.ts',
      '    steps/02-push/push.ts',
      `${names[0]}  THEN, before reset   <- the next undo`,
      '    steps/02-push/push.ts',
    ]);
  });
});
