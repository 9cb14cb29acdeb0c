import { createHash } from 'node:crypto';
import { join, relative, resolve, sep } from 'node:path';
import { build, stop, transform, type Plugin, type TransformOptions, type TransformResult } from 'esbuild';
import { ROOT } from '../course/root.ts';
import { slashed } from '../course/slashed.ts';
import type { Step } from '../course/steps.ts';
import { megabytes, MOST_FILE, MOST_OF_A_PERSON } from './intake/limits.ts';

/** Everything of ours that goes into a cell. */
export interface Kit {
  /** The process. */
  readonly cell: string;
  /** The body of a function that runs in the realm first, and returns the `Realm`. */
  readonly realm: string;
  /** The tests, by step folder. */
  readonly tests: Readonly<Record<string, string>>;
  /** Changes when any of it does. */
  readonly fingerprint: string;
}

const HERE = import.meta.dirname;

/** Compiles the pristine tests of this repository, and the cell they run in. */
export async function compileKit(steps: readonly Step[]): Promise<Kit> {
  const [cell, realm, ...tests] = await Promise.all([
    bundle(join(HERE, 'cell', 'cell.ts'), { platform: 'node' }),
    bundle(join(HERE, 'cell', 'realm.ts'), { platform: 'neutral', globalName: 'opened', footer: { js: 'return opened.realm;' } }),
    ...steps.map((step) => bundle(join(ROOT, 'test', `${step.folder}.test.ts`), { platform: 'neutral', format: 'cjs', plugins: [asInRealm()], define: { ...DEFINED, ...UNNAMED, ...ABSENT } })),
  ]);
  const byStep = Object.fromEntries(steps.map((step, i) => [step.folder, tests[i]!]));
  const fingerprint = createHash('sha256').update(JSON.stringify([process.version, cell, realm, byStep])).digest('hex');
  return { cell: cell!, realm: realm!, tests: byStep, fingerprint };
}

const DEFINED = { 'process.env': '{}', 'import.meta.dirname': '""' };

/**
 * A registered symbol is known to whoever knows its name. An error that carries one of fast-check's is, to it,
 * a case that does not count, and a property without cases is never found to fail.
 */
const UNNAMED = { 'Symbol.for': 'Symbol' };

/** What fast-check looks for and a realm does not have: whoever makes a global of that name is not asked. */
const ABSENT = { Buffer: 'undefined' };

async function bundle(entry: string, options: Parameters<typeof build>[0]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    target: 'es2023',
    format: 'iife',
    logLevel: 'silent',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    define: DEFINED,
    ...options,
  });
  return outputFiles![0]!.text;
}

/** What the tests import that a realm does not have, and what stands there instead. */
const STAND_INS: Readonly<Record<string, string>> = {
  // The host stops what does not come back, and the world is forbidden for good.
  [resolve(ROOT, 'src/host/endless.ts')]: 'export class EndlessError extends Error {} export const stopIfEndless = (_, body) => body();',
  [resolve(ROOT, 'src/host/without-world.ts')]: 'export const withoutWorld = (body) => body();',
  [resolve(ROOT, 'src/verdict/heartbeat.ts')]: 'export const beat = () => {}; export const tellFailure = () => {}; export const patienceSeconds = () => 2;',
  // Replays name paths and hashes; those that need a file are left out of the message afterwards.
  [resolve(ROOT, 'src/course/replace-file.ts')]: 'export const replaceFile = () => {};',
  'node:path': "export const join = (...parts) => parts.join('/'); export const resolve = join;",
  'node:crypto': "const hash = { update: () => hash, digest: () => 'saved000' }; export const createHash = () => hash;",
};

/** Leads the imports of the tests: to the stranger's code by name, and to stand-ins for what is no part of a realm. */
function asInRealm(): Plugin {
  const steps = join(ROOT, 'steps');
  return {
    name: 'as-in-realm',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, resolveDir }) => {
        if (path === 'vitest') return { path, external: true };
        const target = path.startsWith('.') ? resolve(resolveDir, path) : path;
        if (target in STAND_INS) return { path: target, namespace: 'stand-in' };
        if (target.startsWith(steps + sep)) return { path: `steps/${slashed(relative(steps, target))}`, external: true };
        if (target.startsWith('node:')) throw new Error(`the tests import ${target}, which a sealed realm does not have`);
        return undefined;
      });
      onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({ contents: STAND_INS[path]!, loader: 'js' }));
    },
  };
}

