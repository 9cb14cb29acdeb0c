import { describe, expect, test } from 'vitest';
import { lookAt, standingOf, standingsOf, type Tested, type Written } from '../../../../src/learner/progress/standing.ts';
import { catchUp, reset } from '../../../../src/learner/progress/replace-files.ts';
import { STEPS } from '../../../../src/course/steps.ts';
import { learnersRepository } from './repository.ts';

const NOW = new Date('2026-01-02T03:04:05.678Z');
const OWN: Written = { fingerprint: 'now', file: 'own', allReference: false };

test.each([
  [OWN, undefined, 'unknown'],
  [OWN, { of: 'now', passed: true }, 'done'],
  [OWN, { of: 'now', passed: false }, 'open'],
  [OWN, { of: 'before', passed: true }, 'unknown'],
  [{ ...OWN, file: 'starter' }, { of: 'now', passed: true }, 'open'],
  [{ ...OWN, file: 'missing' }, undefined, 'open'],
  [{ ...OWN, file: 'reference', allReference: true }, undefined, 'caught up'],
  // The file is the reference, and what it builds on is not: only the tests can tell.
  [{ ...OWN, file: 'reference' }, undefined, 'unknown'],
  [{ ...OWN, file: 'reference' }, { of: 'now', passed: true }, 'caught up'],
  [{ ...OWN, file: 'reference' }, { of: 'now', passed: false }, 'open'],
] as const satisfies readonly (readonly [Written, Tested | undefined, string])[])('%j, tested %j, is %s', (written, tested, standing) => {
  expect(standingOf(written, tested)).toBe(standing);
});

describe('looking at the files', () => {
  test('after a catch-up the steps before are caught up, whatever was remembered', () => {
    const { root } = learnersRepository();
    reset(root, STEPS, NOW);
    expect(standingsOf(lookAt(root, 'steps'), {})).toEqual(STEPS.map(() => 'open'));
    catchUp(root, STEPS[3]!, NOW);
    expect(standingsOf(lookAt(root, 'steps'), {})).toEqual(STEPS.map(({ number }) => (number < 4 ? 'caught up' : 'open')));
  });

  test('a change makes its step, and those that build on it, unknown', () => {
    const { root, write } = learnersRepository();
    const before = lookAt(root, 'steps');
    const tested = Object.fromEntries(before.map(({ fingerprint }, i) => [i + 1, { of: fingerprint, passed: true }]));
    write(3, 'another');
    expect(standingsOf(lookAt(root, 'steps'), tested)).toEqual(STEPS.map(({ number }) => (number < 3 ? 'done' : 'unknown')));
  });

  test('whoever has finished a part has finished it still when there are more steps', () => {
    const { root } = learnersRepository();
    reset(root, STEPS.slice(5), NOW);
    const files = lookAt(root, 'steps');
    const tested = Object.fromEntries(files.slice(0, 5).map(({ fingerprint }, i) => [i + 1, { of: fingerprint, passed: true }]));
    expect(standingsOf(files, tested)).toEqual(STEPS.map(({ number }) => (number < 6 ? 'done' : 'open')));
  });

  test('line ends of Windows make no difference', () => {
    const { root, write, solution } = learnersRepository();
    write(1, solution(1).replaceAll('\n', '\r\n'));
    expect(lookAt(root, 'steps')[0]).toMatchObject({ file: 'reference', allReference: true });
  });
});
