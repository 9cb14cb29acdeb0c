import { STEPS } from '../../course/steps.ts';
import { Refusal } from '../../host/refusal.ts';

/** A submission that is not taken in. The message says what was found and what is allowed. */
export class IntakeError extends Refusal {
  override readonly name = 'IntakeError';
}

/** One file cannot be read; the others around it can. `why` goes on after the name of the file. */
export class DamagedFile extends IntakeError {
  readonly why: string;

  constructor(name: string, why: string) {
    super(`${name} ${why}`);
    this.why = why;
  }
}

const KILOBYTE = 1024;
export const MOST_FILE = 256 * KILOBYTE;
export const MOST_FILES = 100;
/** All step files of a person. The solutions come to some 50 kB. */
export const MOST_OF_A_PERSON = KILOBYTE * KILOBYTE;
/** An archive, and what it holds once unpacked. A repository with its packages installed fits. */
export const MOST_ARCHIVE = 200 * KILOBYTE * KILOBYTE;
const MOST_UNPACKED = 600 * KILOBYTE * KILOBYTE;
export const MOST_ENTRIES = 50_000;
/** What is handed over at once may hold the steps of a class, but not a crowd that somebody made up. */
const MOST_PEOPLE = 500;
/** What all archives in one that is handed over may unpack to together: some of a class come with their packages. */
const MOST_UNPACKED_TOGETHER = 10 * MOST_UNPACKED;
/** How many people may be in all of them together. */
const MOST_PEOPLE_TOGETHER = 2 * MOST_PEOPLE;

const FOLDERS = new Set(STEPS.map(({ folder }) => folder));

/** `02-push/push.ts`, from `some-repo/steps/02-push/push.ts`; undefined for whatever is no file of a step. */
export function stepFileOf(path: string): { readonly root: string; readonly name: string } | undefined {
  const place = anyStepFile(path);
  return place?.root.split('/').some((part) => IGNORED.has(part)) === true ? undefined : place;
}

/** The same, wherever it lies. */
export function anyStepFile(path: string): { readonly root: string; readonly name: string } | undefined {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const at = parts.findIndex((part) => FOLDERS.has(part));
  if (at === -1 || !parts.at(-1)!.endsWith('.ts') || parts.at(-1)!.endsWith('.d.ts')) return undefined;
  return { root: parts.slice(0, at).join('/'), name: parts.slice(at).join('/') };
}

/** Folders that hold much, and nothing that anybody wrote. */
export const NEVER_ENTERED = new Set(['node_modules', '.git', '.workshop', '__MACOSX']);
/** Folders of a repository with files that are called like those of the steps. Elsewhere, they may be somebody's. */
const OF_A_REPOSITORY = new Set(['solutions', 'test']);
/** Folders in which nobody writes their steps, though files of such names may lie there. */
export const IGNORED = new Set([...NEVER_ENTERED, ...OF_A_REPOSITORY]);

const ARCHIVE = /\.(zip|tar\.gz|tgz)$/i;

export function isArchive(name: string): boolean {
  return ARCHIVE.test(name);
}

/** `ann`, of `ann.tar.gz`. */
export function withoutExtension(name: string): string {
  return name.replace(ARCHIVE, '');
}

/** Of all step files that were found those of one folder, `steps` before any other. */
export function ofOneRoot<T extends { readonly root: string }>(found: readonly T[]): T[] {
  const roots = [...new Set(found.map(({ root }) => root))].sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1));
  return found.filter(({ root }) => root === roots[0]);
}

function rank(root: string): number {
  return root === 'steps' || root.endsWith('/steps') ? 0 : 1;
}

/** The text of a file that was handed in. */
export function textOf(name: string, bytes: Uint8Array): string {
  if (bytes.length > MOST_FILE) throw new IntakeError(`${name} is too large; a step file may have ${MOST_FILE / KILOBYTE} kB`);
  return new TextDecoder().decode(bytes).replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

/** What an archive may cost. Those that lie in one other share what that one may: so none takes from another. */
export interface Share {
  readonly unpacked: number;
  readonly people: number;
}

export const WHOLE_SHARE: Share = { unpacked: MOST_UNPACKED, people: MOST_PEOPLE };

export function shareOf(archives: number): Share {
  return { unpacked: Math.min(MOST_UNPACKED, Math.floor(MOST_UNPACKED_TOGETHER / archives)), people: Math.min(MOST_PEOPLE, Math.floor(MOST_PEOPLE_TOGETHER / archives)) };
}

export function megabytes(bytes: number): string {
  return bytes < KILOBYTE * KILOBYTE ? `${Math.ceil(bytes / KILOBYTE)} kB` : `${Math.ceil(bytes / KILOBYTE / KILOBYTE)} MB`;
}

const LONGEST_NAME = 255;

/** Throws for a name in an archive that no system has, or that would land outside of the folder it is unpacked to. */
export function checkName(name: string): void {
  const parts = name.split(/[\\/]/);
  if (parts.some((part) => part.length > LONGEST_NAME)) throw new IntakeError(`it holds a name of more than ${LONGEST_NAME} letters, ${JSON.stringify(name.slice(0, 40))}…; no system has such names`);
  const climbs = parts.includes('..');
  const absolute = /^([\\/]|[A-Za-z]:)/.test(name);
  if (climbs || absolute || name.includes('\0')) {
    throw new IntakeError(`the archive holds ${JSON.stringify(name.slice(0, 120))}, a path that leads out of it; nothing was read from it`);
  }
}
