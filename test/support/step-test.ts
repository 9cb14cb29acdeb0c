/**
 * What the tests of the steps are written with: `test` runs a body under guard, and `ensure` fails
 * with a message that is written for the person who reads it.
 */
import { test as vitestTest } from 'vitest';
import { EndlessError, stopIfEndless } from '../../src/host/endless.ts';
import { FURTHER } from '../../src/verdict/outcome.ts';
import { explanationText, type Explanation as Told } from '../../src/verdict/explanation.ts';
import { beat, patienceSeconds, tellFailure } from '../../src/verdict/heartbeat.ts';
import { withoutWorld } from '../../src/host/without-world.ts';
import { underEachOuterSeed } from './seed.ts';

/** What a failure tells the learner. The command that shows the run is asked for only when the test fails: it may write a file. */
export interface Explanation extends Omit<Told, 'replay'> {
  readonly replay?: () => string;
}

class Explained extends Error {
  override readonly name = 'Explained';
}

/**
 * Fails the test with an explanation unless `condition` holds. Where the same is ensured many times
 * over, a function keeps the words from being put together each time.
 */
export function ensure(condition: boolean, explanation: Explanation | (() => Explanation)): void {
  if (!condition) throw explained(typeof explanation === 'function' ? explanation() : explanation);
}

/** The failure that tells the learner so. */
export function explained({ replay, ...rest }: Explanation): Error {
  const error = new Explained(explanationText({ ...rest, ...(replay === undefined ? {} : { replay: replay() }) }));
  // The reader is the author of a step, not of this file: no frame of ours helps.
  error.stack = error.message;
  return error;
}

/**
 * A test whose body runs without a clock and without unseeded randomness, and is stopped when it
 * does not come back: Vitest's own time-out cannot interrupt a loop.
 */
export function test(title: string, body: () => void): void {
  guardedTest(title, 1, body);
}

/** A test that plays many runs. Each run has the patience of a whole test, if it is an {@link aRun}. */
export function testOfRuns(title: string, body: () => void): void {
  guardedTest(title, MOST_RUNS, body);
}

function guardedTest(title: string, runs: number, body: () => void): void {
  vitestTest(title, () => {
    try {
      underEachOuterSeed(() => {
        beat(title);
        stopAndExplain(runs * patienceSeconds(), () => withoutWorld(body));
      });
    } catch (error) {
      // Who waits for the verdict need not wait for the other tests.
      if (!title.startsWith(FURTHER)) tellFailure(title, error);
      throw error;
    }
  });
}

/** One of the runs of a {@link testOfRuns}: code that is slow may take its time, but not for ever. */
export function aRun<T>(play: () => T): T {
  beat('a run among many');
  return stopIfEndless(patienceSeconds() * 1000, play);
}

const MOST_RUNS = 50;

/** What a test says when code throws in a certain situation, or does not come back. */
export interface Situation extends Omit<Explanation, 'did'> {
  /** It follows `threw TypeError: …` or `did not come back …`, so it begins with `when`. */
  readonly when: string;
}

/** The situation that the code is in now. It stays when a loop is stopped: no `finally` runs then. */
let situation: Situation | undefined;

/**
 * Runs `body`, in a situation that code which did not think of it throws in, or never comes back from.
 * Such a failure says little by itself: its line is where it showed, and may be right.
 */
export function inSituation<T>(now: Situation, body: () => T): T {
  situation = now;
  try {
    return body();
  } catch (error) {
    // Whatever else is thrown, a TODO say, was thrown to be read.
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const explanation = explained({ ...now, did: `threw ${error.name}: ${error.message}\n${now.when}` });
    // With it comes the line of the learner's code.
    explanation.cause = error;
    throw explanation;
  } finally {
    situation = undefined;
  }
}

/** Once a body had to be stopped, the others would only keep the learner waiting. */
let stopped = false;

function stopAndExplain(seconds: number, body: () => void): void {
  ensure(!stopped, {
    did: 'was not tried again here, since it did not come back in a test before this one',
    expected: 'an answer at once',
    because: 'each loop without end costs you a wait of some seconds',
  });
  situation = undefined;
  try {
    stopIfEndless(seconds * 1000, body);
  } catch (error) {
    if (!(error instanceof EndlessError)) throw error;
    stopped = true;
    if (situation !== undefined) throw explained({ ...(situation as Situation), did: `${error.message},\n${(situation as Situation).when}` });
    ensure(false, {
      did: error.message,
      expected: 'an answer at once',
      because: `${error.because}: look at what each while and for waits for`,
    });
  }
}
