import { STEPS } from '../../steps.ts';

/** A submission that is not taken in. The message says what was found and what is allowed. */
export class IntakeError extends Error {
  override readonly name = 'IntakeError';
}

const KILOBYTE = 1024;
export const MOST_FILE = 256 * KILOBYTE;
export const MOST_FILES = 100;
/** An archive, and what it holds once unpacked. A repository with its packages installed fits. */
export const MOST_ARCHIVE = 200 * KILOBYTE * KILOBYTE;
export const MOST_UNPACKED = 600 * KILOBYTE * KILOBYTE;
export const MOST_ENTRIES = 50_000;

const FOLDERS = new Set(STEPS.map(({ folder }) => folder));

/** `02-push/push.ts`, from `some-repo/steps/02-push/push.ts`; undefined for whatever is no file of a step. */
export function stepFileOf(path: string): { readonly root: string; readonly name: string } | undefined {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const at = parts.findIndex((part) => FOLDERS.has(part));
  if (at === -1 || !parts.at(-1)!.endsWith('.ts') || parts.at(-1)!.endsWith('.d.ts')) return undefined;
  if (parts.slice(0, at).some((part) => IGNORED.has(part))) return undefined;
  return { root: parts.slice(0, at).join('/'), name: parts.slice(at).join('/') };
}

/** Folders in which nobody writes their steps, though files of such names may lie there. */
export const IGNORED = new Set(['node_modules', '.git', '.workshop', 'solutions', 'test', '__MACOSX']);

/** Step files by name, from all that was found: those of one folder, `steps` before any other. */
export function chooseRoot(found: readonly { readonly root: string; readonly name: string; readonly text: string }[]): Map<string, string> {
  const roots = [...new Set(found.map(({ root }) => root))].sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1));
  return new Map(found.filter(({ root }) => root === roots[0]).map(({ name, text }) => [name, text]));
}

function rank(root: string): number {
  return root === 'steps' || root.endsWith('/steps') ? 0 : 1;
}

/** The text of a file that was handed in. */
export function textOf(name: string, bytes: Uint8Array): string {
  if (bytes.length > MOST_FILE) throw new IntakeError(`${name} is ${megabytes(bytes.length)} large; a step file may have ${MOST_FILE / KILOBYTE} kB`);
  return new TextDecoder().decode(bytes).replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

export function megabytes(bytes: number): string {
  return bytes < KILOBYTE * KILOBYTE ? `${Math.ceil(bytes / KILOBYTE)} kB` : `${Math.ceil(bytes / KILOBYTE / KILOBYTE)} MB`;
}

/** Throws for a name in an archive that would land outside of the folder it is unpacked to. */
export function checkName(name: string): void {
  const climbs = name.split(/[\\/]/).includes('..');
  const absolute = /^([\\/]|[A-Za-z]:)/.test(name);
  if (climbs || absolute || name.includes('\0')) {
    throw new IntakeError(`the archive holds ${JSON.stringify(name.slice(0, 120))}, a path that leads out of it; nothing was read from it`);
  }
}
