import { stop, transform, type TransformOptions, type TransformResult } from 'esbuild';
import { megabytes, MOST_FILE, MOST_OF_A_PERSON } from './intake/limits.ts';

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
    const enough = tooMuch >= MOST_TOO_MUCH || length >= MOST_TOGETHER;
    const module = enough ? notTried(name) : await compileModule(name, source);
    compiled.set(name, module);
    length += module.code.length;
    if (module.tooMuch) tooMuch++;
  }
  return compiled;
}

function notTried(name: string): Compiled {
  return throwing('RangeError', `steps/${name} was not compiled: the files before it were too much for the compiler`);
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
