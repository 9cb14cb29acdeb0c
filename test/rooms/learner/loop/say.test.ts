import { expect, test } from 'vitest';
import { textOf } from '../../../../src/terminal/line.ts';
import { sayLoop } from '../../../../src/learner/loop/plain-form.ts';
import { reduce } from '../../../../src/learner/loop/reduce.ts';
import type { LoopEvent, LoopState } from '../../../../src/learner/loop/state.ts';
import { AT_THE_START } from '../../../../src/learner/progress/store.ts';
import type { StepOutcome } from '../../../../src/verdict/outcome.ts';
import { STEPS } from '../../../../src/course/steps.ts';

const START: LoopState = {
  progress: AT_THE_START,
  code: 'steps',
  files: [],
  recording: false,
  testing: true,
  position: 0,
  panel: 'verdict',
  scroll: 0,
  gap: 11,
  hints: [{ title: 'First', text: 'Look.' }, { title: 'Second', text: 'Look again.' }],
};
const RED: StepOutcome = { step: 1, printed: 'hello\n', tests: [{ title: 'one', further: false, passed: false, message: 'your code  did it' }] };

/** Everything that is said while the events happen, one list a state. */
function said(...events: LoopEvent[]): string[][] {
  let state = START;
  const spoken = [sayLoop(undefined, state).map(textOf)];
  for (const event of events) {
    const next = reduce(state, event).state;
    spoken.push(sayLoop(state, next).map(textOf));
    state = next;
  }
  return spoken;
}

const key = (name: string): LoopEvent => ({ type: 'key', name });

test('the start names the step, the lesson and the keys', () => {
  expect(said()[0]!.join('\n')).toMatch(/Step 1 of \d: Peer selection\nThe lesson: steps\/01-peer-selection\/README\.md\n.*h hint/);
});

test('a verdict is said once, with what the code printed', () => {
  const [, verdict, tick] = said({ type: 'tested', outcome: RED }, { type: 'tick' });
  expect(verdict!.join('\n')).toContain('x one\n    your code  did it');
  expect(verdict!.join('\n')).toContain('| hello');
  expect(tick).toEqual([]);
});

test('that an earlier step is broken is said when it is known, and once', () => {
  const files = ['one', 'two'].map((fingerprint) => ({ fingerprint, file: 'own', allReference: false }) as const);
  const [, , verdict, survey, tick] = said(
    { type: 'entered', step: 2, hints: [], look: { files } },
    { type: 'tested', outcome: { ...RED, step: 2 } },
    { type: 'surveyed', step: 1, of: 'one', passed: false },
    { type: 'tick' },
  );
  expect(verdict!.join()).not.toContain('Step 1');
  expect(survey).toEqual(['  Step 1 does not pass, and this step uses it: look there first.']);
  expect(tick).toEqual([]);
});

test('each hint is said when it is asked for', () => {
  const [, first, second] = said(key('h'), key('h'));
  expect(first!.join('\n')).toContain('Hint 1 of 2: First');
  expect(second!.join('\n')).toContain('Hint 2 of 2: Second');
});

test('help is about keys that do something here', () => {
  const help = said(key('?'))[1]!.join('\n');
  expect(help).toContain('v  print a run round by round');
  expect(help).not.toMatch(/screen|closes a page|scroll/);
});

test('on the last step nothing offers another one', () => {
  const last = { ...START, progress: { ...AT_THE_START, current: STEPS.length } };
  const green = reduce(last, { type: 'tested', outcome: { step: STEPS.length, printed: '', tests: [{ title: 'one', further: false, passed: true }] } }).state;
  const spoken = [...sayLoop(undefined, last), ...sayLoop(last, green)].map(textOf).join('\n');
  expect(spoken).toContain('It was the last one');
  expect(spoken).not.toMatch(/n next|n goes on/);
});

test('lines end at blanks, not in the middle of a word', () => {
  const now = { ...START, notice: 'several words and '.repeat(10).trim() };
  const lines = sayLoop(START, now, 40).map(textOf);
  expect(Math.max(...lines.map((each) => each.length))).toBeLessThanOrEqual(40);
  expect(lines.join(' ').replaceAll(/ +/g, ' ')).toBe(now.notice);
});

test('a question and its answer are said', () => {
  const [, question, answer] = said(key('x'), key('n'));
  expect(question!.join('\n')).toContain('back to how it started?');
  expect(answer).toEqual(['Nothing was changed.']);
});
