/**
 * The learner's files: copies of them, and ways back. Nothing here uses git, and nothing is
 * overwritten before it has been copied to `.workshop/backups/<time>/`.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { starterOf } from '../exercise.ts';
import { fileOf, type Step, STEPS } from '../steps.ts';
import { UsageError } from '../usage.ts';

/** What was done: which step files changed, and where the old ones are. */
export interface Change {
  readonly changed: readonly Step[];
  /** Relative to the root; absent when nothing had to change. */
  readonly backup?: string;
}

/** Puts the solutions of the steps before `step` into `steps/`. */
export function catchUp(root: string, step: Step, now: Date): Change {
  if (step.number === 1) throw new UsageError('there is nothing to catch up before step 1');
  return replace(root, STEPS.slice(0, step.number - 1), (earlier) => solution(root, earlier), now);
}

/** Puts steps back to where they started. */
export function reset(root: string, steps: readonly Step[], now: Date): Change {
  return replace(root, steps, (step) => starterOf(solution(root, step), step.number), now);
}

/** Brings back the latest backup. What it replaces is backed up too, so a second undo takes it back. */
export function undo(root: string, now: Date): Change & { readonly from: string } {
  const latest = backupsIn(root).at(-1);
  if (latest === undefined) throw new UsageError('there is no backup to restore; catch-up, reset and undo make one');
  const folder = join(root, BACKUPS, latest);
  const steps = STEPS.filter((step) => existsSync(join(folder, fileOf(step))));
  const change = replace(root, steps, (step) => readFileSync(join(folder, fileOf(step)), 'utf8'), now);
  return { ...change, from: `${BACKUPS}/${latest}` };
}

export function backupsIn(root: string): string[] {
  const folder = join(root, BACKUPS);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

const BACKUPS = '.workshop/backups';

function solution(root: string, step: Step): string {
  return readFileSync(join(root, 'solutions', fileOf(step)), 'utf8').replaceAll('\r\n', '\n');
}

function replace(root: string, steps: readonly Step[], wanted: (step: Step) => string, now: Date): Change {
  const texts = steps.map((step) => [step, wanted(step)] as const);
  const different = texts.filter(([step, text]) => current(root, step) !== text);
  if (different.length === 0) return { changed: [] };
  const backup = backUp(root, different.map(([step]) => step), now);
  for (const [step, text] of different) writeWhole(join(root, 'steps', fileOf(step)), text);
  return { changed: different.map(([step]) => step), backup };
}

function current(root: string, step: Step): string | undefined {
  const file = join(root, 'steps', fileOf(step));
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
}

function backUp(root: string, steps: readonly Step[], now: Date): string {
  const folder = newFolder(root, now);
  for (const step of steps) {
    const file = join(root, 'steps', fileOf(step));
    if (!existsSync(file)) continue;
    const copy = join(root, folder, fileOf(step));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(file, copy);
  }
  return folder;
}

/** A folder named after the time, so that the names sort as they were made. */
function newFolder(root: string, now: Date): string {
  const name = now.toISOString().replace('T', '_').replaceAll(':', '-').replace('Z', '');
  for (let copy = 0; ; copy++) {
    const folder = `${BACKUPS}/${name}${copy === 0 ? '' : `_${String(copy).padStart(3, '0')}`}`;
    if (existsSync(join(root, folder))) continue;
    mkdirSync(join(root, folder), { recursive: true });
    return folder;
  }
}

/** A crash half-way leaves the old file or the new one. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
