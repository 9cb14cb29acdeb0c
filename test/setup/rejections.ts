/**
 * Loaded before the tests of a step. A promise that is rejected, with nobody to catch it, is blamed on
 * the test in which it was made. Vitest would tell of it after the last test, once for each call: the
 * learner would read that all tests pass, and wait.
 */
import { afterAll, afterEach } from 'vitest';
import { brief } from '../../src/host/brief.ts';
import { tellFailure } from '../../src/verdict/heartbeat.ts';
import { FURTHER } from '../../src/verdict/outcome.ts';
import { explained } from '../support/step-test.ts';

const EVENT = 'unhandledRejection';
const theirs = process.listeners(EVENT);
const reasons: unknown[] = [];
const note = (reason: unknown): void => {
  if (reasons.length === 0) reasons.push(reason);
};

process.removeAllListeners(EVENT);
process.on(EVENT, note);

afterEach(async ({ task }) => {
  // Node tells of a rejection when the test has returned, and before its next turn.
  await new Promise(setImmediate);
  if (reasons.length === 0) return;
  const [reason] = reasons.splice(0);
  const error = explained({
    did: `left a promise behind that was rejected, and nobody caught: ${brief(reason)}`,
    expected: 'no promises: what a function has to say, it returns',
    because: 'a node has no later of its own, so that a run can be repeated; time comes to it as rounds and timers',
  });
  error.cause = reason;
  if (!task.name.startsWith(FURTHER)) tellFailure(task.name, error);
  throw error;
});

afterAll(() => {
  process.off(EVENT, note);
  for (const listener of theirs) process.on(EVENT, listener);
});
