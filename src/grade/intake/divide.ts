import { STEPS } from '../../course/steps.ts';
import type { Entry } from './entry.ts';
import { anyStepFile, IGNORED, IntakeError, isArchive, MOST_PEOPLE, NEVER_ENTERED, stepFileOf, withoutExtension } from './limits.ts';
import { nearMiss } from './near-miss.ts';

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

interface Item {
  readonly parts: readonly string[];
  readonly entry: Entry;
}

interface Candidate {
  readonly parts: readonly string[];
  readonly content: Part['content'];
}

export const NO_STEPS = 'there are no step files in it; it needs `steps/`, or the folders in it (01-peer-selection, …)';
export const NO_SUBMISSION = 'it is neither a folder nor an archive (.zip, .tar.gz, .tgz)';
export const IS_LINK = 'it is a link, which is not followed';
export const IS_SPECIAL = 'it is a pipe or a device, which is not read';

/** Deeper than any repository goes, its packages included. What lies deeper is passed by. */
const DEEPEST = 40;

/** Takes apart what was handed over: a folder with steps of its own is one person's, and so is an archive. */
export function divide(entries: readonly Entry[]): Part[] {
  const items = entries
    .map((entry) => ({ entry, parts: entry.name.split(/[\\/]/, DEEPEST + 1).filter((part) => part !== '' && part !== '.') }))
    .filter(({ parts }) => parts.length > 0 && parts.length <= DEEPEST);
  const archives = items.filter(({ parts, entry }) => entry.kind !== 'folder' && isArchive(parts.at(-1)!) && isSeen(parts));
  const owners = ownersOf(items);
  // What lies beside somebody's steps is theirs. Of two of one name the later counts, as with any file.
  const byPath = new Map([...archives.map(({ parts, entry }) => ({ parts, content: contentOf(entry) })), ...owners].map((each) => [each.parts.join('/'), each]));
  const people = outermostOf([...byPath.values()]);
  const misplaced = misplacedIn(items, noCrowd(people));
  if (people.length === 0 && misplaced[0] !== undefined) return [{ ...misplaced[0], label: [], inside: '' }];
  return noCrowd(apart(noCrowd([...people, ...misplaced]), items, 0));
}

const STEP_FILES = new Set(STEPS.map(({ file }) => file));

/**
 * What somebody seems to have written, but where it cannot be read: step files without the folders of
 * their steps, and archives of other kinds. Were it passed by, one person of two would be lost.
 */
