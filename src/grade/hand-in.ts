import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { moveFile, replaceFile } from '../course/replace-file.ts';
import { fileOf, STEPS } from '../course/steps.ts';
import { zip } from '../course/zip-writer.ts';
import { Refusal } from '../host/refusal.ts';
import { folderEntries } from './intake/folder.ts';
import { takeIn } from './intake/take-in.ts';

/** What somebody hands in, and what they might think that they do. */
export interface HandIn {
  /** The archive. The same files make the same bytes. */
  readonly bytes: Buffer;
  /** What is in it, by names such as `02-push/push.ts`. */
  readonly files: readonly string[];
  /** What is not, though it lies in `steps/` and somebody wrote it. */
  readonly left: readonly string[];
  /** A sentence for each step file that is not there, or cannot be read. */
  readonly unread: readonly string[];
}

class HandInError extends Refusal {
  override readonly name = 'HandInError';
}

/**
 * Packs what the grader reads of the repository in `root`: it comes in by the grader's own door, so what
 * is worth points in the folder is worth them in the archive.
 */
export function packSteps(root: string): HandIn {
  const [submission, ...others] = [...takeIn(root)];
  const { files, unread = new Map<string, string>(), problem } = submission!;
  if (problem !== undefined || others.length > 0) throw new HandInError(`nothing was packed: ${problem ?? `${root} holds the steps of several people`}`);
  const names = [...files.keys()].sort();
  const bytes = Buffer.concat([...zip(names.map((name) => ({ name: `steps/${name}`, bytes: Buffer.from(files.get(name)!) })))]);
  return { bytes, files: names, left: leftIn(join(root, 'steps'), files), unread: STEPS.map(fileOf).flatMap((name) => (files.has(name) ? [] : [`${name} ${unread.get(name) ?? 'is missing'}`])) };
}

/** What belongs to the workshop, beside the file of a step. */
const GIVEN = new Set(['README.md', 'hints.md', 'tsconfig.json', '.DS_Store', 'Thumbs.db', 'desktop.ini']);

function leftIn(steps: string, files: ReadonlyMap<string, string>): string[] {
  return folderEntries(steps).flatMap(({ name, kind }) => (kind === 'folder' || files.has(name) || GIVEN.has(basename(name)) ? [] : [name])).sort();
}

/**
 * Writes the archive. What had its name before gets another one, and is the answer; undefined where
 * nothing was there, or the very same.
 */
export function writeHandIn(file: string, bytes: Buffer): string | undefined {
  const earlier = existsSync(file) && !isSame(file, bytes) ? freeName(file) : undefined;
  if (earlier !== undefined) moveFile(file, earlier);
  replaceFile(file, bytes);
  return earlier;
}

function isSame(file: string, bytes: Buffer): boolean {
  try {
    return readFileSync(file).equals(bytes);
  } catch {
    // A folder, say: it is put aside as well.
    return false;
  }
}

function freeName(file: string): string {
  const stem = basename(file).replace(/\.zip$/i, '');
  for (let count = 1; ; count++) {
    const name = join(dirname(file), `${stem}-before-${count}.zip`);
    if (!existsSync(name)) return name;
  }
}

const MOST_LETTERS = 60;

/** `ann.zip`, for `ann`. Throws for what cannot be the name of a file on every system. */
export function archiveFor(name: string): string {
  const stem = name.trim().normalize('NFC').replace(/\.zip$/i, '');
  if (stem === '') throw new HandInError('who hands in? Give your name: node rumor hand-in ann');
  if (/[\\/:*?"<>|\p{C}]/u.test(stem) || /^[.-]|\.$/.test(stem) || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(stem) || stem.length > MOST_LETTERS) {
    throw new HandInError(`${JSON.stringify(name.slice(0, MOST_LETTERS))} cannot be the name of a file everywhere; allowed: up to ${MOST_LETTERS} letters, digits, spaces, dots and dashes, such as ann-miller`);
  }
  return `${stem}.zip`;
}
