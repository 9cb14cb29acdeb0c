import { describe, expect, test } from 'vitest';
import { AT_THE_START } from '../../../../src/learner/progress/store.ts';
import { endLines } from '../../../../src/learner/loop/end-page.ts';
import { guessLines } from '../../../../src/learner/loop/guess.ts';
import { reduce } from '../../../../src/learner/loop/reduce.ts';
import type { LoopEvent, LoopState, Look, Todo } from '../../../../src/learner/loop/state.ts';
import type { Film } from '../../../../src/view/film/film.ts';
import { textOf } from '../../../../src/terminal/line.ts';
import type { Written } from '../../../../src/learner/progress/standing.ts';
import type { StepOutcome } from '../../../../src/verdict/outcome.ts';
import { STEPS } from '../../../../src/course/steps.ts';

const RED: StepOutcome = { step: 1, printed: '', tests: [{ title: 'one', further: false, passed: false, message: 'no' }] };
const GREEN: StepOutcome = { step: 1, printed: '', tests: [{ title: 'one', further: false, passed: true }] };

const FILES: readonly Written[] = [{ fingerprint: 'first', file: 'own', allReference: false }];
const LOOK: Look = { files: FILES, gap: 15 };
const SAVED: LoopEvent = { type: 'testing', saved: true, look: LOOK };

const START: LoopState = {
  progress: AT_THE_START,
  code: 'steps',
  files: FILES,
  recording: false,
  testing: false,
  position: 0,
  panel: 'verdict',
  scroll: 0,
  gap: 11,
  hints: [
    { title: 'First', text: 'a' },
    { title: 'Second', text: 'b' },
  ],
};

/** The state after some events, and what the last of them asks for. */
function after(state: LoopState, ...events: (LoopEvent | string)[]): { state: LoopState; todo: readonly Todo[] } {
  let todo: readonly Todo[] = [];
  for (const event of events) ({ state, todo } = reduce(state, typeof event === 'string' ? { type: 'key', name: event } : event));
  return { state, todo };
}

const tested = (outcome: StepOutcome): LoopEvent => ({ type: 'tested', outcome });

describe('a failure before the verdict', () => {
  const failing: LoopEvent = { type: 'failing', test: RED.tests[0]! };

  test('is there while the other tests run, and gone with the verdict or another save', () => {
    const testing = after(START, SAVED, failing).state;
    expect(testing.early).toBe(RED.tests[0]);
    expect(after(testing, tested(RED)).state).not.toHaveProperty('early');
    expect(after(testing, SAVED).state).not.toHaveProperty('early');
  });

  test('means nothing when no test runs', () => {
    expect(after(START, tested(GREEN), failing).state).not.toHaveProperty('early');
  });
});

describe('a busy machine', () => {
  const busy: LoopEvent = { type: 'busy' };

  test.each<[string, LoopEvent]>([
    ['another save', SAVED],
    ['a verdict', tested(GREEN)],
    ['a picture', { type: 'recorded', film: undefined, fault: undefined }],
  ])('is told until there is %s', (_what, event) => {
    const told = after(START, SAVED, busy).state;
    expect(told.busy).toBe(true);
    expect(after(told, event).state).not.toHaveProperty('busy');
  });
});

describe('a new verdict', () => {
  const film = { frames: [{}] } as never;
  const before = after(START, tested(RED), { type: 'recorded', film, fault: undefined }, { type: 'checked', first: 'a.ts:1  no', count: 1 }).state;

  test.each<[string, LoopEvent]>([['a failure', { type: 'failing', test: RED.tests[0]! }], ['a verdict', tested(GREEN)]])('%s takes away the picture and the type errors of the code before', (_what, event) => {
    const { state } = after(before, SAVED, event);
    expect(state).toMatchObject({ recording: true });
    for (const old of ['film', 'types']) expect(state).not.toHaveProperty(old);
    expect(after(state, { type: 'recorded', film, fault: undefined }).state).toMatchObject({ recording: false, film });
  });

  test('until it comes, what is on the screen belongs together, and stays', () => {
    expect(after(before, SAVED).state).toMatchObject({ outcome: RED, film, types: { count: 1 } });
  });

  test('of another step is remembered with the files it is about', () => {
    const { state, todo } = after(START, { type: 'surveyed', step: 3, of: 'third', passed: true });
    expect(state.progress.tested).toEqual({ 3: { of: 'third', passed: true } });
    expect(todo).toEqual([{ do: 'remember' }]);
  });
});

