import type { Finding } from './finding.ts';
import { filesIn } from '../../course/material.ts';
import type { Step } from '../../course/steps.ts';

/** What a folder holds. */
type Content = readonly [folder: string, names: readonly string[]];

const VARIANT = /^[a-z0-9]+(-[a-z0-9]+)*\.ts$/;

/** Files that belong to nothing: in the folder of a step, a solution, and what is kept beside their tests. */
export function findStray(root: string, step: Step, options: { readonly inSteps: boolean }): Finding[] {
  const inSteps: Content = [`steps/${step.folder}`, ['README.md', 'hints.md', step.file, 'tsconfig.json']];
  const expected: readonly Content[] = [[`solutions/${step.folder}`, [step.file]], ...(options.inSteps ? [inSteps] : [])];
  const findings = expected.flatMap(([folder, names]) => [
    ...filesIn(root, folder).filter((name) => !names.includes(name)).map((name) => stray(`${folder}/${name}`, names.join(', '))),
    ...names.filter((name) => !filesIn(root, folder).includes(name)).map((name) => ({ where: `${folder}/${name}`, problem: 'does not exist' })),
  ]);
  const variants = ['mutants', 'alternatives'].flatMap((kind) =>
    filesIn(root, `test/${kind}/${step.folder}`)
      .filter((name) => !VARIANT.test(name))
      .map((name) => stray(`test/${kind}/${step.folder}/${name}`, 'TypeScript files named like what-is-wrong.ts')),
  );
  return [...findings, ...variants];
}

/** Folders and files beside those of the steps. */
export function findStrayFolders(root: string, steps: readonly Step[], options: { readonly inSteps: boolean }): Finding[] {
  const folders = steps.map(({ folder }) => folder);
  const inSteps: Content = ['steps', [...folders, 'tsconfig.json', 'console.d.ts']];
  const expected: readonly Content[] = [
    ...(options.inSteps ? [inSteps] : []),
    ['solutions', [...folders, 'tsconfig.json']],
    ['test/mutants', folders],
    ['test/alternatives', folders],
    ['test/golden', [...folders.map((name) => `${name}.txt`), 'terminal.svg']],
  ];
  return expected.flatMap(([folder, names]) =>
    filesIn(root, folder).filter((name) => !names.includes(name)).map((name) => stray(`${folder}/${name}`, names.join(', '))),
  );
}

function stray(where: string, allowed: string): Finding {
  return { where, problem: `is a stray file; what belongs there: ${allowed}` };
}