/** A stranger's module, ready for a realm. */
export interface Compiled {
  readonly code: string;
  /** Leads back to the lines that were written. */
  readonly map?: string;
  /** The line that cannot be read, of a file that has one. */
  readonly brokenLine?: number;
  /** The compiler came to its end with it, or took too long. */
  readonly tooMuch?: true;
}

/** After so many files that are too much for the compiler, nobody's others are tried: each may take as long. */
const MOST_TOO_MUCH = 2;
/** What all files of a person may come to when they are compiled. The solutions come to some 50 kB. */
const MOST_TOGETHER = 4 * MOST_OF_A_PERSON;

/** Compiles what one person handed in. */
export async function compileAll(files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Compiled>> {
  const compiled = new Map<string, Compiled>();
  let [tooMuch, length] = [0, 0];
  for (const [name, source] of files) {
    const module = tooMuch < MOST_TOO_MUCH && length < MOST_TOGETHER ? await compileModule(name, source) : throwing('RangeError', `steps/${name} was not compiled: the files before it were too much for the compiler`);
    compiled.set(name, module);
    length += module.code.length;
    if (module.tooMuch) tooMuch++;
  }
  return compiled;
}

function throwing(kind: 'RangeError' | 'SyntaxError', message: string): Compiled {
  return { code: `throw new ${kind}(${JSON.stringify(message)});` };
}

/**
 * Compiles one file that was handed in. One that cannot be read becomes a module that says so when
 * it is loaded. What it imports is not looked at here: the realm decides that, whatever way it asks.
 *
 * @param name `02-push/push.ts`
 */
export async function compileModule(name: string, source: string): Promise<Compiled> {
  try {
    const { code, map } = await transformAlone(source, {
      loader: 'ts',
      format: 'cjs',
      target: 'es2023',
      // A real import() would bring in an object from outside the realm.
      supported: { 'dynamic-import': false },
      sourcemap: 'external',
      sourcefile: name,
      sourcesContent: false,
      logLevel: 'silent',
      tsconfigRaw: {},
    });
    // Constants that are put together while compiling double with each line.
    if (code.length > MOST_COMPILED) return throwing('RangeError', `steps/${name} compiles to more than ${megabytes(MOST_COMPILED)}`);
    return { code, map };
  } catch (error) {
    const { errors } = error as Complaint;
    if (errors === undefined) return { ...throwing('SyntaxError', 'this is no TypeScript: the compiler cannot cope with it'), tooMuch: true };
    const { text, location } = errors[0] ?? { text: 'the compiler refuses it', location: null };
    const where = location === null ? '' : ` (steps/${name}:${location.line})`;
    return { ...throwing('SyntaxError', `this is no TypeScript: ${text}${where}`), ...(location === null ? {} : { brokenLine: location.line }) };
  }
}

/** What esbuild says about code that it cannot read. When it has come to its own end, it lists no errors. */
interface Complaint {
  readonly errors?: readonly { text: string; location: { line: number } | null }[];
}

/** What a file may come to when it is compiled. The longest solution comes to some 10 kB. */
const MOST_COMPILED = 4 * MOST_FILE;

/** What the compiler may take for a file, in milliseconds. The longest solution takes a few. */
const PATIENCE = 10_000;

let before: Promise<unknown> = Promise.resolve();

/**
 * Compiles one file after the other. A file that is nested deeply can end the compiler, or keep it busy for
 * hours, and it is one compiler for all: so it must be known which file that was, and there must be a new
 * compiler for the next one.
 */
function transformAlone(source: string, options: TransformOptions): Promise<TransformResult> {
  const turn = before.then(() => inTime(transform(source, options)));
  before = turn.catch((error: Complaint) => (error.errors === undefined ? stop() : undefined));
  return turn;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('too late')), PATIENCE)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
