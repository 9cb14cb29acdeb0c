import { STEPS } from '../../course/steps.ts';
import { isArchive } from './limits.ts';
import { nearMiss } from './near-miss.ts';
import { isSeen, NO_SUBMISSION, rootOf, type Candidate, type Item } from './part.ts';

const STEP_FILES = new Set(STEPS.map(({ file }) => file));

/**
 * What somebody seems to have written, but where it cannot be read: step files without the folders of
 * their steps, and archives of other kinds. Were it passed by, one person of two would be lost.
 */
export function misplacedIn(items: readonly Item[], people: readonly Candidate[]): Candidate[] {
  const known = new Set(people.map(({ parts }) => parts.join('/')));
  const around = new Set(people.flatMap(({ parts }) => parts.map((_, i) => parts.slice(0, i).join('/'))));
  const found = new Map<string, Candidate>();
  for (const { parts, entry } of items) {
    const name = parts.at(-1)!;
    const problem = entry.kind === 'folder' ? undefined : misplacedAs(parts);
    if (problem === undefined) continue;
    // As far up as nobody else is: all that one person wrote is one row.
    const above = parts.map((_, i) => parts.slice(0, i + 1)).find((each) => !around.has(each.join('/'))) ?? [];
    const mine = nearMiss(parts) !== undefined && above.length === parts.length ? parts.slice(0, -1) : above;
    const path = mine.join('/');
    if (known.has('') || known.has(path) || around.has(path)) continue;
    found.set(path, { parts: mine, content: { problem } });
  }
  return [...found.values()];
}

function misplacedAs(parts: readonly string[]): string | undefined {
  if (rootOf(parts)?.at(-1) === 'solutions') return 'its step files lie in a folder called solutions, which is not read: the reference solutions lie in such a one. Call it steps';
  const [name, meant] = [parts.at(-1)!, nearMiss(parts)];
  if (!isSeen(parts)) return undefined;
  if (STEP_FILES.has(name)) return `${name} lies in no folder of a step (01-peer-selection, …)`;
  if (meant !== undefined) return `${parts.slice(-2).join('/')} was not read; should it be ${meant}?`;
  return OTHER_ARCHIVE.test(name) && !isArchive(name) ? NO_SUBMISSION : undefined;
}

const OTHER_ARCHIVE = /\.(rar|7z|tar|gz|bz2|xz|zst|tbz2|txz|zipx)$/i;
