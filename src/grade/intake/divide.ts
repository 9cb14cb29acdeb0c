import { crowded, withoutCrowds } from './crowd.ts';
import type { Entry } from './entry.ts';
import { isArchive, withoutExtension } from './limits.ts';
import { misplacedIn } from './misplaced.ts';
import { crowdsToldIn, ownersOf } from './owners.ts';
import { IS_LINK, IS_SPECIAL, isSeen, NO_STEPS, outermostOf, type Candidate, type Item, type Part } from './part.ts';

/** Deeper than any repository goes, its packages included. What lies deeper is passed by. */
const DEEPEST = 40;

/**
 * Takes apart what was handed over: a folder with steps of its own is one person's, and so is an archive.
 *
 * @param most how many people may be in it
 */
export function divide(entries: readonly Entry[], most: number): Part[] {
  const items = entries
    .map((entry) => ({ entry, parts: entry.name.split(/[\\/]/, DEEPEST + 1).filter((part) => part !== '' && part !== '.') }))
    .filter(({ parts }) => parts.length > 0 && parts.length <= DEEPEST);
  const archives = items.filter(({ parts, entry }) => entry.kind !== 'folder' && isArchive(parts.at(-1)!) && isSeen(parts));
  const owners = ownersOf(items, most);
  // What lies beside somebody's steps is theirs. Of two of one name the later counts, as with any file.
  const byPath = new Map([...archives.map(({ parts, entry }) => ({ parts, content: contentOf(entry) })), ...owners].map((each) => [each.parts.join('/'), each]));
  const people = crowdsToldIn(outermostOf([...byPath.values()]), most);
  const misplaced = misplacedIn(items, people);
  if (people.length === 0 && misplaced[0] !== undefined) return [{ ...misplaced[0], label: [], inside: '' }];
  const { kept, crowds } = withoutCrowds(apart(crowdsToldIn([...people, ...misplaced], most), items, 0), ({ label }) => label, most);
  return [...kept, ...crowds.map(({ path, count }) => ({ label: path, inside: path.join('/'), content: { problem: crowded(count, most) } }))];
}

function contentOf(entry: Entry): Part['content'] {
  if (entry.kind === 'link') return { problem: `${entry.name} is a link; an archive must be a file` };
  return entry.kind === 'special' ? { problem: `${entry.name} is a pipe or a device; an archive must be a file` } : { archive: entry };
}

/** Parts the candidates where their paths part, and again in each group. What lies between them is told too: it may be somebody's. */
function apart(all: readonly Candidate[], items: readonly Item[], from: number): Part[] {
  if (all.length < 2) return all.map(({ parts, content }) => ({ label: [], inside: parts.join('/'), content }));
  const first = all[0]!.parts;
  let at = from;
  while (all.every(({ parts }) => parts[at] === first[at])) at++;
  const groups = new Map<string, Candidate[]>();
  for (const each of all) groups.set(each.parts[at]!, [...(groups.get(each.parts[at]!) ?? []), each]);
  const among = items.filter(({ parts }) => parts.length > at && first.slice(0, at).every((part, i) => parts[i] === part));
  const people = [...groups].flatMap(([name, group]) => apart(group, among, at + 1).map((part) => ({ ...part, label: [withoutExtension(name), ...part.label] })));
  return [...people, ...strays(among, groups, at)];
}

const OF_A_KIND: Readonly<Partial<Record<Entry['kind'], string>>> = { folder: NO_STEPS, link: IS_LINK, special: IS_SPECIAL };

/** Folders without steps, and links, among folders with steps. */
function strays(among: readonly Item[], groups: ReadonlyMap<string, unknown>, at: number): Part[] {
  const found = new Map<string, Part>();
  for (const { parts, entry } of among) {
    const name = parts[at]!;
    const problem = parts.length > at + 1 ? NO_STEPS : OF_A_KIND[entry.kind];
    if (problem === undefined || groups.has(name) || !isSeen([name])) continue;
    found.set(name, { label: [name], inside: parts.slice(0, at + 1).join('/'), content: { problem } });
  }
  return [...found.values()];
}