function misplacedIn(items: readonly Item[], people: readonly Candidate[]): Candidate[] {
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

/** The folder that the folders of the steps lie in, be it one of a repository's own or not. */
function rootOf(parts: readonly string[]): readonly string[] | undefined {
  const root = anyStepFile(parts.join('/'))?.root.split('/').filter((part) => part !== '');
  return root?.some((part) => NEVER_ENTERED.has(part)) === true ? undefined : root;
}

export function noCrowd<T>(people: T[], most = MOST_PEOPLE): T[] {
  if (people.length > most) throw new IntakeError(`it seems to hold what ${people.length} people handed in; at most ${most} are allowed at once. Hand it over in pieces`);
  return people;
}

function contentOf(entry: Entry): Part['content'] {
  if (entry.kind === 'link') return { problem: `${entry.name} is a link; an archive must be a file` };
  return entry.kind === 'special' ? { problem: `${entry.name} is a pipe or a device; an archive must be a file` } : { archive: entry };
}

/** Folders with steps of their own. What lies below one, a copy of the steps say, is the same person's. */
function ownersOf(items: readonly Item[]): Candidate[] {
  const byOwner = new Map<string, { parts: readonly string[]; files: StepFile[] }>();
  const repositories = new Set(items.filter(({ parts }) => parts.at(-1) === 'package.json').map(({ parts }) => parts.slice(0, -1).join('/')));
  const ofARepository = new Set([...repositories, ...items.flatMap(({ parts }) => (stepFileOf(parts.join('/')) === undefined ? [] : [ownerOf(parts).join('/')]))]);
  for (const { parts, entry } of items) {
    const place = entry.kind === 'folder' ? undefined : (stepFileOf(parts.join('/')) ?? stepFileOfNamesake(parts, ofARepository));
    if (place === undefined) continue;
    const owner = ownerOf(parts);
    const known = byOwner.get(owner.join('/')) ?? { parts: owner, files: [] };
    byOwner.set(owner.join('/'), known);
    known.files.push({ ...place, entry });
  }
  const all = [...byOwner.values()];
  const missed = items.flatMap(({ parts, entry }) => (entry.kind === 'folder' || !isSeen(parts) ? [] : [{ parts, file: nearMiss(parts) }]));
  return noCrowd(outermostOf(all)).map(({ parts }) => {
    const mine = all.filter((each) => each.parts === parts || isBelow(each.parts, parts));
    const problem = repositories.has(parts.join('/')) ? undefined : crowdIn(parts, mine);
    return { parts, content: problem === undefined ? { files: mine.flatMap(({ files }) => files), near: nearIn(parts, missed) } : { problem } };
  });
}

/** `ann`, of `ann/steps/02-push/push.ts`. */
function ownerOf(parts: readonly string[]): readonly string[] {
  const root = rootOf(parts) ?? [];
  return root.at(-1) === 'steps' ? root.slice(0, -1) : root;
}

/** The step file of a person who is called as a folder of a repository is, `test` say, where there is no repository around. */
function stepFileOfNamesake(parts: readonly string[], ofARepository: ReadonlySet<string>): ReturnType<typeof stepFileOf> {
  const root = rootOf(parts);
  if (root === undefined || (root.at(-1) !== 'steps' && root.at(-1) !== 'test')) return undefined;
  const above = root.slice(0, root.findIndex((part) => IGNORED.has(part)));
  return [...above, ''].some((_, i) => ofARepository.has(above.slice(0, i).join('/'))) ? undefined : anyStepFile(parts.join('/'));
}

function nearIn(person: readonly string[], missed: readonly { readonly parts: readonly string[]; readonly file: string | undefined }[]): Map<string, string> {
  const mine = missed.filter(({ parts, file }) => file !== undefined && isBelow(parts, person));
  return new Map(mine.map(({ parts, file }) => [file!, parts.slice(person.length).join('/')]));
}

/** Steps above the steps of several others. In a repository these are copies; elsewhere they may be a class. */
function crowdIn(parts: readonly string[], mine: readonly { readonly parts: readonly string[] }[]): string | undefined {
  const inner = outermostOf(mine.filter((each) => each.parts !== parts));
  if (inner.length < 2) return undefined;
  const [first, second, ...more] = inner.map((each) => each.parts.slice(parts.length).join('/'));
  return `it holds steps of its own, and so do ${inner.length} folders in it (${first}, ${second}${more.length > 0 ? ', …' : ''}), so nobody can tell whose is whose; hand over those folders, without the steps beside them`;
}

function outermostOf<T extends { readonly parts: readonly string[] }>(all: readonly T[]): T[] {
  const known = new Set(all.map(({ parts }) => parts.join('/')));
  return all.filter(({ parts }) => !parts.some((_, i) => known.has(parts.slice(0, i).join('/'))));
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

const OTHER_ARCHIVE = /\.(rar|7z|tar|gz|bz2|xz|zst|tbz2|txz|zipx)$/i;

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

/** Neither hidden, as what macOS adds to archives is, nor where nobody writes their steps. */
function isSeen(parts: readonly string[]): boolean {
  return !parts.some((part) => IGNORED.has(part)) && parts.at(-1)?.startsWith('.') !== true;
}

function isBelow(parts: readonly string[], above: readonly string[]): boolean {
  return parts.length > above.length && above.every((part, i) => parts[i] === part);
}