describe('a notice', () => {
  const said = after(START, tested(RED), 'n').state;

  test('is gone with the next key', () => {
    expect(said.notice).toContain('Not yet');
    expect(after(said, 't').state).not.toHaveProperty('notice');
  });

  test('is gone with the next save', () => {
    expect(after(said, SAVED).state).not.toHaveProperty('notice');
  });

  test('stays while the tests run for a reason that is not a save: they do after a catch-up', () => {
    expect(after(said, { ...SAVED, saved: false }, tested(RED)).state.notice).toContain('Not yet');
  });
});

describe('going on', () => {
  test('n goes to the next step only when this one is done', () => {
    expect(after(START, tested(RED), 'n')).toMatchObject({ todo: [], state: { notice: expect.stringContaining('Not yet') } });
    expect(after(START, tested(GREEN), 'n').todo).toEqual([{ do: 'go to', step: 2 }]);
  });

  test('a step that turns green stays on the screen', () => {
    const { state, todo } = after(START, tested(RED), tested(GREEN));
    expect(state.progress).toMatchObject({ current: 1, tested: { 1: { of: 'first', passed: true } } });
    expect(todo).toEqual([{ do: 'remember' }]);
  });

  test('a step that turns red again is no longer done', () => {
    expect(after(START, tested(GREEN), tested(RED)).state.progress.tested).toEqual({ 1: { of: 'first', passed: false } });
  });

  test('n does not go on when a save has just broken the step', () => {
    expect(after(START, tested(GREEN), SAVED, { type: 'failing', test: RED.tests[0]! }, 'n').todo).toEqual([]);
  });

  test('l lists the steps, and a number jumps to one', () => {
    expect(after(START, 'l').state.panel).toBe('steps');
    expect(after(START, 'l', '4').todo).toEqual([{ do: 'go to', step: 4 }]);
    expect(after(START, 'l', '9')).toMatchObject({ todo: [], state: { notice: `There are ${STEPS.length} steps.` } });
    expect(after(START, '4').todo).toEqual([]);
  });

  test('another step starts with an empty screen', () => {
    const { state, todo } = after(START, tested(RED), { type: 'entered', step: 2, hints: [], look: LOOK });
    expect(state).toMatchObject({ progress: { current: 2 }, testing: true, gap: 15 });
    expect(state).not.toHaveProperty('outcome');
    expect(todo).toEqual([{ do: 'remember' }, { do: 'test' }]);
  });
});

describe('hints', () => {
  test('come one at a time, and the number is remembered', () => {
    const first = after(START, 'h');
    expect(first).toMatchObject({ state: { panel: 'hint', progress: { hints: { 1: 1 } } }, todo: [{ do: 'remember' }] });
    expect(after(first.state, 'h').state.progress.hints).toEqual({ 1: 2 });
    expect(after(first.state, 'h', 'h').state).toMatchObject({ progress: { hints: { 1: 2 } }, notice: expect.stringContaining('last hint') });
  });

  test('h on another page shows the last hint again, not the next one', () => {
    expect(after(START, 'h', 'escape', 'h').state).toMatchObject({ panel: 'hint', progress: { hints: { 1: 1 } } });
  });

  test('when the step is done, h says why the reference does it so, and takes no hint', () => {
    const done = after({ ...START, why: 'Because.' }, tested(GREEN)).state;
    expect(after(done, 'h').state).toMatchObject({ panel: 'why', progress: { hints: START.progress.hints } });
    expect(after(done, 'h', 'h').state.panel).toBe('verdict');
    expect(after({ ...START, why: 'Because.' }, tested(RED), 'h').state.panel).toBe('hint');
  });

  test('a step without hints says so', () => {
    expect(after({ ...START, hints: [] }, 'h').state).toMatchObject({ panel: 'verdict', notice: 'This step has no hints.' });
  });
});

