import { line, type Line } from '../../terminal/line.ts';
import { wrap } from '../../terminal/wrap.ts';
import { isGreen, type LoopState, type Next } from './state.ts';

/** A guess is one line. */
const LONGEST = 120;

/** A key while a guess is being typed. `text`: the key as it was pressed, capitals and all. */
export function typed(before: LoopState, key: string, text: string): Next {
  const { guessing = '', notice: _notice, ...state } = before;
  switch (key) {
    case 'ctrl-c':
      return { state, todo: [{ do: 'quit' }] };
    case 'escape':
      return { state: { ...state, notice: 'Nothing was changed.' }, todo: [] };
    case 'return':
      return kept(state, guessing.trim());
    case '\x7f':
    case '\b':
      return { state: { ...state, guessing: [...guessing].slice(0, -1).join('') }, todo: [] };
    default:
      return { state: { ...state, guessing: longer(guessing, key === 'space' ? ' ' : text) }, todo: [] };
  }
}

/** Keys with names of several letters, and what a terminal would obey, are no part of a guess. */
function longer(guess: string, text: string): string {
  return [...text].length === 1 && !/[\x00-\x1f\x7f-\x9f]/.test(text) && guess.length < LONGEST ? guess + text : guess;
}

function kept(state: LoopState, guess: string): Next {
  if (guess === '') return { state: { ...state, notice: 'Nothing was changed.' }, todo: [] };
  const { progress } = state;
  const guesses = { ...progress.guesses, [progress.current]: guess };
  const notice = 'Your guess is kept, and shown beside the answer when this step is done.';
  return { state: { ...state, progress: { ...progress, guesses }, notice }, todo: [{ do: 'remember' }] };
}

/** What was guessed, beside what it is. Only for who has done the step. */
export function guessLines(state: LoopState, columns = Infinity): Line[] {
  const guess = state.progress.guesses[state.progress.current];
  if (guess === undefined || state.answer === undefined || !isGreen(state)) return [];
  return [`  you guessed: ${guess}`, `  it is: ${state.answer}`].flatMap((text) => wrap(text, columns)).map((text) => line(text));
}

/** What stands below while a guess is typed. */
export function guessPrompt({ guessing = '' }: LoopState): string {
  return `Your answer to "Predict" in the lesson: ${guessing}_   enter keeps it, esc does not`;
}
