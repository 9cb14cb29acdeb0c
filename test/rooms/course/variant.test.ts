import { expect, test } from 'vitest';
import { createNode as decay } from '../../../solutions/04-rumor-decay/rumor-decay.ts';
import { createNode as detection } from '../../../solutions/05-failure-detection/failure-detection.ts';
import type { CreateNode, Decay } from '../../../src/gossip/types.ts';
import { isWritten } from '../../../src/course/run/unwritten.ts';
import { runTitle } from '../../../src/course/run/variant.ts';
import { STEPS } from '../../../src/course/steps.ts';

const VARIANTS: readonly Decay[] = ['feedback-counter', 'feedback-coin', 'blind-counter', 'blind-coin'];

/** Code that does the required variant only, whatever it is asked for. */
const requiredOnly: CreateNode = (setup) => (decay as CreateNode)({ ...setup, decay: 'feedback-counter' });

test.each(VARIANTS)('%s is written in the solutions of step 04, and so in what step 05 builds on them', (variant) => {
  expect(isWritten(decay as CreateNode, variant)).toBe(true);
  expect(isWritten(detection as CreateNode, variant)).toBe(true);
  expect(isWritten(requiredOnly, variant)).toBe(variant === 'feedback-counter');
});

test('a title names a variant that is a further task, and what is played where it is not written', () => {
  const title = (step: number, variant: Decay, written = true): string => runTitle(STEPS[step - 1]!, variant, written);
  expect(title(4, 'feedback-counter')).toBe('Rumor decay');
  expect(title(4, 'blind-coin')).toBe('Rumor decay, blind-coin');
  expect(title(4, 'blind-coin', false)).toBe('Rumor decay, feedback-counter (no blind-coin yet)');
  expect(title(5, 'feedback-coin')).toBe('Failure detection, feedback-coin');
  expect(title(2, 'blind-coin')).toBe('Push');
});
