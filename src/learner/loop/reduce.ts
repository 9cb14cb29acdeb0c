import type { Progress } from '../progress/store.ts';
import { isDone, type StepOutcome } from '../../verdict/outcome.ts';
import { typed } from './guess.ts';
import { answered, pressed, WAIT, waited } from './press.ts';
import type { LoopEvent, LoopState, Look, Next } from './state.ts';

/** Before anything has happened. The learner enters a step next. */
export function firstState(progress: Progress, code: string, notice?: string): LoopState {
  const nothing = { files: [], testing: true, recording: false, position: 0, panel: 'verdict', scroll: 0, hints: [] } as const;
  return { progress, code, ...nothing, ...(notice === undefined ? {} : { notice }) };
}

/** What the next state is, and what has to be done. Nothing else decides either. */
export function reduce(state: LoopState, event: LoopEvent): Next {
  switch (event.type) {
    case 'key':
      if (state.opening === true) return waited(state, event.name);
      if (state.guessing !== undefined) return typed(state, event.name, event.text ?? event.name);
      return state.question === undefined ? pressed(state, event.name, event.reach) : answered(state, state.question, event.name);
    case 'testing':
      return stay(testing(state, event.saved, event.look));
    case 'busy':
      return stay({ ...state, busy: true });
    case 'failing':
      return stay(state.testing ? { ...ofOtherCode(state), early: event.test } : state);
    case 'tested':
      return tested(state, event.outcome, event.more);
    case 'recorded': {
      const { film: _film, fault: _fault, busy: _busy, ...rest } = state;
      const film = event.film === undefined ? {} : { film: event.film };
      const fault = event.fault === undefined ? {} : { fault: event.fault };
      const progress = { ...rest.progress, rounds: rest.progress.rounds + Math.max(0, (event.film?.frames.length ?? 1) - 1) };
      return { state: { ...rest, progress, ...film, ...fault, recording: false, position: 0 }, todo: [{ do: 'remember' }] };
    }
    case 'checked': {
      const { types: _types, ...rest } = state;
      return stay(event.first === undefined ? rest : { ...rest, types: { first: event.first, count: event.count } });
    }
    case 'surveyed':
      return { state: remembering(state, event.step, event.of, event.passed), todo: [{ do: 'remember' }] };
    case 'tick':
      return stay({ ...state, position: Math.min(state.position + 1, (state.film?.frames.length ?? 1) - 1) });
    case 'notice':
      return stay(withNotice(state, event.text));
    case 'viewed': {
      const { opening: _opening, ...rest } = state;
      return stay(withNotice(rest, event.text));
    }
    case 'outdated':
      return stay({ ...state, question: { ask: 'update' } });
    case 'entered':
      return entered(state, event);
    case 'ended':
      return stay({ ...state, panel: 'end', scroll: 0, written: event.written });
    case 'compare':
      return stay({ ...state, panel: 'compare', scroll: 0, compare: { mine: event.mine, solution: event.solution } });
  }
}

function stay(state: LoopState): Next {
  return { state, todo: [] };
}

/**
 * Who saves wants the verdict. A notice is about what was before, and so is a question about the
 * solution; a page would hide the failure, but for that of the tests, and h shows a hint again.
 */
function testing(before: LoopState, saved: boolean, look: Look): LoopState {
  const { early: _early, busy: _busy, ...state } = looked(before, look);
  if (!saved) return { ...state, testing: true };
  const { notice: _notice, question, ...rest } = state;
  const kept = question === undefined || question.ask === 'compare' ? {} : { question };
  return { ...rest, ...kept, ...(state.panel === 'tests' ? {} : { panel: 'verdict', scroll: 0 }), testing: true };
}

function looked({ gap: _gap, ...state }: LoopState, { files, gap }: Look): LoopState {
  return { ...state, files, ...(gap === undefined ? {} : { gap }) };
}

/** A new verdict has come: the picture, its fault and the type errors are of the code before it. */
function ofOtherCode({ film: _film, fault: _fault, types: _types, ...state }: LoopState): LoopState {
  return { ...state, recording: true };
}

/** An empty text takes the notice away. */
function withNotice(before: LoopState, text: string): LoopState {
  const { notice: _notice, ...state } = before;
  return text === '' ? state : { ...state, notice: text };
}

/** Another step is another picture: nothing of the last one stays on the screen. */
function entered(state: LoopState, { step, hints, why, answer, look }: Extract<LoopEvent, { type: 'entered' }>): Next {
  const {
    outcome: _outcome,
    early: _early,
    more: _more,
    film: _film,
    fault: _fault,
    types: _types,
    compare: _compare,
    why: _why,
    answer: _answer,
    guessing: _guessing,
    ...rest
  } = looked(state, look);
  const progress = { ...state.progress, current: step };
  return {
    state: {
      ...rest,
      progress,
      hints,
      ...(why === undefined ? {} : { why }),
      ...(answer === undefined ? {} : { answer }),
      panel: 'verdict',
      scroll: 0,
      position: 0,
      testing: true,
      recording: false,
    },
    todo: [{ do: 'remember' }, { do: 'test' }],
  };
}

function tested(state: LoopState, outcome: StepOutcome, more: true | undefined): Next {
  const { current } = state.progress;
  const { early: _early, more: _more, busy: _busy, notice, ...rest } = ofOtherCode(state);
  const kept = notice === undefined || (notice === WAIT && more === undefined) ? {} : { notice };
  const next = { ...rest, ...kept, testing: false, outcome, ...(more === undefined ? {} : { more }) };
  const passed = outcome.tests.filter((test) => test.passed).length;
  return { state: remembering(next, current, state.files[current - 1]?.fingerprint, isDone(outcome), passed), todo: [{ do: 'remember' }] };
}

function remembering(state: LoopState, step: number, of: string | undefined, passed: boolean, tests = state.progress.tested[step]?.tests): LoopState {
  if (of === undefined) return state;
  const { progress } = state;
  return { ...state, progress: { ...progress, tested: { ...progress.tested, [step]: { of, passed, ...(tests === undefined || !passed ? {} : { tests }) } } } };
}
