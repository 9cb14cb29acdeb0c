import { expect, test } from 'vitest';
import { textOf } from '../../../src/terminal/line.ts';
import { explanationText } from '../../../src/verdict/explanation.ts';
import { explanation } from '../../../src/verdict/tell.ts';

const told = (width?: number): string[] => {
  const message = explanationText({
    did: 'sent\n  to 3: a push',
    expected: 'nothing',
    because: 'an accusation is about the incarnation that was silent. Only the accused may raise it:\nwho could raise it for others could make them deny without end',
  });
  return explanation(message, undefined, width === undefined ? {} : { width }).map(textOf);
};

test('a reason is one paragraph on a screen, whatever line ends it was written with', () => {
  const lines = told(60);
  const reason = lines.slice(lines.findIndex((line) => line.includes('because')));
  // Every line but the last is as full as the next word allows.
  for (const [i, line] of reason.slice(0, -2).entries()) {
    const next = reason[i + 1]!.trim().split(' ')[0]!;
    expect(line.length + 1 + next.length, line).toBeGreaterThan(60);
    expect(line.length).toBeLessThanOrEqual(60);
  }
});

test('what the code did keeps its lines', () => {
  expect(told(60).slice(0, 2)).toEqual(['    your code  sent', '                 to 3: a push']);
});

test('where there is no width, a reason keeps its lines too', () => {
  expect(told().filter((line) => line.includes('who could raise'))).toEqual(['               who could raise it for others could make them deny without end']);
});
