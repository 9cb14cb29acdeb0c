import { Session } from 'node:inspector';
import { stopAfter } from './stop-after.ts';
import { canWatch, watch, WORD } from './watch/watch.ts';

/** Code that was stopped because it did not come back. */
export class EndlessError extends Error {
  override readonly name = 'EndlessError';
  readonly because: string;

  constructor(milliseconds: number, printed: number) {
    super(`did not come back within ${seconds(milliseconds)} of processor time, and was stopped`);
    this.because = whyEndless(printed);
  }
}

export function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}

/** So many bytes nobody reads. */
const MUCH_PRINTED = 500_000;

/** Why code does not come back that has printed so many bytes by then. */
export function whyEndless(printed: number): string {
  if (printed < MUCH_PRINTED) return 'a loop in it never ends';
  return `a loop in it prints and prints, ${(printed / 1e6).toFixed(1)} MB by then`;
}

/** Where no second thread can look, the clock must do: so many times as long, since other programs want the processor too. */
const BY_THE_CLOCK = 30;

/**
 * Runs `body`, and throws an {@link EndlessError} when it takes more of the processor than so many
 * milliseconds. Time that other programs take does not count.
 *
 * Nothing in `body` can catch it, and what it had done so far stands.
 */
export function stopIfEndless<T>(milliseconds: number, body: () => T): T {
  const limit = Math.ceil(milliseconds);
  const before = printedSoFar();
  let came: { back: () => T } | undefined;
  const play = (): void => void (came = attempt(body));
  if (canWatch) guarded(limit, play);
  else stopAfter(BY_THE_CLOCK * limit, play);
  if (came === undefined) throw new EndlessError(limit, printedSoFar() - before);
  return (came as { back: () => T }).back();
}

/** What has become of `body`, to be told outside of the guard. */
function attempt<T>(body: () => T): { back: () => T } {
  try {
    const result = body();
    return { back: () => result };
  } catch (error) {
    return {
      back: () => {
        throw error;
      },
    };
  }
}

const BODY = Symbol.for('rumor-has-it:guarded');
const CALL_BODY = { expression: `globalThis[Symbol.for('rumor-has-it:guarded')]()`, silent: true };

let session: Session | undefined;
/** The numbers of guarded pieces; the one under way, and how much of the processor it may take. */
let last = 0;
let current = { id: 0, limit: 0 };

/**
 * Runs `play` until it comes back, or the second thread ends it. What that thread ends stops at the
 * inspector's call, which is there for that alone: nothing else in Node catches such an end.
 */
function guarded(limit: number, play: () => void): void {
  const outer = current;
  if (outer.id !== 0) leave();
  enter(limit);
  (globalThis as Record<symbol, unknown>)[BODY] = () => {
    play();
    leave();
  };
  if (session === undefined) {
    session = new Session();
    session.connect();
  }
  session.post('Runtime.evaluate', CALL_BODY);
  // What is around this piece has its whole time again for the next stretch.
  if (outer.id === 0) current = outer;
  else enter(outer.limit);
}

function enter(limit: number): void {
  const words = watch();
  current = { id: ++last, limit };
  Atomics.store(words, WORD.limit, limit);
  Atomics.store(words, WORD.guard, current.id);
  Atomics.add(words, WORD.life, 1);
}

/** The end may be on its way already. Then it is waited for, or it would hit what comes next. */
function leave(): void {
  const words = watch();
  if (Atomics.compareExchange(words, WORD.guard, current.id, 0) !== current.id) for (;;);
  Atomics.add(words, WORD.life, 1);
}

function printedSoFar(): number {
  return canWatch ? Atomics.load(watch(), WORD.printed) : 0;
}
