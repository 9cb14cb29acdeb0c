/** Copies of the learner's files, made before something replaces them: `.workshop/backups/<time>/`. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** Copies the files of `steps`. Answers with the folder, relative to the root; undefined if none of them is there. */
export function backUp(root: string, steps: readonly Step[], now: Date, reason: Reason): string | undefined {
  const there = steps.filter((step) => existsSync(join(root, 'steps', fileOf(step))));
  if (there.length === 0) return undefined;
  const folder = newFolder(root, now);
  for (const step of there) {
    const copy = join(root, folder, fileOf(step));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(join(root, 'steps', fileOf(step)), copy);
  }
  writeFileSync(join(root, folder, ABOUT), `${JSON.stringify(reason, null, 2)}\n`);
  return folder;
}

/** All backups, the oldest first. */
export function backupsIn(root: string): Backup[] {
  const folder = join(root, BACKUPS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().map((name) => ({
    name,
    steps: STEPS.filter((step) => existsSync(join(folder, name, fileOf(step)))),
    ...reasonIn(join(folder, name, ABOUT)),
  }));
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
