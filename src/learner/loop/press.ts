import { STEPS } from '../../course/steps.ts';
import { openFurther } from '../../verdict/outcome.ts';
import { isGreen, isLast, type LoopState, type Next, type Panel, type Question, type Reach } from './state.ts';

/** Gone when the verdict is whole. */
export const WAIT = 'The tests are still running. Press d again when they are over.';

/** A key, while nothing is asked. It takes the notice away: whoever presses a key has read it. */
export function pressed(before: LoopState, key: string, reach: Reach = { page: 10, last: Infinity }): Next {
  const { notice: _notice, ...state } = before;
  if (state.panel === 'steps' && /^[1-9]$/.test(key)) return jump(state, Number(key));
  switch (key) {
    case 'q':
    case 'ctrl-c':
      return { state, todo: [{ do: 'quit' }] };
    case 'h':
      return hint(state);
    case 'p':
      return stay({ ...state, guessing: state.progress.guesses[state.progress.current] ?? '' });
    case 't':
      return open(state, 'tests');
    case 'l':
      return open(state, 'steps');
    case '?':
      return open(state, 'help');
    case 'v':
      return { state: { ...state, opening: true }, todo: [{ do: 'view' }] };
    case 'r':
      return { state: { ...state, panel: 'verdict' }, todo: [{ do: 'test' }] };
    case 'n':
      return next(state);
    case 'd':
      return withSolution(state);
    case 'x':
      return stay({ ...state, question: { ask: 'reset' } });
    case 'c':
      return stay({ ...state, question: { ask: 'catch up' } });
    case 'escape':
    case 'return':
      return open(state, 'verdict');
    default:
      return stay(scrolled(state, key, reach));
  }
}

/** A key that is pressed for the viewer, before it is there, must not turn over the page behind it. */
export function waited(state: LoopState, key: string): Next {
  if (key === 'q' || key === 'ctrl-c') return { state, todo: [{ do: 'quit' }] };
  return stay({ ...state, notice: 'One moment: the run is still being recorded. q quits.' });
}

/** The answer to a question. */
export function answered(before: LoopState, question: Question, key: string): Next {
  const { question: _question, notice: _notice, ...state } = before;
  if (key === 'ctrl-c') return { state, todo: [{ do: 'quit' }] };
  if (question.ask === 'catch up') {
    const step = Number(key);
    if (Number.isInteger(step) && step >= 2 && step <= STEPS.length) return { state, todo: [{ do: 'catch up', step }] };
    return stay({ ...state, notice: 'Nothing was changed.' });
  }
  if (question.ask === 'compare') return key === 'y' ? compare(state) : stay({ ...state, notice: 'The solution stays covered.' });
  if (key !== 'y') return stay({ ...state, notice: question.ask === 'reset' ? 'Nothing was changed.' : 'Nothing was changed. node rumor update does it later.' });
  return { state, todo: [{ do: question.ask }] };
}

function stay(state: LoopState): Next {
  return { state, todo: [] };
}

/** Opens a panel; its key closes it again. */
function open(state: LoopState, panel: Panel): Next {
  return stay({ ...state, panel: state.panel === panel ? 'verdict' : panel, scroll: 0 });
}

/** Never past the end, or the way back would begin with keys that do nothing. */
function scrolled(state: LoopState, key: string, { page, last }: Reach): LoopState {
  const from = Math.min(state.scroll, last);
  const to = { up: from - 1, down: from + 1, pageup: from - page, pagedown: from + page, space: from + page, home: 0, end: last }[key];
  return to === undefined ? state : { ...state, scroll: Math.max(0, Math.min(to, last)) };
}

function hint(state: LoopState): Next {
  const { current, hints: counts } = state.progress;
  const shown = counts[current] ?? 0;
  if (isGreen(state) && state.why !== undefined) return open(state, 'why');
  if (state.hints.length === 0) return stay({ ...state, notice: 'This step has no hints.' });
  // Pressed with the hint on the screen, it reveals the next one; pressed elsewhere, it shows the last one again.
  const wanted = state.panel === 'hint' || shown === 0 ? shown + 1 : shown;
  if (wanted > state.hints.length) return stay({ ...state, notice: 'That was the last hint. d shows your code beside the solution.' });
  const progress = { ...state.progress, hints: { ...counts, [current]: wanted } };
  return { state: { ...state, panel: 'hint', scroll: 0, progress }, todo: [{ do: 'remember' }] };
}

function next(state: LoopState): Next {
  if (!isGreen(state)) return stay({ ...state, notice: 'Not yet: the tests of this step do not pass. c catches up, l jumps.' });
  if (isLast(state)) return state.panel === 'end' ? open(state, 'end') : { state, todo: [{ do: 'end' }] };
  return jump(state, state.progress.current + 1);
}

function jump(state: LoopState, step: number): Next {
  if (step > STEPS.length) return stay({ ...state, notice: `There are ${STEPS.length} steps.` });
  return { state: { ...state, panel: 'verdict' }, todo: [{ do: 'go to', step }] };
}

/** The reference does the further tasks too, so it is nothing to show unasked before they are done. */
function withSolution(state: LoopState): Next {
  if (state.panel === 'compare') return compare(state);
  if (!isGreen(state)) return stay({ ...state, question: { ask: 'compare' } });
  if (state.testing || state.more === true) return stay({ ...state, notice: WAIT });
  return openFurther(state.outcome!).length === 0 ? compare(state) : stay({ ...state, question: { ask: 'compare' } });
}

function compare(state: LoopState): Next {
  if (state.panel === 'compare') return open(state, 'verdict');
  return { state, todo: [{ do: 'read both' }] };
}