describe('what cannot be taken back is asked first', () => {
  test.each([['y', [{ do: 'reset' }]], ['n', []], ['x', []], ['escape', []]])('reset: %s', (key, todo) => {
    expect(after(START, 'x', key).todo).toEqual(todo);
  });

  test('older code around the gaps is brought up to date after a yes only', () => {
    const asked = reduce(START, { type: 'outdated' }).state;
    expect(asked.question).toEqual({ ask: 'update' });
    expect(after(asked, 'y').todo).toEqual([{ do: 'update' }]);
    expect(after(asked, 'n')).toMatchObject({ todo: [], state: { notice: 'Nothing was changed. node rumor update does it later.' } });
  });

  test.each([['3', [{ do: 'catch up', step: 3 }]], ['1', []], [String(STEPS.length + 1), []], ['y', []]])('catch up: %s', (key, todo) => {
    expect(after(START, 'c', key).todo).toEqual(todo);
  });

  test('the solution is shown at once when the step is done, and else after a yes', () => {
    expect(after(START, tested(GREEN), 'd').todo).toEqual([{ do: 'read both' }]);
    expect(after(START, tested(RED), 'd')).toMatchObject({ todo: [], state: { question: { ask: 'compare' } } });
    expect(after(START, tested(RED), 'd', 'y').todo).toEqual([{ do: 'read both' }]);
    expect(after(START, tested(RED), 'd', 'q')).toMatchObject({ todo: [], state: { notice: 'The solution stays covered.' } });
  });

  test('the solution of further tasks that are open is shown after a yes', () => {
    const further = (passed: boolean): StepOutcome => ({ ...GREEN, tests: [...GREEN.tests, { title: 'coin: tosses', further: true, passed }] });
    expect(after(START, tested(further(true)), 'd').todo).toEqual([{ do: 'read both' }]);
    expect(after(START, tested(further(false)), 'd')).toMatchObject({ todo: [], state: { question: { ask: 'compare' } } });
    expect(after(START, tested(further(false)), 'd', 'y').todo).toEqual([{ do: 'read both' }]);
    // Before they have been tested, nobody knows.
    expect(after(START, { type: 'tested', outcome: GREEN, more: true }, 'd')).toMatchObject({ todo: [], state: { notice: expect.stringContaining('still running') } });
    expect(after(START, tested(further(false)), SAVED, 'd')).toMatchObject({ todo: [], state: { notice: expect.stringContaining('still running') } });
    expect(after(START, { type: 'tested', outcome: GREEN, more: true }, tested(GREEN), 'd').todo).toEqual([{ do: 'read both' }]);
    expect(after(START, { type: 'tested', outcome: GREEN, more: true }, 'd', tested(GREEN)).state.notice).toBe(undefined);
  });

  test('a save closes every page but that of the tests, for it is the verdict that is wanted', () => {
    const compared = after(START, { type: 'compare', mine: 'a', solution: 'b' }).state;
    expect(after(compared, SAVED).state.panel).toBe('verdict');
    expect(after(compared, { ...SAVED, saved: false }).state.panel).toBe('compare');
    expect(after(START, 't', SAVED).state.panel).toBe('tests');
    const hinted = after(START, 'h', SAVED).state;
    expect(hinted.panel).toBe('verdict');
    expect(after(hinted, 'h').state.progress.hints).toEqual(hinted.progress.hints);
  });

  test('a question about the solution is gone with a save; one that changes files stays', () => {
    expect(after(START, 'd', SAVED).state.question).toBe(undefined);
    expect(after(START, 'x', SAVED).state.question).toEqual({ ask: 'reset' });
  });

  test('ctrl-c leaves even then', () => {
    expect(after(START, 'x', 'ctrl-c').todo).toEqual([{ do: 'quit' }]);
  });
});

describe('pages', () => {
  test.each([['t', 'tests'], ['l', 'steps'], ['?', 'help']])('%s opens %s, and closes it', (key, panel) => {
    expect(after(START, key).state.panel).toBe(panel);
    expect(after(START, key, key).state.panel).toBe('verdict');
    expect(after(START, key, 'escape').state.panel).toBe('verdict');
  });

  test('scroll, and never above the top', () => {
    expect(after(START, 't', 'down', 'down', 'up').state.scroll).toBe(1);
    expect(after(START, 't', 'pagedown', 'pageup', 'up').state.scroll).toBe(0);
    expect(after(START, 't', 'down', 'l').state.scroll).toBe(0);
  });

  test('are turned by space, home and end, and never past the end', () => {
    const press = (state: LoopState, name: string): LoopState => after(state, { type: 'key', name, reach: { page: 20, last: 50 } }).state;
    const presses = (...names: string[]): number => names.reduce(press, { ...START, panel: 'tests' }).scroll;
    expect(presses('space')).toBe(20);
    expect(presses('pagedown', 'space', 'space')).toBe(50);
    expect(presses('end', 'up')).toBe(49);
    expect(presses('end', 'space', 'pageup')).toBe(30);
    expect(presses('end', 'home')).toBe(0);
  });
});

