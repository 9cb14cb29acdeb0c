import { crowded, withoutCrowds, type Crowd } from './crowd.ts';
import { anyStepFile, IGNORED, stepFileOf } from './limits.ts';
import { nearMiss } from './near-miss.ts';
import { isBelow, isSeen, outermostOf, rootOf, type Candidate, type Item, type StepFile } from './part.ts';

/** Folders with steps of their own. What lies below one, a copy of the steps say, is the same person's. */
export function ownersOf(items: readonly Item[], most: number): Candidate[] {
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
  const { kept, crowds } = withoutCrowds(outermostOf(all), ({ parts }) => parts, most);
  const owners = kept.map(({ parts }) => {
    const mine = all.filter((each) => each.parts === parts || isBelow(each.parts, parts));
    const problem = repositories.has(parts.join('/')) ? undefined : crowdIn(parts, mine);
    return { parts, content: problem === undefined ? { files: mine.flatMap(({ files }) => files), near: nearIn(parts, missed) } : { problem } };
  });
  return [...owners, ...crowds.map((crowd) => told(crowd, most))];
}

/** A row for each crowd, in place of those in it. */
export function crowdsToldIn(candidates: readonly Candidate[], most: number): Candidate[] {
  const { kept, crowds } = withoutCrowds(candidates, ({ parts }) => parts, most);
  return [...kept, ...crowds.map((crowd) => told(crowd, most))];
}

function told({ path, count }: Crowd, most: number): Candidate {
  return { parts: path, content: { problem: crowded(count, most) } };
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
