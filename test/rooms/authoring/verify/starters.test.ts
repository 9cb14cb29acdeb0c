import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkDerivation, stepsAreUntouched } from '../../../../src/authoring/verify/starters.ts';
import { STEPS } from '../../../../src/course/steps.ts';
import { temporaryFolder } from '../../support/code-folder.ts';

const [STEP] = STEPS as [(typeof STEPS)[0]];

const START = '// --- your code starts here:';
const END = '// --- your code ends here ---';

test.each([
  ['one gap', `a\n  ${START} do it ---\n  b\n  ${END}\nc\n`, []],
  ['no gap', 'a\n', ['marks no gap for the learner']],
  ['a gap without an end', `${START} do it ---\nb\n${END}\n${START} do more ---\n`, [
    'begins a gap in line 4 that has no end; each needs both',
  ]],
  ['a gap without a task', `${START} ---\n${END}\n`, ['begins a gap in line 1 that has no task; each needs both']],
  ['an end too many', `${START} do it ---\n${END}\n${END}\n`, ['ends 2 gaps and begins 1']],
  ['two gaps that cannot be told apart', `${START} do it ---\n${END}\n${START} do it ---\n${END}\n`, [
    'has two gaps with the same task, so that their failures cannot be told apart',
  ]],
  ['a task that breaks the text it is put into', `${START} do what's due ---\n${END}\n`, [
    expect.stringContaining('and a quote or a backslash does not survive in the starter'),
  ]],
  ['something left to do', `a\n// TODO: later\n${START} do it ---\n${END}\n`, ['has a TODO left in line 2']],
])('a solution with %s', (_what, solution, problems) => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'solutions', STEP.folder), { recursive: true });
  writeFileSync(join(root, 'solutions', STEP.folder, STEP.file), solution);
  const found = checkDerivation(root, STEP).map(({ problem }) => problem);
  expect(found).toEqual(problems);
});

test('steps are compared where git says that nobody is working in them', () => {
  const root = temporaryFolder();
  const git = (...args: string[]): void => void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root, stdio: 'pipe' });
  expect(stepsAreUntouched(root)).toBe(false);
  git('init');
  mkdirSync(join(root, 'steps'));
  writeFileSync(join(root, 'steps', 'a.ts'), 'a');
  expect(stepsAreUntouched(root)).toBe(false);
  git('add', '.');
  git('commit', '-m', 'start');
  expect(stepsAreUntouched(root)).toBe(true);
  writeFileSync(join(root, 'steps', 'a.ts'), 'b');
  expect(stepsAreUntouched(root)).toBe(false);
});
