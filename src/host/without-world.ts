/**
 * Protocol code has no clock and no randomness of its own. While `body` runs, reaching for either
 * throws a sentence that says what to use instead.
 */
export function withoutWorld<T>(body: () => T): T {
  const restore = forbidWorld();
  try {
    return body();
  } finally {
    restore();
  }
}

/** The same, until the function that it returns is called. */
export function forbidWorld(): () => void {
  const restore = FORBIDDEN.map(({ owner, name, instead }) => forbid(owner, name, instead));
  return () => {
    for (const undo of restore) undo();
  };
}

const USE_RANDOM = 'unseeded, so nobody could repeat the run. Use the `random` you are given';
const USE_ROUNDS = 'a clock, and a node has none. Use rounds, or a timer effect';

const FORBIDDEN: readonly { owner: object; name: string; instead: string }[] = [
  { owner: Math, name: 'Math.random', instead: USE_RANDOM },
  { owner: globalThis.crypto, name: 'crypto.getRandomValues', instead: USE_RANDOM },
  { owner: globalThis.crypto, name: 'crypto.randomUUID', instead: USE_RANDOM },
  { owner: Date, name: 'Date.now', instead: USE_ROUNDS },
  { owner: performance, name: 'performance.now', instead: USE_ROUNDS },
  { owner: globalThis, name: 'setTimeout', instead: USE_ROUNDS },
  { owner: globalThis, name: 'setInterval', instead: USE_ROUNDS },
  { owner: globalThis, name: 'setImmediate', instead: USE_ROUNDS },
];

function forbid(owner: object, name: string, instead: string): () => void {
  const property = name.split('.').at(-1)!;
  const own = Object.getOwnPropertyDescriptor(owner, property);
  Object.defineProperty(owner, property, {
    configurable: true,
    writable: true,
    value: () => {
      throw new Error(`${name} is ${instead}.`);
    },
  });
  return () => {
    if (own === undefined) delete (owner as Record<string, unknown>)[property];
    else Object.defineProperty(owner, property, own);
  };
}
