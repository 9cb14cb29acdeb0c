import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, STEPS, type Step } from '../../../../src/course/steps.ts';
import { ROOT } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/code-folder.ts';

/** A repository in which the learner has written `mine` in every step. */
export function learnersRepository() {
  const root = temporaryFolder();
  cpSync(join(ROOT, 'solutions'), join(root, 'solutions'), { recursive: true });
  cpSync(join(ROOT, 'steps'), join(root, 'steps'), { recursive: true });
  const write = (step: number, text: string): void => writeFileSync(join(root, 'steps', fileOf(STEPS[step - 1]!)), text);
  for (const { number } of STEPS) write(number, `mine ${number}`);
  return {
    root,
    write,
    read: (step: number) => readFileSync(join(root, 'steps', fileOf(STEPS[step - 1]!)), 'utf8'),
    solution: (step: number) => readFileSync(join(root, 'solutions', fileOf(STEPS[step - 1]!)), 'utf8'),
  };
}

export const numbers = (steps: readonly Step[]): number[] => steps.map(({ number }) => number);
