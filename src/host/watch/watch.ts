import { isMainThread, Worker } from 'node:worker_threads';

/**
 * No verdict on code comes from a clock on the wall: on a busy machine right code would be told that it
 * never ends. A second thread looks at what the processor has done for this process, also while the
 * first thread loops, and compares it with what the first one has written into these numbers.
 */
export type Words = Int32Array<SharedArrayBuffer>;

/** What stands where. */
export const WORD = {
  /** Which guarded piece of code is under way: 0 for none, below 0 for one that the second thread ends. */
  guard: 0,
  /** How much of the processor that piece may take, in milliseconds. */
  limit: 1,
  /** Goes up with each sign of life. */
  life: 2,
  /** How much of the processor may go by without a sign of life, in milliseconds. */
  patience: 3,
  /** 1 while code that is not ours is at work: only of that can it be said that it waits. */
  theirs: 4,
  /** How often the event loop of the first thread has turned, of some ten times a second. */
  turns: 5,
  /** How much has been printed, in bytes or so. */
  printed: 6,
} as const;

/** The environment variable with the number of the file that a child reports to: `hear-child.ts` reads there. */
export const REPORT_TO = 'RUMOR_REPORT_TO';

/** Our own files take as long as they take. If this much is gone, something of the code's has got in between. */
const OURS = 30_000;
const TURN = 100;
const SECOND_THREAD = './second-thread.cjs';
const KEY = Symbol.for('rumor-has-it:watch');

const known = globalThis as { [KEY]?: Words };

/** The numbers that both threads share. The first call starts the second thread, one for a process. */
export function watch(): Words {
  return (known[KEY] ??= start());
}

/** Can a second thread look at this one? Not at a thread that is not the main one, nor in a Node without an inspector. */
export const canWatch = isMainThread && process.features.inspector === true;

/** From now on code that is not ours runs. So much of the processor may it take until the next sign of life. */
export function theyRun(patience: number): void {
  mark(patience, 1);
}

/** From now on files of ours run, or are loaded: that never counts. */
export function weRun(patience = OURS): void {
  mark(patience, 0);
}

function mark(patience: number, theirs: 0 | 1): void {
  const words = watch();
  Atomics.store(words, WORD.patience, patience);
  Atomics.store(words, WORD.theirs, theirs);
  Atomics.add(words, WORD.life, 1);
}

function start(): Words {
  const words: Words = new Int32Array(new SharedArrayBuffer(Object.keys(WORD).length * Int32Array.BYTES_PER_ELEMENT));
  Atomics.store(words, WORD.patience, OURS);
  const reportTo = process.env[REPORT_TO];
  // What this process was told to load first is no business of the second thread.
  const thread = new Worker(new URL(SECOND_THREAD, import.meta.url), { workerData: { words, WORD, turn: TURN, reportTo: reportTo === undefined ? undefined : Number(reportTo) }, execArgv: [], env: {} });
  thread.unref();
  // A thread that fails must not take the process with it.
  thread.on('error', () => undefined);
  setInterval(() => Atomics.add(words, WORD.turns, 1), TURN).unref();
  for (const stream of [process.stdout, process.stderr]) countWritten(stream, words);
  return words;
}

/** What is printed in a loop gets no further than this process: its parent sees next to nothing of it. */
function countWritten(stream: NodeJS.WriteStream, words: Words): void {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  stream.write = (...args: unknown[]) => {
    Atomics.add(words, WORD.printed, (args[0] as { readonly length?: number } | undefined)?.length ?? 0);
    return write(...args);
  };
}
