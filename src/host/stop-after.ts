import { Script } from 'node:vm';

const BODY = Symbol.for('rumor-has-it:body');
const callBody = new Script(`globalThis[Symbol.for('rumor-has-it:body')]()`);

/**
 * Runs `body`, and ends it when so much time has gone by on the clock. Answers whether it came back.
 *
 * Timers cannot interrupt a synchronous loop; a script's time-out can, from a thread of its own.
 * Nothing in `body` can catch it, and what it had done so far stands.
 */
export function stopAfter(milliseconds: number, body: () => void): boolean {
  (globalThis as Record<symbol, unknown>)[BODY] = body;
  try {
    callBody.runInThisContext({ timeout: Math.ceil(milliseconds) });
    return true;
  } catch (error) {
    if ((error as { code?: string } | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return false;
  }
}
