/**
 * What runs inside the sealed realm before anything else: it takes away what a step must not reach,
 * freezes the rest, and then loads modules and runs tests on demand. The tests and the stranger's
 * code are loaded into the same realm after it, and reach nothing of it but what is handed to them.
 */
import './bare-world.ts';
import { brief } from '../../host/brief.ts';
import { forbidWorld } from '../../host/without-world.ts';
import { openDoors } from './boundary.ts';
import { filesMeantBy, pathOfImport } from './imports.ts';
import { lockDown, removeGlobals } from './lockdown.ts';
import { copyOf, Printer } from './stand-ins.ts';
import { TextDecoder, TextEncoder } from './text.ts';

/** A module as compiled. Only the tests get `Proxy`: with one, a value can be anything to whoever looks. */
type Factory = (exports: object, require: (name: string) => unknown, module: { exports: object }, proxy?: ProxyConstructor) => void;

/** What the host may ask of a realm. Nothing but texts and numbers comes back. */
export interface Realm {
  /** Puts a module of the stranger in place, under a name such as `02-push/push.ts`. */
  place(name: string, factory: Factory): void;
  /** Loads the tests, and with them the code. Answers with the error as JSON, or with nothing. */
  load(tests: Factory): string;
  /** The titles of the tests, as JSON. */
  titles(): string;
  /** Runs one test. Answers with the error as JSON, or with nothing. */
  run(index: number): string;
  /** Why the code cannot be judged, or nothing. */
  refusal(): string;
  printed(): string;
  /** Is everything as it was when the code was loaded? Answers with what is not, or with nothing. */
  inspect(): string;
}

const random = Math.random;
const proxyForTests = Proxy;
const MOST_TEXT = 4000;
const MOST_FRAMES = 12;
const LONGEST_FRAME = 200;

removeGlobals();
const printer = new Printer();
Object.assign(globalThis, { console: printer.console, structuredClone: copyOf, TextEncoder, TextDecoder });
forbidWorld();
Object.assign(Error, { stackTraceLimit: 50, prepareStackTrace: framesOf });
const intrinsics = new Set(lockDown());

const doors = openDoors(intrinsics, random);
const tests: { readonly title: string; readonly body: () => void }[] = [];
const factories = new Map<string, Factory>();
const loaded = new Map<string, { exports: object }>();

/** In place of Vitest: the tests say what they are, and are run one by one. */
const vitest = Object.freeze({ test: (title: string, body: () => void) => void tests.push({ title, body }) });

/** `steps/02-push/push.ts:12:3`, one frame a line: only the stranger's own, so that no test can be known by its stack. */
function framesOf(error: unknown, trace: readonly { getFileName(): string | null; getLineNumber(): number; getColumnNumber(): number }[]): string {
  let text = error instanceof Error ? `${String(error.name)}: ${String(error.message)}` : 'Error';
  for (const frame of trace) {
    const file = frame.getFileName();
    if (typeof file === 'string' && file.startsWith('steps/')) text += `\n    at ${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  }
  return text;
}

function strangersModule(name: string): object {
  const before = loaded.get(name);
  if (before !== undefined) return before.exports;
  const factory = factories.get(name);
  if (factory === undefined) throw new Error(`steps/${name} is missing`);
  const module = { exports: {} };
  loaded.set(name, module);
  factory(module.exports, (path) => importFrom(name, path), module);
  return module.exports;
}

/** What a stranger's module gets for an import: another file of its steps, or the types, which are empty at run time. */
function importFrom(importer: string, path: unknown): object {
  const name = typeof path === 'string' ? pathOfImport(importer, path) : '';
  for (const file of filesMeantBy(name)) {
    if (file === 'src/gossip/types.ts') return {};
    if (file.startsWith('steps/') && factories.has(file.slice(6))) return strangersModule(file.slice(6));
  }
  throw new Error(`steps/${importer} imports ${brief(path)}; a step may import src/gossip/types.ts, and files that are there in steps/`);
}

function requireForTests(name: string): unknown {
  if (name === 'vitest') return vitest;
  if (!name.startsWith('steps/')) throw new Error(`the tests cannot import ${name}`);
  return doors.wrapExports(strangersModule(name.slice('steps/'.length)));
}

/** The error as texts: its parts may be anything. */
function tell(error: unknown): string {
  try {
    const causes: string[] = [];
    let message = '';
    let name = '';
    for (let each = error, depth = 0; each instanceof Error && depth < 4; each = each.cause, depth++) {
      if (depth === 0) [name, message] = [textOf(each.name), textOf(each.message)];
      causes.unshift(textOf(each.stack));
    }
    if (causes.length === 0) [name, message] = ['', `it threw ${brief(error)}`];
    const frames = causes.flatMap((stack) => stack.split('\n').filter((line) => line.startsWith('    at steps/')).map((line) => line.slice(7, LONGEST_FRAME)));
    return JSON.stringify({ name, message, frames: frames.slice(0, MOST_FRAMES) });
  } catch {
    return JSON.stringify({ name: '', message: 'it threw something that cannot be shown', frames: [] });
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MOST_TEXT) : '';
}

function attempt(body: () => void): string {
  try {
    body();
    return '';
  } catch (error) {
    return tell(error);
  }
}

/** Comparisons that only an honest realm gets right: if one of them is wrong, no verdict stands. */
const CANARIES: readonly (() => boolean)[] = [
  () => ![1, 2, 3].every((n) => n > 2) && [1, 2, 3].includes(2) && ![1, 2].includes(3),
  () => new Set([1, 1, 2]).size === 2 && new Map([['a', 1]]).get('b') === undefined,
  () => Math.max(1, 2) === 2 && !Object.is(0, -0) && Number.isInteger(1) && !Number.isInteger(0.5),
  () => JSON.stringify({ a: [1] }) === '{"a":[1]}' && Object.keys({ a: 1 }).join() === 'a',
  () => [3, 1, 2].sort((a, b) => a - b).join() === '1,2,3' && [...'ab'].length === 2,
];

export const realm: Realm = Object.freeze({
  place: (name: string, factory: Factory) => void factories.set(name, factory),
  load: (factory: Factory) => attempt(() => factory({}, requireForTests, { exports: {} }, proxyForTests)),
  titles: () => JSON.stringify(tests.map(({ title }) => title)),
  run: (index: number) => {
    doors.restart();
    return attempt(tests[index]!.body);
  },
  refusal: () => doors.refusal ?? '',
  printed: () => printer.text,
  inspect: () => {
    if (![...intrinsics].every((each) => Object.isFrozen(each))) return 'a built-in object was thawed';
    return CANARIES.every((canary) => canary()) ? '' : 'a comparison with a known answer came out wrong';
  },
});