describe('the picture', () => {
  test('advances to its last frame, and stops there', () => {
    const film = { frames: [{}, {}, {}] } as never;
    const shown = after(START, { type: 'recorded', film, fault: undefined }, { type: 'tick' }, { type: 'tick' }, { type: 'tick' });
    expect(shown.state.position).toBe(2);
  });

  test('is taken away when there is none any more', () => {
    const film = { frames: [{}] } as never;
    const { state } = after(START, { type: 'recorded', film, fault: undefined }, { type: 'recorded', film: undefined, fault: { sentence: 'no', round: 1 } });
    expect(state).not.toHaveProperty('film');
    expect(state.fault?.sentence).toBe('no');
  });

  test('why a run broke off is forgotten when the next verdict comes', () => {
    const { state } = after(START, { type: 'recorded', film: undefined, fault: { sentence: 'no', round: 1 } }, tested(RED));
    expect(state).not.toHaveProperty('fault');
  });

  test('v asks for the viewer', () => {
    expect(after(START, 'v').todo).toEqual([{ do: 'view' }]);
    const waiting = after(after(START, 'v').state, 'h');
    expect(waiting).toMatchObject({ todo: [], state: { panel: START.panel, progress: START.progress, notice: 'One moment: the run is still being recorded. q quits.' } });
    expect(after(waiting.state, 'v').todo).toEqual([]);
    expect(after(waiting.state, 'q').todo).toEqual([{ do: 'quit' }]);
    const back = reduce(waiting.state, { type: 'viewed', text: '' }).state;
    expect(back.notice).toBeUndefined();
    expect(after(back, 't').state.panel).toBe('tests');
  });
});

describe('a guess', () => {
  const type = (text: string): LoopEvent[] => [...text].map((each): LoopEvent => ({ type: 'key', name: each === ' ' ? 'space' : each.toLowerCase(), text: each }));
  const ASKED = { ...START, answer: '10 rounds' };

  test('is one line, kept with its capitals, and no key of it does anything else', () => {
    const { state, todo } = after(ASKED, 'p', ...type('About 12, Q?x'), '\x7f', 'return');
    expect(state.progress.guesses).toEqual({ 1: 'About 12, Q?' });
    expect(state).toMatchObject({ panel: 'verdict', notice: expect.stringContaining('kept') });
    expect([state.guessing, todo]).toEqual([undefined, [{ do: 'remember' }]]);
  });

  test('is left as it was by esc, and by nothing at all', () => {
    const kept = after(ASKED, 'p', ...type('12'), 'return').state;
    expect(after(kept, 'p', ...type('34'), 'escape').state.progress.guesses).toEqual({ 1: '12' });
    expect(after(ASKED, 'p', 'return').state.progress.guesses).toEqual({});
    expect(after(ASKED, 'p', 'ctrl-c').todo).toEqual([{ do: 'quit' }]);
  });

  test('takes no control characters, and no more than a line', () => {
    const { guessing } = after(ASKED, 'p', ...type('a\x1b[2J'), 'up', ...type('b'.repeat(500))).state;
    expect(guessing).toMatch(/^a\[2Jb+$/);
    expect(guessing!.length).toBeLessThanOrEqual(120);
  });

  test('goes on being typed while tests run', () => {
    expect(after(ASKED, 'p', ...type('1'), SAVED, tested(RED), ...type('2')).state.guessing).toBe('12');
  });

  test('stands beside the answer when the step is done, and not before', () => {
    const guessed = after(ASKED, 'p', ...type('12'), 'return').state;
    const told = (state: LoopState): string[] => guessLines(state).map(textOf);
    expect(told(after(guessed, tested(RED)).state)).toEqual([]);
    expect(told(after(guessed, tested(GREEN)).state)).toEqual(['  you guessed: 12', '  it is: 10 rounds']);
    expect(told(after(ASKED, tested(GREEN)).state)).toEqual([]);
  });
});

describe('after the last step', () => {
  const LAST: LoopState = { ...START, progress: { ...AT_THE_START, current: STEPS.length, rounds: 40 }, files: STEPS.map(({ folder }) => ({ fingerprint: folder, file: 'own', allReference: false })) };
  const green = after(LAST, { type: 'tested', outcome: { ...GREEN, step: STEPS.length } }).state;

  test('n asks for a page of what was built, and closes it again', () => {
    expect(after(LAST, tested(RED), 'n').todo).toEqual([]);
    expect(after(green, 'n').todo).toEqual([{ do: 'end' }]);
    const ended = after(green, { type: 'ended', written: 61 }).state;
    const page = endLines(ended).map(textOf).join('\n');
    expect(page).toContain(`You built: ${STEPS.at(-1)!.title.toLowerCase()}.`);
    expect(page).toContain('61 lines of yours, 1 tests passed, 40 rounds played.');
    expect(page).toContain('FURTHER.md');
    expect(after(ended, 'n').state.panel).toBe('verdict');
  });

  test('rounds are counted as they are recorded', () => {
    const film = { frames: [1, 2, 3] } as unknown as Film;
    expect(after(LAST, { type: 'recorded', film, fault: undefined }).state.progress.rounds).toBe(42);
  });
});
