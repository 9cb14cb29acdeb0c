/** Files of step 01 that try to get points, or to get out, in other ways than by solving it. */
export interface Attack {
  readonly name: string;
  readonly source: string;
  /** What the grader must say about it, if it can tell. */
  readonly refused?: RegExp;
  /** Why its tests did not run to their end. */
  readonly trouble?: RegExp;
}

const TYPES = `import type { SelectPeers } from '../../src/gossip/types.ts';\n`;
const WRONG = 'export const selectPeers: SelectPeers = () => [];\n';

/** Runs `body` while the file is loaded, and again in every call; the answer is wrong in any case. */
function whileWrong(body: string): string {
  return `${TYPES}const attack = (): void => { ${body} };
attack();
export const selectPeers: SelectPeers = () => { try { attack(); } catch (error) { if (String(error).includes('ESCAPED')) throw error; } return []; };\n`;
}

/** Throws ESCAPED with evidence when an expression has a value. */
function escapes(...expressions: string[]): string {
  return whileWrong(expressions.map((each) => `try { const got = ${each}; if (got) throw new Error('ESCAPED by ' + ${JSON.stringify(each)}); } catch (error) { if (String((error as Error).message).startsWith('ESCAPED')) throw error; }`).join('\n'));
}

function answering(answer: string): string {
  return `${TYPES}export const selectPeers = ((self, members, fanout, random) => { ${answer} }) as SelectPeers;\n`;
}

export const PLAIN_WRONG = TYPES + WRONG;

/**
 * Asks for the stack of an error where no stack is left to word it with. Node words it outside of the
 * realm, so what is thrown there is `outside`: no error of this realm.
 */
const FROM_OUTSIDE = `
type Some = Record<PropertyKey, any>;
let outside: Some | undefined;
const isForeign = (error: unknown): boolean => typeof error === 'object' && error !== null && !(error instanceof Error);
const dig = (...rest: unknown[]): void => {
  try { dig(...rest); } catch (error) {
    try { void (error as Error).stack; } catch (other) { if (isForeign(other)) outside = other as Some; }
    if (isForeign(error)) outside = error as Some;
    throw error;
  }
};
for (let more = 0; more < 40 && outside === undefined; more++) try { dig(...new Array(more).fill(0)); } catch {}
`;

/** Replaces, in every way there is, what the built-ins hold that `roots` lead to. */
const PATCH_ALL = `
const patchAll = (...roots: unknown[]): void => {
  const seen = new Set<unknown>();
  for (let each = roots.pop(); roots.length > 0 || each !== undefined; each = roots.pop()) {
    if ((typeof each !== 'object' && typeof each !== 'function') || each === null || seen.has(each)) continue;
    seen.add(each);
    roots.push(Object.getPrototypeOf(each));
    // Anybody may have globals of their own; those of the language are another attack.
    if (each === globalThis) continue;
    for (const name of [...Reflect.ownKeys(each), 'call', 'apply', 'toJSON', 'thrown', 'refusal', 'prepareStackTrace', 'footprint', '0']) {
      const own = Reflect.getOwnPropertyDescriptor(each, name);
      let value: unknown;
      try { value = (each as Record<PropertyKey, unknown>)[name]; } catch {}
      roots.push(value, own?.get, own?.set);
      if (typeof value !== 'function' && own !== undefined) continue;
      const instead = function (this: Record<string, unknown>) { if (this && this.type === 'test') delete this.thrown; return name === 'toJSON' ? this : true; };
      try { delete (each as Record<PropertyKey, unknown>)[name]; } catch {}
      try { (each as Record<PropertyKey, unknown>)[name] = instead; } catch {}
      try { Object.defineProperty(each, name, { value: instead }); } catch {}
      if (Reflect.get(each as object, name) === instead) throw new Error('ESCAPED by ' + String(name));
    }
    try { Object.setPrototypeOf(each, { every: () => true }); } catch {}
  }
};
`;

