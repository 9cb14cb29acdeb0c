import type { Film } from '../../view/film.ts';
import type { Progress } from '../progress/store.ts';
import type { Hint } from '../progress/hints.ts';
import type { RunFault } from '../recording/messages.ts';
import { STEPS, type Step } from '../steps.ts';
import { isDone, type StepOutcome, type TestOutcome } from '../tests/outcome.ts';

/** What fills the space between the first lines and the menu. */
export type Panel = 'verdict' | 'tests' | 'steps' | 'hint' | 'compare' | 'help';

/** Something that must be confirmed before it is done. */
export type Question =
  | { readonly ask: 'reset' }
  | { readonly ask: 'compare' }
  | { readonly ask: 'catch up' };

/** Everything the screen is made of. */
export interface LoopState {
  readonly progress: Progress;
  /** Whose code: `steps`, as a rule. */
  readonly code: string;
  /** The tests are running: the verdict on the screen, if there is one, is the last one. */
  readonly testing: boolean;
  readonly outcome?: StepOutcome;
  /** The first failure of the run under way, known before the verdict. */
  readonly early?: TestOutcome;
  readonly film?: Film;
  readonly fault?: RunFault;
  /** Which frame of the film is on the screen. */
  readonly position: number;
  /** The first type error of the step, and how many there are. */
  readonly types?: { readonly first: string; readonly count: number };
  readonly panel: Panel;
  readonly scroll: number;
  readonly question?: Question;
  /** A sentence about what was just done. */
  readonly notice?: string;
  readonly hints: readonly Hint[];
  /** The line of the file at which the learner's part begins. */
  readonly gap: number;
  /** The learner's code and the solution, for the panel `compare`. */
  readonly compare?: { readonly mine: string; readonly solution: string };
}

export type LoopEvent =
  | { readonly type: 'key'; readonly name: string }
  /** The files changed, or the step did: what is known about the code is old. */
  | { readonly type: 'testing' }
  /** One of the tests has failed, and the others are running. */
  | { readonly type: 'failing'; readonly test: TestOutcome }
  | { readonly type: 'tested'; readonly outcome: StepOutcome }
  | { readonly type: 'recorded'; readonly film: Film | undefined; readonly fault: RunFault | undefined }
  | { readonly type: 'checked'; readonly first: string | undefined; readonly count: number }
  | { readonly type: 'tick' }
  | { readonly type: 'notice'; readonly text: string }
  /** The learner is at a step: its hints, and where its gap is. */
  | { readonly type: 'entered'; readonly step: number; readonly hints: readonly Hint[]; readonly gap: number }
  | { readonly type: 'compare'; readonly mine: string; readonly solution: string };

/** What the world has to do after an event. */
export type Todo =
  | { readonly do: 'test' }
  | { readonly do: 'remember' }
  | { readonly do: 'go to'; readonly step: number }
  | { readonly do: 'view' }
  | { readonly do: 'read both' }
  | { readonly do: 'reset' }
  | { readonly do: 'catch up'; readonly step: number }
  | { readonly do: 'quit' };

export interface Next {
  readonly state: LoopState;
  readonly todo: readonly Todo[];
}

export function stepOf(state: LoopState): Step {
  return STEPS[state.progress.current - 1]!;
}

export function isGreen(state: LoopState): boolean {
  return state.outcome !== undefined && isDone(state.outcome);
}

/** What the next state is, and what has to be done. Nothing else decides either. */
export function reduce(state: LoopState, event: LoopEvent): Next {
  switch (event.type) {
    case 'key':
      return state.question === undefined ? pressed(state, event.name) : answered(state, state.question, event.name);
    case 'testing':
      return stay({ ...withoutEarly(state), testing: true });
    case 'failing':
      return stay(state.testing ? { ...state, early: event.test } : state);
    case 'tested':
      return tested(state, event.outcome);
    case 'recorded': {
      const { film: _film, fault: _fault, ...rest } = state;
      const film = event.film === undefined ? {} : { film: event.film };
      const fault = event.fault === undefined ? {} : { fault: event.fault };
      return stay({ ...rest, ...film, ...fault, position: 0 });
    }
    case 'checked': {
      const { types: _types, ...rest } = state;
      return stay(event.first === undefined ? rest : { ...rest, types: { first: event.first, count: event.count } });
    }
    case 'tick':
      return stay({ ...state, position: Math.min(state.position + 1, (state.film?.frames.length ?? 1) - 1) });
    case 'notice':
      return stay(withNotice(state, event.text));
    case 'entered':
      return entered(state, event);
    case 'compare':
      return stay({ ...state, panel: 'compare', scroll: 0, compare: { mine: event.mine, solution: event.solution } });
  }
}

function withoutEarly({ early: _early, ...state }: LoopState): LoopState {
  return state;
}

/** An empty text takes the notice away. */
function withNotice(before: LoopState, text: string): LoopState {
  const { notice: _notice, ...state } = before;
  return text === '' ? state : { ...state, notice: text };
}

function stay(state: LoopState): Next {
  return { state, todo: [] };
}

