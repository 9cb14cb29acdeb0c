/**
 * Copies of the learner's files, made before something replaces them: `.workshop/backups/<number>_<time>/`.
 * The number says which is later. A clock does not: it may be set back.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileTrouble } from '../../course/file-trouble.ts';
import { makeFolder } from '../../course/make-folder.ts';
import { removeFolder } from '../../course/remove-folder.ts';
import { replaceFile } from '../../course/replace-file.ts';
import { fileOf, STEPS, type Step } from '../../course/steps.ts';

/** What a backup was made for. */
export interface Reason {
  /** What replaced the files: `reset`. */
  readonly why: string;
  /** The backup that was brought back then, when it was an undo that walked to it. */
  readonly undid?: string;
}

export interface Backup extends Reason {
  readonly name: string;
  /** The steps whose files it holds. */
  readonly steps: readonly Step[];
}

export const BACKUPS = '.workshop/backups';
const ABOUT = 'about.json';

/**
 * Copies the files of `steps`. Answers with the folder, relative to the root; undefined if none of them is
 * there. What the backup is for is written last: one that does not say it is half-made, and no backup.
 */
export function backUp(root: string, steps: readonly Step[], now: Date, reason: Reason): string | undefined {
  const there = steps.filter((step) => existsSync(join(root, 'steps', fileOf(step))));
  if (there.length === 0) return undefined;
  const folder = newFolder(root, now);
  try {
    for (const step of there) replaceFile(join(root, folder, fileOf(step)), readFileSync(join(root, 'steps', fileOf(step))));
    replaceFile(join(root, folder, ABOUT), `${JSON.stringify(reason, null, 2)}\n`);
    return folder;
  } catch (error) {
    dropBackup(root, folder);
    throw error;
  }
}

/** Removes a backup that is of no use. Best effort: one that stays does no harm. */
export function dropBackup(root: string, folder: string): void {
  try {
    // First what makes it a backup: it may be that not all of it can be removed.
    rmSync(join(root, folder, ABOUT), { force: true });
    removeFolder(join(root, folder));
  } catch {
    // Undo passes over what is like the files already, and over what is half-made.
  }
}

/** All backups, the oldest first. */
export function backupsIn(root: string): Backup[] {
  return names(root)
    .filter((name) => numberOf(name) === 0 || existsSync(join(root, BACKUPS, name, ABOUT)))
    .map((name) => ({
      name,
      steps: STEPS.filter((step) => existsSync(join(root, BACKUPS, name, fileOf(step)))),
      ...reasonIn(join(root, BACKUPS, name, ABOUT)),
    }))
    .filter(({ steps }) => steps.length > 0);
}

/** In the order in which they were made. */
function names(root: string): string[] {
  const folder = join(root, BACKUPS);
  const all = existsSync(folder) ? readdirSync(folder) : [];
  return all.sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1));
}

/** Older versions of the workshop gave no numbers: 0. */
function numberOf(name: string): number {
  return Number(/^(\d+)_/.exec(name)?.[1] ?? 0);
}

/** The file of a step as a backup holds it. */
export function textIn(root: string, { name }: Backup, step: Step): string {
  return readFileSync(join(root, BACKUPS, name, fileOf(step)), 'utf8');
}

/** A backup of an older version says nothing about itself. */
function reasonIn(file: string): Reason {
  try {
    const { why, undid } = JSON.parse(readFileSync(file, 'utf8')) as { why?: unknown; undid?: unknown };
    return { why: typeof why === 'string' ? why : 'unknown', ...(typeof undid === 'string' ? { undid } : {}) };
  } catch {
    return { why: 'unknown' };
  }
}

/** A folder with the next number. The time in its name is for people. */
function newFolder(root: string, now: Date): string {
  const time = now.toISOString().replace('T', '_').replaceAll(':', '-').replace('Z', '');
  try {
    const number = Math.max(0, ...names(root).map(numberOf)) + 1;
    const folder = `${BACKUPS}/${String(number).padStart(4, '0')}_${time}`;
    makeFolder(join(root, folder));
    return folder;
  } catch (error) {
    throw fileTrouble(error, join(root, BACKUPS)) ?? error;
  }
}
