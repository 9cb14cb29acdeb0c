/**
 * Clocks and dice that a bare realm lacks. They are put in place, on import, so that they can be
 * forbidden with the sentences that learners know: what to use instead.
 */
const nothing = (): void => {};

Object.assign(globalThis, {
  crypto: { getRandomValues: nothing, randomUUID: nothing },
  performance: { now: nothing },
  setTimeout: nothing,
  setInterval: nothing,
  setImmediate: nothing,
  clearTimeout: nothing,
  clearInterval: nothing,
  clearImmediate: nothing,
  queueMicrotask: nothing,
});
