/**
 * The process around the sealed realm. It reads work from standard input and reports on standard
 * output, both without an event loop, and it is started without rights: see `walls.ts`.
 *
 * The realm is given no object of this one. Whatever an object of ours is reached by, it can be
 * climbed: its constructor's constructor is a `Function` that knows `process`. So the two sides
 * exchange texts and numbers, and functions go only inwards, from here.
 */
import fs from 'node:fs';
import { constants, createContext, Script, type Context } from 'node:vm';
import { stopAfter } from '../../host/stop-after.ts';
import { lineReader } from './line-reader.ts';
import { freezeBuiltIns } from './lockdown.ts';
import type { Opening, Report, Thrown, Unit } from './protocol.ts';
import type { Realm } from './realm.ts';

// Taken before any of a stranger's code is there: whatever might find a way out of the realm cannot
// put something else in their place.
const { writeSync } = fs;
const { parse, stringify } = JSON;
const bytesOf = Buffer.from.bind(Buffer);

const readLine = lineReader(0);
const { secret, longest, realm: realmCode, tests } = parse(readLine()!) as Opening;

/**
 * Names that code in a realm finds as variables rather than as properties of the global object:
 * looking up the latter calls out of the realm every time, which makes everything some five times slower.
 */
const BUILT_IN = [
  ...['Array', 'BigInt', 'Boolean', 'Date', 'Error', 'Function', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'RangeError', 'Reflect', 'RegExp'],
  ...['Set', 'String', 'Symbol', 'TypeError', 'WeakMap', 'WeakSet', 'Uint8Array', 'Uint32Array', 'Int32Array', 'Float64Array', 'isFinite', 'isNaN', 'parseFloat', 'parseInt'],
];
const NAMES = BUILT_IN.join();
const openRealm = new Script(`(function (${NAMES}) {${realmCode}\n})(${NAMES})`, { filename: 'realm.js' });

// One object of this side does get into the realm, however tight it is. Node words each `stack` by a function
// of this side, and where that function finds the stack used up, its RangeError lands in whatever asked for the
// `stack`. From there one climbs to Object.prototype, and a `toJSON` in it would write our reports. So there
// is nothing to change, and our own errors tell no lines of the tests. (Node's --frozen-intrinsics does the
// first, too. With it, a solution that shuffles long lists took 47 s of processor time for step 04, and 18 s so.)
// Lines that are taken down for an object of this side are worded on this side, whoever asks for them: so none are.
Error.stackTraceLimit = 0;
Error.prepareStackTrace = () => '';
freezeBuiltIns([...BUILT_IN, 'Buffer', 'Iterator']);

for (let line = readLine(); line !== undefined; line = readLine()) play(parse(line) as Unit);

function play(unit: Unit): void {
  const say = (what: What): void => write(stringify({ unit: unit.id, ...what }));
  say({ type: 'loading' });
  const realm = furnish(unit);
  const testFile = compile(realm.context, tests[unit.step]!, 'tests.js');
  const thrown = attempt(() => realm.load(testFile));
  const titles = parse(realm.titles()) as string[];
  say({ type: 'loaded', titles, ...thrown, ...refused(realm.refusal()) });
  if (thrown === undefined) {
    // A refusal is told at once: a later test may not come back.
    for (let index = unit.from; index < titles.length; index++) say({ type: 'test', index, ...attempt(() => realm.run(index)), ...refused(realm.refusal()) });
  }
  say({ type: 'done', printed: realm.printed(), ...refused(realm.refusal() || realm.inspect()) });
}

function refused(refusal: string): { refusal?: string } {
  return refusal === '' ? {} : { refusal };
}

/** A sealed realm with the code in it, and nothing of it loaded yet. */
function furnish(unit: Unit): Realm & { readonly context: Context } {
  // Its global object is one of its own, and not a window on one of ours: a setter would get that for its `this`.
  const context = createContext(constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
    // What promises lead to is never run: nothing goes on behind the back of a test.
    microtaskMode: 'afterEvaluate',
  });
  const realm = openRealm.runInContext(context) as Realm;
  for (const [name, source] of Object.entries(unit.modules)) realm.place(name, compileTheirs(context, source, `steps/${name}`));
  return { ...realm, context };
}

/**
 * What V8 refuses and the compiler let pass (a bad regular expression, say) is one file's trouble: the file
 * throws when it is loaded, and from the line in question, so that its place is told like any other.
 */
function compileTheirs(context: Context, source: string, filename: string): Parameters<Realm['load']>[0] {
  try {
    return compile(context, source, filename);
  } catch (error) {
    const { name, message, stack = '' } = error as Error;
    const line = stack.startsWith(`${filename}:`) ? parseInt(stack.slice(filename.length + 1), 10) : 1;
    const thrower = name === 'SyntaxError' ? name : 'RangeError';
    return compile(context, `${'\n'.repeat(line - 1)}throw new ${thrower}(${stringify(message)});`, filename);
  }
}

function compile(context: Context, source: string, filename: string): Parameters<Realm['load']>[0] {
  // The inner function, and the block in it, are the module's own scope: it may well declare a Set or a Proxy of its own.
  const text = `(function (${NAMES}) {return function (exports, require, module, Proxy) {"use strict";{${source}\n}}})(${NAMES})`;
  return new Script(text, { filename }).runInContext(context) as Parameters<Realm['load']>[0];
}

/**
 * What does not come back is ended from outside, together with this process. Where nobody is left outside to
 * do so, since the grader was killed, the process ends itself: an error that nobody catches.
 */
function attempt(body: () => string): { thrown: Thrown } | undefined {
  let outcome: { thrown: Thrown } | undefined;
  if (!stopAfter(longest, () => void (outcome = outcomeOf(body)))) throw new Error('nobody is left to end this');
  return outcome;
}

function outcomeOf(body: () => string): { thrown: Thrown } | undefined {
  try {
    const thrown = body();
    return thrown === '' ? undefined : { thrown: parse(thrown) as Thrown };
  } catch {
    // What the realm itself could not catch (no stack was left to do so) is an object of the realm: not to be touched.
    return { thrown: { name: 'RangeError', message: 'Maximum call stack size exceeded', frames: [] } };
  }
}

type What<R = Report> = R extends Report ? Omit<R, 'unit'> : never;

/** The secret stands outside the JSON: no `toJSON`, wherever it came from, gets to see it. */
function write(report: string): void {
  const bytes = bytesOf(`${secret} ${report}\n`);
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(1, bytes, sent);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
