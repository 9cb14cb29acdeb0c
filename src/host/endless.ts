import { Script } from 'node:vm';

/** Code that was stopped because it did not come back. */
export class EndlessError extends Error {
  override readonly name = 'EndlessError';
}

const BODY = Symbol.for('rumor-has-it:body');
const callBody = new Script(`globalThis[Symbol.for('rumor-has-it:body')]()`);

/**
 * Runs `body`, and throws an {@link EndlessError} when it does not come back in time.
 *
 * Timers cannot interrupt a synchronous loop; a script's time-out can, from a thread of its own.
 * Nothing in `body` can catch it, and what it had done so far stands.
 */
export function stopIfEndless<T>(milliseconds: number, body: () => T): T {
  let result: T | undefined;
  (globalThis as Record<symbol, unknown>)[BODY] = () => {
    result = body();
  };
  try {
    callBody.runInThisContext({ timeout: Math.ceil(milliseconds) });
  } catch (error) {
    if ((error as { code?: string } | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new EndlessError(`did not come back within ${Math.round(milliseconds / 1000)} s, and was stopped`);
  }
  return result as T;
}
