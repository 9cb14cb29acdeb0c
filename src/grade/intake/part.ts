import type { Entry } from './entry.ts';
import { anyStepFile, IGNORED, NEVER_ENTERED } from './limits.ts';

/** A file of a step, and the folder that its step lies in. */
export interface StepFile {
  readonly root: string;
  readonly name: string;
  readonly entry: Entry;
}

/** What seems to be one person's, in something that may hold the steps of many. */
export interface Part {
  /** What tells it from the others, the outermost first; empty where there are no others. */
  readonly label: readonly string[];
  /** Where it lies. */
  readonly inside: string;
  readonly content: { readonly files: readonly StepFile[]; readonly near: ReadonlyMap<string, string> } | { readonly archive: Entry } | { readonly problem: string };
}

/** An entry, and its path taken apart. */
export interface Item {
  readonly parts: readonly string[];
  readonly entry: Entry;
}

export interface Candidate {
  readonly parts: readonly string[];
  readonly content: Part['content'];
}

export const NO_STEPS = 'there are no step files in it; it needs `steps/`, or the folders in it (01-peer-selection, …)';
export const NO_SUBMISSION = 'it is neither a folder nor an archive (.zip, .tar.gz, .tgz)';
export const IS_LINK = 'it is a link, which is not followed';
export const IS_SPECIAL = 'it is a pipe or a device, which is not read';

/** The folder that the folders of the steps lie in, be it one of a repository's own or not. */
export function rootOf(parts: readonly string[]): readonly string[] | undefined {
  const root = anyStepFile(parts.join('/'))?.root.split('/').filter((part) => part !== '');
  return root?.some((part) => NEVER_ENTERED.has(part)) === true ? undefined : root;
}

/** Those that lie below no other. */
export function outermostOf<T extends { readonly parts: readonly string[] }>(all: readonly T[]): T[] {
  const known = new Set(all.map(({ parts }) => parts.join('/')));
  return all.filter(({ parts }) => !parts.some((_, i) => known.has(parts.slice(0, i).join('/'))));
}

/** Neither hidden, as what macOS adds to archives is, nor where nobody writes their steps. */
export function isSeen(parts: readonly string[]): boolean {
  return !parts.some((part) => IGNORED.has(part)) && parts.at(-1)?.startsWith('.') !== true;
}

export function isBelow(parts: readonly string[], above: readonly string[]): boolean {
  return parts.length > above.length && above.every((part, i) => parts[i] === part);
}
