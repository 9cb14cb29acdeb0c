import type { Finding } from './finding.ts';
import { modulesIn, type Export, type Module } from './modules.ts';

/**
 * The rooms of `src`, and on which each of them stands. A room stands on rooms above it in this list
 * only, so no chain of imports leads back.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  gossip: [],
  host: ['gossip'],
  sim: ['gossip', 'host'],
  wire: ['gossip', 'host'],
  terminal: ['host'],
  view: ['gossip', 'host', 'sim', 'terminal'],
  cluster: ['gossip', 'host', 'sim', 'wire', 'terminal', 'view'],
  course: ['gossip', 'host', 'sim', 'terminal', 'view'],
  verdict: ['host', 'terminal', 'course'],
  recording: ['gossip', 'host', 'sim', 'terminal', 'view', 'course'],
  grade: ['gossip', 'host', 'terminal', 'course', 'verdict'],
  learner: ['gossip', 'host', 'sim', 'terminal', 'view', 'course', 'verdict', 'recording'],
  classroom: ['terminal', 'course', 'verdict', 'recording'],
  authoring: ['gossip', 'host', 'sim', 'wire', 'terminal', 'view', 'cluster', 'course', 'verdict', 'recording', 'learner'],
  cli: ['gossip', 'host', 'sim', 'wire', 'terminal', 'view', 'cluster', 'course', 'verdict', 'recording', 'grade', 'learner', 'classroom', 'authoring'],
};

/** The room that may write escape codes. */
const KNOWS_ESCAPE_CODES = 'terminal';
/** How they are written, after a backslash. */
const ESCAPES = ['x1b', 'u001b', 'u{1b}', '033'];

/** A larger room is a house of its own. */
const LARGEST = 1 / 5;

/** Who may import from `src`, beside `src` itself. What only a test imports is imported. */
const OUTSIDE = ['rumor.js', 'test', 'slides', 'steps', 'solutions'];

/** Do the arrows point one way, and does each room keep to itself what is its own? What a learner imports in `steps/` is looked at only `inSteps`. */
export function checkRooms(root: string, options: { readonly inSteps: boolean }): Finding[] {
  const inside = modulesIn(root, ['src']);
  const outside = modulesIn(root, OUTSIDE);
  return [
    ...inside.flatMap(wrongArrows),
    ...circles(inside),
    ...inside.flatMap(strayEscapeCodes),
    ...unusedExports(inside, outside),
    ...largeRooms(inside),
    ...outside.filter(({ where }) => options.inSteps || !where.startsWith('steps/')).flatMap(wrongStepImports),
  ];
}

/** `src/sim/network.ts` is in the room `sim`. */
function roomOf(where: string): string | undefined {
  return /^src\/([^/]+)\//.exec(where)?.[1];
}

function wrongArrows({ where, imports }: Module): Finding[] {
  const room = roomOf(where);
  const allowed = room === undefined ? undefined : ROOMS[room];
  if (room === undefined || allowed === undefined) return [{ where, problem: `is in no room; the rooms of src are ${Object.keys(ROOMS).join(', ')}` }];
  return imports.flatMap(({ target, line }): Finding[] => {
    if (/^(steps|solutions)\//.test(target)) return [{ where: `${where}:${line}`, problem: `imports ${target}; code of the steps is loaded by folder, never by name` }];
    const other = roomOf(target);
    if (other === undefined || other === room || allowed.includes(other)) return [];
    return [{ where: `${where}:${line}`, problem: `imports ${target}; ${room} stands on ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}` }];
  });
}

/** Files that import each other in a circle, each circle once, told from its first file by name. */
function circles(modules: readonly Module[]): Finding[] {
  const byName = new Map(modules.map((module) => [module.where, module]));
  const done = new Set<string>();
  const findings: Finding[] = [];
  const walk = (where: string, path: readonly string[]): void => {
    const at = path.indexOf(where);
    if (at !== -1) {
      findings.push(circle(path.slice(at)));
      return;
    }
    if (done.has(where)) return;
    for (const { target } of byName.get(where)?.imports ?? []) if (byName.has(target)) walk(target, [...path, where]);
    done.add(where);
  };
  for (const { where } of modules) walk(where, []);
  return findings;
}

function circle(files: readonly string[]): Finding {
  const first = files.indexOf([...files].sort()[0]!);
  const [where, ...others] = [...files.slice(first), ...files.slice(0, first)];
  return { where: where!, problem: others.length === 0 ? 'imports itself' : `imports itself by way of ${others.join(' and ')}` };
}

function strayEscapeCodes({ where, text, imports }: Module): Finding[] {
  if (roomOf(where) === KNOWS_ESCAPE_CODES) return [];
  const colours = imports
    .filter(({ target }) => target === 'chalk')
    .map(({ line }) => ({ where: `${where}:${line}`, problem: 'imports chalk; colours are written in src/terminal' }));
  const lines = text.split('\n').flatMap((each, i) => (ESCAPES.some((escape) => each.toLowerCase().includes(`\\${escape}`)) ? [i + 1] : []));
  return [...colours, ...lines.map((line) => ({ where: `${where}:${line}`, problem: 'holds an escape code; only src/terminal writes them' }))];
}

/** The shape of something that is exported may be exported with it, without being imported. */
function unusedExports(inside: readonly Module[], outside: readonly Module[]): Finding[] {
  const used = new Map<string, Set<string> | 'all'>();
  for (const { target, names } of [...inside, ...outside].flatMap(({ imports }) => imports)) {
    const before = used.get(target);
    if (names === undefined || before === 'all') used.set(target, 'all');
    else used.set(target, new Set([...(before ?? []), ...names]));
  }
  return inside.flatMap(({ where, text, exports }) => {
    const taken = used.get(where);
    if (taken === 'all') return [];
    const isShape = ({ name, type }: Export): boolean => type && text.split(new RegExp(`\\b${name}\\b`)).length > 2;
    return exports
      .filter((each) => taken?.has(each.name) !== true && !isShape(each))
      .map(({ name, line }) => ({ where: `${where}:${line}`, problem: `exports ${name}, and nobody imports it` }));
  });
}

function largeRooms(modules: readonly Module[]): Finding[] {
  const lines = new Map<string, number>();
  for (const { where, text } of modules) lines.set(roomOf(where) ?? '', (lines.get(roomOf(where) ?? '') ?? 0) + text.split('\n').length);
  const all = [...lines.values()].reduce((sum, each) => sum + each, 0);
  return [...lines]
    .filter(([, count]) => count > all * LARGEST)
    .map(([room, count]) => ({
      where: `src/${room}`,
      problem: `holds ${count} of ${all} lines of src, ${Math.round((100 * count) / all)} %; a room holds a fifth at most`,
    }));
}

/** A step, and its solution, know the words of `src/gossip` and the steps before them. */
function wrongStepImports({ where, imports }: Module): Finding[] {
  const [, folder, step] = /^(steps|solutions)\/(\d\d)[^/]*\//.exec(where) ?? [];
  if (folder === undefined || step === undefined) return [];
  return imports.flatMap(({ target, line }) => {
    const earlier = new RegExp(`^${folder}/(\\d\\d)`).exec(target)?.[1];
    if (target.startsWith('src/gossip/') || (earlier !== undefined && earlier < step)) return [];
    return [{ where: `${where}:${line}`, problem: `imports ${target}; a step imports src/gossip and the steps before it` }];
  });
}