/** Another step is another picture: nothing of the last one stays on the screen. */
function entered(state: LoopState, { step, hints, gap }: Extract<LoopEvent, { type: 'entered' }>): Next {
  const { outcome: _outcome, early: _early, film: _film, fault: _fault, types: _types, compare: _compare, ...rest } = state;
  const progress = { ...state.progress, current: step };
  return {
    state: { ...rest, progress, hints, gap, panel: 'verdict', scroll: 0, position: 0, testing: true },
    todo: [{ do: 'remember' }, { do: 'test' }],
  };
}

function tested(state: LoopState, outcome: StepOutcome): Next {
  const { current, done } = state.progress;
  const others = done.filter((step) => step !== current);
  const now = isDone(outcome) ? [...others, current].sort((a, b) => a - b) : others;
  const progress = { ...state.progress, done: now };
  // Why the last recording broke off says nothing about this save.
  const { fault: _fault, ...rest } = withoutEarly(state);
  return { state: { ...rest, testing: false, outcome, progress }, todo: [{ do: 'remember' }] };
}

function pressed(before: LoopState, key: string): Next {
  const { notice: _notice, ...state } = before;
  if (state.panel === 'steps' && /^[1-9]$/.test(key)) return jump(state, Number(key));
  switch (key) {
    case 'q':
    case 'ctrl+c':
      return { state, todo: [{ do: 'quit' }] };
    case 'h':
      return hint(state);
    case 't':
      return open(state, 'tests');
    case 'l':
      return open(state, 'steps');
    case '?':
      return open(state, 'help');
    case 'v':
      return { state, todo: [{ do: 'view' }] };
    case 'r':
      return { state: { ...state, panel: 'verdict' }, todo: [{ do: 'test' }] };
    case 'n':
      return next(state);
    case 'd':
      return isGreen(state) || state.panel === 'compare' ? compare(state) : stay({ ...state, question: { ask: 'compare' } });
    case 'x':
      return stay({ ...state, question: { ask: 'reset' } });
    case 'c':
      return stay({ ...state, question: { ask: 'catch up' } });
    case 'up':
    case 'down':
    case 'pageup':
    case 'pagedown':
      return scrolled(state, key);
    case 'escape':
    case 'return':
      return open(state, 'verdict');
    default:
      return stay(state);
  }
}

/** Opens a panel; its key closes it again. */
function open(state: LoopState, panel: Panel): Next {
  return stay({ ...state, panel: state.panel === panel ? 'verdict' : panel, scroll: 0 });
}

const PAGE = 10;

function scrolled(state: LoopState, key: string): Next {
  const by = key === 'up' ? -1 : key === 'down' ? 1 : key === 'pageup' ? -PAGE : PAGE;
  return stay({ ...state, scroll: Math.max(0, state.scroll + by) });
}

function hint(state: LoopState): Next {
  const { current, hints: counts } = state.progress;
  const shown = counts[current] ?? 0;
  if (state.hints.length === 0) return stay({ ...state, notice: 'This step has no hints.' });
  // Pressed with the hint on the screen, it reveals the next one; pressed elsewhere, it shows the last one again.
  const wanted = state.panel === 'hint' || shown === 0 ? shown + 1 : shown;
  if (wanted > state.hints.length) return stay({ ...state, notice: 'That was the last hint. d shows your code beside the solution.' });
  const progress = { ...state.progress, hints: { ...counts, [current]: wanted } };
  return { state: { ...state, panel: 'hint', scroll: 0, progress }, todo: [{ do: 'remember' }] };
}

function next(state: LoopState): Next {
  const { current } = state.progress;
  if (!isGreen(state)) return stay({ ...state, notice: 'Not yet: the tests of this step do not pass. c catches up, l jumps.' });
  if (current === STEPS.length) return stay({ ...state, notice: 'This was the last step. v plays with it; l goes back to another.' });
  return jump(state, current + 1);
}

function jump(state: LoopState, step: number): Next {
  if (step > STEPS.length) return stay({ ...state, notice: `There are ${STEPS.length} steps.` });
  return { state: { ...state, panel: 'verdict' }, todo: [{ do: 'go to', step }] };
}

function compare(state: LoopState): Next {
  if (state.panel === 'compare') return open(state, 'verdict');
  return { state, todo: [{ do: 'read both' }] };
}

function answered(before: LoopState, question: Question, key: string): Next {
  const { question: _question, notice: _notice, ...state } = before;
  if (key === 'ctrl+c') return { state, todo: [{ do: 'quit' }] };
  if (question.ask === 'catch up') {
    const step = Number(key);
    if (Number.isInteger(step) && step >= 2 && step <= STEPS.length) return { state, todo: [{ do: 'catch up', step }] };
    return stay({ ...state, notice: 'Nothing was changed.' });
  }
  if (key !== 'y') return stay({ ...state, notice: question.ask === 'reset' ? 'Nothing was changed.' : 'The solution stays covered.' });
  return question.ask === 'reset' ? { state, todo: [{ do: 'reset' }] } : compare(state);
}
