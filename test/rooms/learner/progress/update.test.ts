import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fillGaps, gapsIn } from '../../../../src/course/gaps.ts';
import { fileOf, STEPS } from '../../../../src/course/steps.ts';
import { undo } from '../../../../src/learner/progress/undo.ts';
import { outdated, update } from '../../../../src/learner/progress/update.ts';
import { ROOT } from '../../support/cli.ts';
import { learnersRepository, numbers } from './repository.ts';

const NOW = new Date('2026-01-02T03:04:05.678Z');

/** A repository of somebody who has finished five steps in the version before. */
function fromBefore() {
  const repository = learnersRepository();
  for (const step of STEPS.slice(0, 5)) cpSync(join(ROOT, 'test', 'earlier', fileOf(step)), join(repository.root, 'steps', fileOf(step)));
  for (const { number } of STEPS.slice(5)) repository.write(number, repository.solution(number));
  return repository;
}

test('given code of the version before is found, and only that', () => {
  const { root, write, solution } = fromBefore();
  expect(numbers(outdated(root))).toEqual([4, 5]);
  expect(numbers(outdated(root, 5))).toEqual([4]);
  for (const { number } of STEPS) write(number, solution(number));
  expect(outdated(root)).toEqual([]);
});

test('additions of a learner, other imports and other comments are no older version', () => {
  const { root, write, solution } = fromBefore();
  for (const { number } of STEPS) write(number, solution(number).replace(/^ *\/\/ (?!---).*$/gm, '').replace('NodeSetup', 'NodeSetup, Random as Chance'));
  write(4, `${solution(4)}\nfunction help(): void {}\n`);
  write(5, solution(5).replaceAll('\n', '\r\n'));
  expect(outdated(root)).toEqual([]);
});

test('what stands in the gaps stays, around it is the code of this version, and undo brings the old file back', () => {
  const { root, read, write, solution } = fromBefore();
  const mine = fillGaps(read(5), ({ lines }, i) => [`    // mine ${i}`, ...lines]);
  write(5, mine);
  const { changed, backup, left } = update(root, outdated(root), NOW);
  expect([numbers(changed), left]).toEqual([[4, 5], []]);
  expect(gapsIn(read(5)).map(({ lines }) => lines)).toEqual(gapsIn(mine).map(({ lines }) => lines));
  const empty = (code: string): string => fillGaps(code, () => []);
  expect(empty(read(5))).toBe(empty(solution(5)));
  expect(outdated(root)).toEqual([]);
  expect(backup).toBeDefined();
  undo(root, NOW);
  expect(read(5)).toBe(mine);
});

test('a step that is not begun gets its start of this version', () => {
  const { root, read, write } = fromBefore();
  write(5, fillGaps(read(5), ({ task }) => [`    throw new Error('TODO step 05: ${task}');`]));
  update(root, outdated(root), NOW);
  expect(read(5).match(/TODO step 05/g)).toHaveLength(5);
});

test('a gap that is no more is shown, and what stood there is kept as a comment', () => {
  const { root, read, write, solution } = fromBefore();
  write(4, readFileSync(join(ROOT, 'test', 'earlier', fileOf(STEPS[3]!)), 'utf8').replace('tell peers what is hot ---', 'say what is hot ---'));
  const { left } = update(root, outdated(root), NOW);
  expect(left.map(({ task }) => task)).toEqual(['say what is hot']);
  expect(read(4)).toContain('// What stood in a gap that there is no more: say what is hot\n//     const effects = push(');
  expect(read(4)).toContain("throw new Error('TODO step 04: tell peers what is hot');");
  expect(gapsIn(read(4))).toHaveLength(gapsIn(solution(4)).length);
});

test('what was imported for a gap is imported still, and once', () => {
  const { root, read, write } = fromBefore();
  const code = `import { isNewer } from '../03-merge/merge.ts';\nimport { selectPeers, type Nobody } from '../01-peer-selection/select-peers.ts';\n${read(4)}`;
  write(4, code.replace('this.learn(updates);', 'this.learn(updates.filter((each) => isNewer(each, undefined)) satisfies Nobody[]);'));
  update(root, outdated(root), NOW);
  expect(read(4)).toContain("import { isNewer } from '../03-merge/merge.ts';\nimport { selectPeers, type Nobody } from");
  update(root, STEPS.slice(3, 4), NOW);
  expect(read(4).match(/import \{ isNewer \}/g)).toHaveLength(1);
});

test('a file without marks, or none, is left to its owner', () => {
  const { root, write } = fromBefore();
  write(4, 'export const mine = 1;');
  expect(numbers(outdated(root))).toEqual([5]);
});
