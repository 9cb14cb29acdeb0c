import { expect, test } from 'vitest';
import { withoutWorld } from '../../../src/host/without-world.ts';

const REACHES: readonly [name: string, reach: () => unknown][] = [
  ['Math.random', () => Math.random()],
  ['crypto.getRandomValues', () => crypto.getRandomValues(new Uint8Array(1))],
  ['crypto.randomUUID', () => crypto.randomUUID()],
  ['Date.now', () => Date.now()],
  ['performance.now', () => performance.now()],
  ['setTimeout', () => setTimeout(() => undefined)],
  ['setInterval', () => clearInterval(setInterval(() => undefined))],
  ['setImmediate', () => setImmediate(() => undefined)],
];

test.each(REACHES)('protocol code that reaches for %s is told what to use instead', (name, reach) => {
  expect(() => withoutWorld(reach)).toThrow(new RegExp(`^${name.replace('.', '\\.')} is .+\\. Use .+\\.$`));
});

test.each(REACHES)('afterwards %s is what it was, whatever the code did', (_name, reach) => {
  expect(withoutWorld(() => 'done')).toBe('done');
  expect(() => withoutWorld(() => { throw new Error('in between'); })).toThrow('in between');
  expect(reach).not.toThrow();
});
