import { line, type Line } from '../../terminal/line.ts';
import { fileOf, STEPS } from '../../course/steps.ts';
import { openFurther } from '../../verdict/outcome.ts';
import { wrap } from '../../terminal/wrap.ts';
import { guessPrompt } from './guess.ts';
import { isGreen, isLast, stepOf, type LoopState } from './state.ts';

/** A question, or what was just done and the keys. */
export function footLines(state: LoopState, columns: number): Line[] {
  if (state.guessing !== undefined) return sentence(guessPrompt(state), columns);
  if (state.question !== undefined) return sentence(questionOf(state), columns);
  return [...(state.notice === undefined ? [] : sentence(state.notice, columns)), menu(state, columns)];
}

function sentence(text: string, columns: number): Line[] {
  return wrap(` ${text}`, columns).map((part) => line(part, 'bold'));
}

/** What must be confirmed; empty when nothing must. */
export function questionOf(state: LoopState): string {
  return state.question === undefined ? '' : QUESTIONS[state.question.ask](state);
}

const QUESTIONS = {
  reset: (state: LoopState) => `Put ${fileOf(stepOf(state))} back to how it started? A backup is made.  y yes / any other key no`,
  compare: (state: LoopState) =>
    `${isGreen(state) ? furtherShown(state) : 'The tests do not pass yet.'} Show the solution all the same?  y yes / any other key no`,
  'catch up': () => `Catch up to which step? 2 to ${STEPS.length}: the solutions before it replace your files, after a backup. Any other key: none`,
  update: () =>
    'The code around your gaps in earlier steps is older than this step needs. Bring it up to date? What stands in the gaps stays, and a backup is made.  y yes / any other key no',
} as const;

/** What the solution would give away that is not the step itself. */
function furtherShown({ outcome }: LoopState): string {
  return `The solution does the further tasks too, and yours are open: ${openFurther(outcome!).join(', ')}.`;
}

/** There is always a way out, and a way to what is not on the screen. */
const ALWAYS = ['? help', 'q quit'];

/** The keys, the most needed first: every save runs the tests again, so r is the least. What does not fit is behind `?`. */
function menu(state: LoopState, columns: number): Line {
  const green = isGreen(state);
  const goOn = !green ? [] : isLast(state) ? ['n the end'] : ['n next step'];
  const hint = green && state.why !== undefined ? 'h why' : 'h hint';
  // Before the first line is written there is nothing to put back, and a guess is still a guess.
  const begun = state.files[state.progress.current - 1]?.file !== 'starter' || state.progress.guesses[state.progress.current] !== undefined;
  const items = [
    ...goOn,
    hint,
    'v view',
    't tests',
    ...(begun ? ['d compare', 'l list', 'x reset', 'c catch up'] : ['p predict', 'l list', 'c catch up', 'd compare']),
    'r run again',
  ];
  let kept: string[] = [];
  for (const item of items) {
    if (` ${[...kept, item, ...ALWAYS].join('  ')}`.length > columns) break;
    kept = [...kept, item];
  }
  return line(` ${[...kept, ...ALWAYS].join('  ')}`, 'dim');
}
