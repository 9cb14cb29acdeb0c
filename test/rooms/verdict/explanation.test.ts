import { expect, test } from 'vitest';
import { besideLabel, explanationIn, explanationText, type Explanation } from '../../../src/verdict/explanation.ts';

const WHOLE: Explanation = { did: 'sent\n  nothing', expected: 'a message', because: 'a rumor that nobody tells dies', replay: 'node rumor play 2 --seed 7' };
const { replay: _none, ...SHORT } = WHOLE;

test('an explanation is a text with a column of labels', () => {
  expect(explanationText(WHOLE)).toBe(
    ['your code  sent', '             nothing', 'expected   a message', 'because    a rumor that nobody tells dies', 'replay     node rumor play 2 --seed 7'].join('\n'),
  );
});

test.each([['with a replay', WHOLE], ['without one', SHORT]])('it can be read back, %s', (_how, explanation) => {
  expect(explanationIn(explanationText(explanation))).toEqual(explanation);
});

test.each(['TypeError: no', 'TODO step 01: choose', 'your code  did something', 'Error: a\nyour code  a\nexpected   b\nbecause    c'])('%j is none', (message) => {
  expect(explanationIn(message)).toBe(undefined);
});

test('what does not fit stands beside the label', () => {
  expect(['expected   a message', '           a second line', 'expected of it', 'TypeError: no'].map(besideLabel)).toEqual([11, 0, 0, 0]);
});
