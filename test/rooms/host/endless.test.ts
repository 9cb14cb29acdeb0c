import { describe, expect, test } from 'vitest';
import { EndlessError, stopIfEndless, whyEndless } from '../../../src/host/endless.ts';

const LITTLE = 200;

describe('code that comes back', () => {
  test('answers, or throws, as it would by itself', () => {
    expect(stopIfEndless(LITTLE, () => 42)).toBe(42);
    expect(stopIfEndless(LITTLE, () => undefined)).toBe(undefined);
    const error = new TypeError('no');
    expect(() => stopIfEndless(LITTLE, () => { throw error; })).toThrow(error);
  });

  test('has its time, however long it takes on the clock', () => {
    const nobodyWakesIt = new Int32Array(new SharedArrayBuffer(4));
    expect(stopIfEndless(LITTLE, () => Atomics.wait(nobodyWakesIt, 0, 0, 5 * LITTLE))).toBe('timed-out');
  });

  test('a thousand pieces in a row, and pieces in pieces, end in nobody else\'s name', () => {
    const sum = stopIfEndless(60_000, () => {
      let all = 0;
      for (let i = 0; i < 1000; i++) all += stopIfEndless(LITTLE, () => i);
      return all;
    });
    expect(sum).toBe(499_500);
  });
});

describe('code that does not come back', () => {
  const LOOPS: readonly (readonly [string, () => unknown])[] = [
    ['loops', () => { for (;;); }],
    ['catches everything', () => { for (;;) { try { for (;;); } catch {} finally { continue; } } }],
    ['is in a regular expression', () => /^(a+)+$/.test(`${'a'.repeat(60)}b`)],
    ['is called by a sort', () => [3, 1, 2].sort(() => { for (;;); })],
    ['allocates', () => { for (let kept: object[] = []; ; kept.push({})) if (kept.length > 1e5) kept = []; }],
  ];

  test.each(LOOPS)('is stopped where it %s', (_where, loop) => {
    expect(() => stopIfEndless(LITTLE, loop)).toThrow(new EndlessError(LITTLE, 0));
    expect(stopIfEndless(LITTLE, () => 'the next one is whole')).toBe('the next one is whole');
  });

  test('is stopped alone, where it is a piece of another', () => {
    const outcome = stopIfEndless(60_000, () => {
      expect(() => stopIfEndless(LITTLE, () => { for (;;); })).toThrow(EndlessError);
      return 'goes on';
    });
    expect(outcome).toBe('goes on');
  });

  test('is stopped around a piece that came back', () => {
    const around = (): void => {
      stopIfEndless(60_000, () => undefined);
      for (;;);
    };
    expect(() => stopIfEndless(LITTLE, around)).toThrow('did not come back within 0.2 s of processor time, and was stopped');
  });

  test('is told to print too much where it does', () => {
    expect(whyEndless(10)).toBe('a loop in it never ends');
    expect(whyEndless(3_210_000)).toBe('a loop in it prints and prints, 3.2 MB by then');
  });
});
