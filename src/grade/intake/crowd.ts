import { IntakeError } from './limits.ts';

/** What lies below `path`, and is taken for a crowd that somebody made up. */
export interface Crowd {
  readonly path: readonly string[];
  readonly count: number;
}

interface Thinned<T> {
  readonly kept: readonly T[];
  readonly crowds: readonly Crowd[];
}

/**
 * Where there are more than `most`, whoever brings the most of them is left out, until the others fit: a
 * crowd that one person made up costs nobody else a row. Throws where nobody brings more than the others.
 */
export function withoutCrowds<T>(all: readonly T[], pathOf: (each: T) => readonly string[], most: number): Thinned<T> {
  const thinned = thin(all, pathOf, most);
  if (thinned === undefined) throw new IntakeError(crowded(all.length, most));
  return thinned;
}

export function crowded(count: number, most: number): string {
  return `it seems to hold what ${count} people handed in; at most ${most} are allowed at once. Hand it over in pieces`;
}

function thin<T>(all: readonly T[], pathOf: (each: T) => readonly string[], most: number): Thinned<T> | undefined {
  if (all.length <= most) return { kept: all, crowds: [] };
  const groups = groupsOf(all, pathOf);
  if (groups.length > most) return undefined;
  const kept: T[] = [];
  const crowds: Crowd[] = [];
  let left = all.length;
  for (const { path, members } of groups.sort((a, b) => b.members.length - a.members.length)) {
    const room = most - (left - members.length);
    // Whoever made it up may lie in a group with others.
    const inside = thin(members, pathOf, room) ?? { kept: [], crowds: [{ path, count: members.length }] };
    kept.push(...inside.kept);
    crowds.push(...inside.crowds);
    left += inside.kept.length + inside.crowds.length - members.length;
  }
  return { kept, crowds };
}

/** By the first part of their paths that is not the same for all of them. */
function groupsOf<T>(all: readonly T[], pathOf: (each: T) => readonly string[]): { readonly path: readonly string[]; readonly members: T[] }[] {
  const first = pathOf(all[0]!);
  let at = 0;
  while (at < first.length && all.every((each) => pathOf(each)[at] === first[at])) at++;
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = pathOf(each)[at] ?? '';
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [each]);
    else members.push(each);
  }
  return [...groups].map(([key, members]) => ({ path: [...first.slice(0, at), key], members }));
}