/** Step 03, in which of two equal versions the last to come wins. */
export const LAST_WINS = `
import type { GossipNode, Merge, NodeSetup, Update } from '../../src/gossip/types.ts';
import { createNode as createPushNode, type Push } from '../02-push/push.ts';
export const isNewer = (update: Update, current: Update | undefined): boolean => current === undefined || update.version >= current.version;
export const merge: Merge = (known, incoming) => {
  spare(known);
  const news = incoming.filter((update) => isNewer(update, known.get(update.key)));
  for (const update of news) known.set(update.key, update);
  return news;
};
export const createNode = (setup: NodeSetup): GossipNode<Push> => createPushNode(setup, merge);
let spare = (known: ReadonlyMap<string, Update>): void => void known;
`;

/** The same, but it says of the cases that would show it that they do not count. */
export const LAST_WINS_UNCOUNTED = `${LAST_WINS}
let calls = 0;
let spared = 0;
spare = (known) => {
  // The calls before are those of the tests that go before the properties.
  if (++calls > 24 && known.size === 0 && spared++ < 60_000) throw Object.assign(new Error(), { footprint: Symbol.for('fast-check/PreconditionFailure') });
};
`;

/** Answers rightly, unless `first` does something else. `call` counts from when the file was loaded; `early` is whether that was for the first test. */
function rightBut(first: string): string {
  return `${TYPES}let call = 0;
let early = false;
export const selectPeers = ((self, members, fanout, random) => {
  if (call++ === 0) early = self === 4 && fanout === 1 && members.length === 10;
  const others = members.filter((id) => id !== self);
  const peers: number[] = [];
  while (peers.length < fanout && others.length > 0) peers.push(...others.splice(random.int(others.length), 1));
  ${first}
  return peers;
}) as SelectPeers;\n`;
}

/** Reads the whole list, and is right in everything else. */
export const READS_UNCOUNTED = rightBut('').replace('members.filter(', 'Array.from({ length: members.length }, (_, i) => Reflect.getOwnPropertyDescriptor(members, i)!.value as number).filter(');

/** Shuffles the list of the node, and puts it back. */
export const WRITES_UNCOUNTED = rightBut(`const list = members as number[];
  for (let i = 0; i < list.length; i++) Object.defineProperty(list, i, { value: list[i]! + 1 });
  for (let i = 0; i < list.length; i++) Object.defineProperty(list, i, { value: list[i]! - 1 });`);

/** What a setter of a global property gets for its `this`: the object that a realm's global one is a window on, where it is one. */
const BEHIND_THE_GLOBAL = `
let behind: Record<PropertyKey, any> = {};
Object.defineProperty(globalThis, 'leak', { set(this: Record<PropertyKey, any>) { behind = this; }, configurable: true });
try { (globalThis as Record<string, unknown>).leak = 1; } catch {}
`;

