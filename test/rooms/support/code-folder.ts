import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import { starterOf } from '../../../src/course/gaps.ts';
import { fileOf, STEPS } from '../../../src/course/steps.ts';
import { truePath } from '../../../src/course/true-path.js';
import { ROOT } from './cli.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  // Behind links on macOS, and under a short name on some Windows: tests compare paths.
  const folder = truePath(mkdtempSync(join(tmpdir(), 'rumor-')));
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** Puts every step of a copy of the repository at `root` back to its start, however far this one is. */
export function putStarters(root: string): void {
  for (const step of STEPS) {
    const solution = readFileSync(join(ROOT, 'solutions', fileOf(step)), 'utf8');
    writeFileSync(join(root, 'steps', fileOf(step)), starterOf(solution, step.number));
  }
}

/** The solutions in a folder of their own, with one file changed. */
export function solutionsWith(file: string, change: (code: string) => string): string {
  const folder = temporaryFolder();
  cpSync(join(ROOT, 'solutions'), folder, { recursive: true });
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`the change left ${file} as it was`);
  writeFileSync(path, after);
  return folder;
}
