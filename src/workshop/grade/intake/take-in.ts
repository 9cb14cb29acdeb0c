import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { chooseRoot, IGNORED, IntakeError, megabytes, MOST_ARCHIVE, MOST_ENTRIES, MOST_FILE, MOST_FILES, stepFileOf, textOf } from './limits.ts';
import { printable } from '../printable.ts';
import { tarGzEntries } from './tar.ts';
import { zipEntries, type Entry } from './zip.ts';

/** What somebody handed in: the text of their step files, by names such as `02-push/push.ts`. */
export interface Submission {
  /** What the row is called: the name of the folder or archive. */
  readonly name: string;
  readonly path: string;
  readonly files: ReadonlyMap<string, string>;
  /** Why nothing could be taken in. */
  readonly problem?: string;
}

/** Reads a folder or an archive. Nothing is written, and nothing but step files is kept. Never throws. */
export function takeIn(path: string): Submission {
  const name = printable(basename(path).replace(ARCHIVE, '')).replaceAll(/[\t\n]/g, '?');
  try {
    const files = statSync(path).isDirectory() ? fromFolder(path) : fromArchive(path);
    if (files.size === 0) throw new IntakeError('there are no step files in it; it needs `steps/`, or the folders in it (01-peer-selection, …)');
    return { name, path, files };
  } catch (error) {
    const reason = error instanceof IntakeError ? error.message : `it cannot be read: ${(error as Error).message}`;
    return { name, path, files: new Map(), problem: printable(reason) };
  }
}

const ARCHIVE = /\.(zip|tar\.gz|tgz)$/i;

export function isArchive(path: string): boolean {
  return ARCHIVE.test(path);
}

function fromArchive(path: string): Map<string, string> {
  if (!isArchive(path)) throw new IntakeError('it is neither a folder nor an archive (.zip, .tar.gz, .tgz)');
  const { size } = statSync(path);
  if (size > MOST_ARCHIVE) throw new IntakeError(`it is ${megabytes(size)} large; at most ${megabytes(MOST_ARCHIVE)} are allowed. Hand in \`steps/\` alone`);
  const bytes = readFileSync(path);
  const entries = /\.zip$/i.test(path) ? zipEntries(bytes) : tarGzEntries(bytes);
  return collect(entries);
}

function collect(entries: readonly Entry[]): Map<string, string> {
  const found = entries.flatMap((entry) => {
    const place = stepFileOf(entry.name.replaceAll('\\', '/'));
    if (place === undefined) return [];
    if (entry.link) throw new IntakeError(`${entry.name} is a link; a step file must be a file`);
    return [{ ...place, entry }];
  });
  if (found.length > MOST_FILES) throw new IntakeError(`it holds ${found.length} step files; at most ${MOST_FILES} are allowed`);
  return chooseRoot(found.map(({ root, name, entry }) => ({ root, name, text: textOf(name, entry.bytes()) })));
}

const DEEPEST = 6;

function fromFolder(folder: string): Map<string, string> {
  const found: { root: string; name: string; text: string }[] = [];
  let seen = 0;
  const walk = (inside: string, depth: number): void => {
    for (const item of readdirSync(inside, { withFileTypes: true })) {
      if (seen++ > MOST_ENTRIES) throw new IntakeError(`it holds more than ${MOST_ENTRIES} files`);
      const path = join(inside, item.name);
      const place = stepFileOf(relative(folder, path).split(sep).join('/'));
      if (item.isDirectory() && depth < DEEPEST && !IGNORED.has(item.name)) walk(path, depth + 1);
      if (place === undefined) continue;
      if (item.isSymbolicLink()) throw new IntakeError(`${place.name} is a link; a step file must be a file`);
      if (item.isFile()) found.push({ ...place, text: readText(path, place.name) });
      if (found.length > MOST_FILES) throw new IntakeError(`it holds more than ${MOST_FILES} step files`);
    }
  };
  walk(folder, 0);
  return chooseRoot(found);
}

/** Reads a file that may be changed into a link, or grow, while it is being read. */
function readText(path: string, name: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    if (!fstatSync(descriptor).isFile()) throw new IntakeError(`${name} is no plain file`);
    const bytes = Buffer.alloc(MOST_FILE + 1);
    const length = readSync(descriptor, bytes, 0, bytes.length, 0);
    return textOf(name, bytes.subarray(0, length));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The submissions that `paths` mean: each is one. A single folder without steps holds them: then
 * everything in it is one. `*` at the end is understood too, for shells that leave it alone.
 */
export function findSubmissions(paths: readonly string[]): string[] {
  const found = paths.flatMap((path) => {
    const whole = resolve(path.replace(/[\\/]\*$/, ''));
    if (!existsSync(whole)) throw new IntakeError(`${path}: there is no such file or folder`);
    if (!lstatSync(whole).isDirectory()) return [whole];
    const all = /[\\/]\*$/.test(path) || (paths.length === 1 && !holdsSteps(whole));
    const inside = all ? readdirSync(whole).filter((name) => !name.startsWith('.')) : [];
    return inside.length > 0 ? inside.map((name) => join(whole, name)) : [whole];
  });
  return [...new Set(found)].sort();
}

function holdsSteps(folder: string): boolean {
  const inside = existsSync(join(folder, 'steps')) ? readdirSync(join(folder, 'steps')) : [];
  return [...readdirSync(folder), ...inside].some((name) => stepFileOf(`${name}/x.ts`) !== undefined);
}