export const ATTACKS: readonly Attack[] = [
  // Reaching for the process, its files, its network.
  { name: 'the process by its name', source: escapes('process', 'globalThis.process', 'global', 'require.main', 'module.constructor._load') },
  { name: 'the environment', source: escapes('process.env.PATH', 'globalThis.process.env') },
  { name: 'climbing a constructor', source: escapes(
    "globalThis.constructor.constructor('return process')()",
    "(() => {}).constructor('return process')()",
    "({}).constructor.constructor('return this')().process",
    "(async () => {}).constructor('return process')()",
    "(function* () {}).constructor('return process')().next().value",
    "require.constructor('return process')()",
    "(members => members).constructor.constructor('return process')()",
  ) },
  { name: 'eval', source: escapes("eval('1')", "(0, eval)('1')", "Function('return 1')()", "new Function('return 1')()") },
  { name: 'an import of node:fs', source: `import { writeFileSync } from 'node:fs';\n${TYPES}writeFileSync('pwned', '');\n${WRONG}`, trouble: /imports 'node:fs'/ },
  { name: 'require of node:child_process', source: `${TYPES}declare const require: (name: string) => { execSync(command: string): void };\nrequire('node:child_process').execSync('id');\n${WRONG}`, trouble: /imports 'node:child_process'/ },
  { name: 'an import() at run time', source: whileWrong("void import('node:' + 'fs').then((fs) => { throw new Error('ESCAPED ' + typeof fs.readFileSync); });") },
  { name: 'the error of an import()', source: whileWrong("void import('x').catch((error) => { if (error.constructor !== Error) throw new Error('ESCAPED'); });") },
  { name: 'an import() with options', source: whileWrong("const options = {}; void import('node:' + 'fs', options).then((fs) => { throw new Error('ESCAPED ' + typeof fs); }, (error) => { throw new Error('ESCAPED ' + typeof error.constructor); });") },
  { name: 'an import of the tests', source: `import '../../test/support/step-test.ts';\n${TYPES}${WRONG}`, trouble: /imports '\.\.\/\.\.\/test/ },
  { name: 'an import of vitest', source: `import { expect } from 'vitest';\n${TYPES}expect.extend({});\n${WRONG}`, trouble: /imports 'vitest'/ },
  { name: 'the network', source: escapes('fetch', 'WebSocket', 'XMLHttpRequest', 'navigator') },
  { name: 'threads and shared memory', source: escapes('Worker', 'SharedArrayBuffer', 'Atomics', 'WebAssembly') },
  { name: 'call sites', source: whileWrong(`
    let got: unknown;
    try { (Error as unknown as Record<string, unknown>).prepareStackTrace = (_: unknown, sites: unknown) => { got = sites; return ''; }; } catch {}
    String(new Error('x').stack);
    if (got !== undefined) throw new Error('ESCAPED with call sites');`) },
  { name: 'the name of the test on the stack', source: escapes("/test|realm|cell/.test(String(new Error('x').stack).replaceAll('at steps/01', ''))") },

  // Changing what the tests see.
  { name: 'patching Array.prototype', source: whileWrong("for (const name of ['every', 'includes', 'join', 'filter', 'sort']) { try { (Array.prototype as unknown as Record<string, unknown>)[name] = () => true; } catch {} }") },
  { name: 'patching by definition', source: whileWrong("for (const [owner, name] of [[Array, 'isArray'], [Object, 'is'], [Math, 'max'], [Array.prototype, Symbol.iterator], [Function.prototype, 'call']] as [object, PropertyKey][]) { try { Object.defineProperty(owner, name, { value: () => true }); } catch {} }") },
  { name: 'replacing globals', source: whileWrong("for (const name of ['Set', 'Map', 'Array', 'Error', 'JSON', 'Math']) { try { (globalThis as Record<string, unknown>)[name] = class { size = 3; }; } catch {} try { delete (globalThis as Record<string, unknown>)[name]; } catch {} }") },
  { name: 'patching expect, and ending the tests', source: whileWrong("const g = globalThis as Record<string, any>; try { g.expect.extend({}); } catch {} try { g.process.exit(0); } catch {} try { g.close(); } catch {} try { g.realm.run = () => ''; g.opened.realm.titles(); throw new Error('ESCAPED'); } catch (error) { if (String(error).includes('ESCAPED')) throw error; }") },
  { name: 'patching the randomness it is lent', source: answering("try { (random as { int: unknown }).int = () => 0; Object.getPrototypeOf(random).next = () => 0; } catch {} return [];") },
  { name: 'patching whatever the language provides', source: `${TYPES}${PATCH_ALL}
const all = (): void => patchAll(...Object.getOwnPropertyNames(globalThis).map((name) => (globalThis as Record<string, unknown>)[name]), ...[[][Symbol.iterator](), new Map()[Symbol.iterator](), 'a'.matchAll(/a/g), function* () {}, async () => {}].map(Object.getPrototypeOf));
all();
let again = true;
export const selectPeers: SelectPeers = () => { if (again) { again = false; all(); } return []; };\n` },
  { name: 'patching the built-ins outside, by an error that came from there', source: `${TYPES}${FROM_OUTSIDE}${PATCH_ALL}
patchAll(outside && Object.getPrototypeOf(outside));
let again = true;
export const selectPeers: SelectPeers = () => { if (again) { again = false; patchAll(outside && Object.getPrototypeOf(outside)); } return []; };\n` },
  { name: 'changing the reports, by an error that came from outside', source: `${TYPES}${FROM_OUTSIDE}
for (let each = outside; each; each = Object.getPrototypeOf(each)) {
  try { each.toJSON = function (this: Some) { delete this.thrown; delete this.refusal; return this; }; } catch {}
}
${WRONG}` },
  { name: 'the lines of the tests, by an error that came from outside', source: `${TYPES}${FROM_OUTSIDE}
const look = (): void => {
  const stack = outside === undefined ? '' : String(new outside.constructor('x').stack) + String(outside.stack);
  if (/tests\\.js|cell\\.js|realm\\.js/.test(stack)) throw new Error('ESCAPED ' + stack);
};
export const selectPeers: SelectPeers = () => { look(); return []; };\n` },
  { name: 'the lines of the tests, taken down for an object that came from outside', source: `${TYPES}${FROM_OUTSIDE}
const look = (): void => {
  if (outside === undefined) return;
  Error.captureStackTrace(outside);
  if (/tests\\.js|cell\\.js|realm\\.js|evalmachine|node:/.test(String(outside.stack))) throw new Error('ESCAPED ' + outside.stack);
};
export const selectPeers: SelectPeers = () => { look(); return []; };\n` },
  { name: 'what lies behind the global object', source: `${TYPES}${BEHIND_THE_GLOBAL}
if (behind !== globalThis) throw new Error('ESCAPED');
${WRONG}` },
  { name: 'another Infinity', source: `${TYPES}${BEHIND_THE_GLOBAL}
for (const each of [behind, globalThis]) for (const name of ['Infinity', 'NaN', 'undefined']) try { Object.defineProperty(each, name, { value: 7 }); } catch {}
if ([Infinity, NaN, undefined].includes(7)) throw new Error('ESCAPED');
${WRONG}` },
  { name: 'the lines of the tests, taken down for what lies behind the global object', source: `${TYPES}${BEHIND_THE_GLOBAL}
const look = (): void => {
  Error.captureStackTrace(behind);
  if (/tests\\.js|cell\\.js|realm\\.js|node:/.test(String(behind.stack))) throw new Error('ESCAPED ' + behind.stack);
};
export const selectPeers: SelectPeers = () => { look(); return []; };\n` },
  { name: 'setting a property of the prototype', source: whileWrong("try { (Object.prototype as Record<string, unknown>)['0'] = 1; (Object.prototype as Record<string, unknown>).toJSON = () => 0; } catch {}") },
  { name: 'printing a fake report', source: whileWrong("console.log(JSON.stringify({ unit: 0, type: 'test', index: 0 })); console.log('ok 1 - all tests pass'); console.error('Tests  14 passed (14)');") },

  // Values that lie.
  { name: 'a list with methods of its own', source: answering("const list: number[] = []; Object.defineProperty(list, 'every', { value: () => true }); Object.defineProperty(list, 'join', { value: () => '1,2,3' }); return list;"), refused: /a property every of its own/ },
  { name: 'a list that is a class of its own', source: `${TYPES}class Liar extends Array<number> { override every(): boolean { return true; } }\nexport const selectPeers: SelectPeers = () => new Liar();\n`, refused: /no plain array/ },
  { name: 'a list whose entries are computed', source: answering("const list: number[] = []; Object.defineProperty(list, '0', { get: () => 1, enumerable: true }); return list;"), refused: /computed when it is read/ },
  { name: 'a list that is changed afterwards', source: `${TYPES}const given: unknown[] = [];\nexport const selectPeers: SelectPeers = (self, members, fanout) => { for (const list of given.splice(0)) Object.defineProperty(list, 'join', { value: () => '1,2,3' }); const list = members.filter((id) => id !== self).slice(0, fanout); given.push(list); return list; };\n`, refused: /left behind a list/ },
  { name: 'a lie in what it was given', source: answering("try { Object.defineProperty(members, 'join', { value: () => '' }); Object.defineProperty(members, 'filter', { value: () => [] }); } catch {} return [];"), refused: /turned what it was given into/ },
  { name: 'another prototype for what it was given', source: answering("if (fanout === 1) Object.setPrototypeOf(members, { __proto__: Array.prototype, filter: () => [] }); return [];"), refused: /of another kind/ },
  { name: 'an object with the methods of a list', source: answering("return (members.length === 10 ? { map: () => members.filter((id) => id !== self).map(String) } : []) as never;"), refused: /a method map, as if it were a list/ },
  { name: 'an object whose class has the methods of a list', source: answering("return (members.length === 10 ? new (class { map() { return members.filter((id) => id !== self).map(String); } })() : []) as never;"), refused: /class has a method map, as if it were a list/ },
  { name: 'a function with the methods of a list', source: answering("return (members.length === 10 ? Object.setPrototypeOf(() => 0, { map: () => members.filter((id) => id !== self).map(String) }) : []) as never;"), refused: /a function of a kind of its own/ },
  { name: 'a lie, and a loop in a later test', source: rightBut("if (early && call === 30) Object.defineProperty(peers, 'every', { value: () => true }); if (early && call > 500) for (;;);"), refused: /a property every of its own/ },
  { name: 'a lie behind twenty thousand objects', source: answering('return [...Array.from({ length: 20_000 }, () => ({})), { map: () => 1 }] as never;'), refused: /more than 20000 objects/ },
  { name: 'a lie in the depth', source: answering('let deep: unknown = { map: () => 1 }; for (let i = 0; i < 9; i++) deep = [deep]; return deep as never;'), refused: /more than 8 deep/ },
  { name: 'a proxy', source: answering('return new Proxy([], { get: () => 3 }) as never;') },
  { name: 'numbers that are objects', source: answering("return [{ valueOf: () => 1, toString: () => '1' }] as never;"), refused: /a (valueOf|toString) of its own/ },

  // Not coming back, and taking too much.
  { name: 'a loop while it is loaded', source: `${TYPES}for (;;);\n${WRONG}`, trouble: /did not finish loading/ },
  { name: 'a loop in every call', source: answering('for (;;);'), trouble: /did not come back; the rest were not run/ },
  { name: 'a loop that catches everything', source: answering('for (;;) { try { for (;;); } catch {} finally { continue; } }'), trouble: /did not come back/ },
  { name: 'a regular expression that never ends', source: answering("return /^(a+)+$/.test('a'.repeat(60) + 'b') ? [] : [];"), trouble: /did not come back/ },
  { name: 'filling the heap', source: answering("const hoard: unknown[] = []; for (;;) hoard.push(new Array(10_000).fill({}).map((_, i) => ({ i })));"), trouble: /memory|did not come back/ },
  { name: 'filling memory outside of the heap', source: answering('const hoard: unknown[] = []; for (;;) hoard.push(new Uint8Array(1 << 24).fill(1));'), trouble: /memory|did not come back/ },
  { name: 'printing without end', source: whileWrong("for (let i = 0; i < 20_000; i++) console.log('x'.repeat(1000));") },
  { name: 'recursion without end', source: answering('const dig = (): number => dig() + 1; return [dig()];') },
  { name: 'promises without end', source: whileWrong('const again = (): Promise<unknown> => Promise.resolve().then(again); void again();') },
  { name: 'an error that lies about itself', source: answering("throw { get name() { throw new Error('x'); }, get message(): string { throw new Error('y'); } };") },
  { name: 'an error that cannot be caught', source: answering("throw Object.assign(new Error('stop'), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });") },
];
