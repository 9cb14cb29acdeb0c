/**
 * The learner's files, replaced. Nothing here uses git, and nothing is
 * overwritten before it has been copied to `.workshop/backups/`.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FileTrouble } from '../../course/file-trouble.ts';
import { starterOf } from '../../course/gaps.ts';
import { replaceFile } from '../../course/replace-file.ts';
import { fileOf, type Step, STEPS } from '../../course/steps.ts';
import { UsageError } from '../../terminal/usage.ts';
import { backUp, dropBackup, type Reason } from './backups.ts';

/** What was done: which step files changed, and where the old ones are. */
export interface Change {
  readonly changed: readonly Step[];
  /** Relative to the root; absent when nothing had to change, or nothing was there to keep. */
  readonly backup?: string;
}

/** Puts the solutions of the steps before `step` into `steps/`. */
export function catchUp(root: string, step: Step, now: Date): Change {
  if (step.number === 1) throw new UsageError('there is nothing to catch up before step 1');
  return replace(root, STEPS.slice(0, step.number - 1), (earlier) => solution(root, earlier), now, { why: `catch-up to step ${step.number}` });
}

/** Puts steps back to where they started. */
export function reset(root: string, steps: readonly Step[], now: Date): Change {
  return replace(root, steps, (step) => starterOf(solution(root, step), step.number), now, { why: 'reset' });
}

function solution(root: string, step: Step): string {
  return readFileSync(join(root, 'solutions', fileOf(step)), 'utf8').replaceAll('\r\n', '\n');
}

/** Puts other texts in place, after a backup of those that differ: all of them, or none and a FileTrouble. */
export function replace(root: string, steps: readonly Step[], wanted: (step: Step) => string, now: Date, reason: Reason): Change {
  const texts = steps.map((step) => [step, wanted(step)] as const);
  const different = texts.filter(([step, text]) => current(root, step) !== text);
  if (different.length === 0) return { changed: [] };
  const changed = different.map(([step]) => step);
  const before = changed.map((step) => ({ file: fileIn(root, step), bytes: bytesOf(fileIn(root, step)) }));
  let backup: string | undefined;
  try {
    backup = backUp(root, changed, now, reason);
    for (const [step, text] of different) replaceFile(fileIn(root, step), text);
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    if (!putBack(before)) throw new FileTrouble(`${error.message}; what was in steps is in ${backup}`);
    if (backup !== undefined) dropBackup(root, backup);
    throw new FileTrouble(`nothing was changed: ${error.message}`);
  }
  return { changed, ...(backup === undefined ? {} : { backup }) };
}

/** False if not all could be made as it was. */
function putBack(before: readonly { readonly file: string; readonly bytes: Buffer | undefined }[]): boolean {
  try {
    for (const { file, bytes } of before) {
      if (bytes === undefined) rmSync(file, { force: true });
      else if (bytesOf(file)?.equals(bytes) !== true) replaceFile(file, bytes);
    }
    return true;
  } catch {
    return false;
  }
}

function current(root: string, step: Step): string | undefined {
  return bytesOf(fileIn(root, step))?.toString().replaceAll('\r\n', '\n');
}

function fileIn(root: string, step: Step): string {
  return join(root, 'steps', fileOf(step));
}

function bytesOf(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}
