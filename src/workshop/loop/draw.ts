import { drawFrame, type Size } from '../../view/frame.ts';
import { cut, join, line, widthOf, type Line } from '../../view/line.ts';
import { fileOf, STEPS } from '../steps.ts';
import { isDone, required } from '../tests/outcome.ts';
import { failureLines, firstFailure, tellPrinted, verdictLines } from '../verdict.ts';
import { wrap } from '../wrap.ts';
import { panelLines } from './panels.ts';
import { isGreen, stepOf, type LoopState } from './state.ts';

/** A picture of less than this is not worth its place. */
const LEAST_PICTURE = 4;
/** From this height on, the lesson has a line of its own if it needs one. */
const ROOMY = 20;
/** What a program prints gets so many lines while there is a picture. */
const MOST_PRINTED = 3;

/** The screen of the learner's loop: at most `rows` − 1 lines, none wider than `columns`. */
export function drawLoop(state: LoopState, size: Size, unicode: boolean): Line[] {
  const room = Math.max(1, size.rows - 1);
  const rule = line('-'.repeat(size.columns), 'dim');
  const head = headLines(state, size);
  const foot = footLines(state, size);
  const middle = Math.max(0, room - head.length - foot.length - 2);
  const body = state.panel === 'verdict' ? verdictBody(state, size, middle, unicode) : panelBody(state, size, middle);
  const lines = [...head, rule, ...body, ...blanks(middle - body.length), rule, ...foot];
  // The smallest terminals keep what matters most: the verdict, and then the menu.
  const kept = middle > 0 ? lines : [...verdictLines(state.outcome ?? NOTHING, size.columns).slice(0, room - 1), ...foot].slice(-room);
  return kept.slice(0, room).map((each) => cut(each, size.columns));
}

const NOTHING = { step: 0, tests: [], printed: '' };

function blanks(count: number): Line[] {
  return Array.from({ length: Math.max(0, count) }, () => []);
}

function headLines(state: LoopState, { columns, rows }: Size): Line[] {
  const step = stepOf(state);
  const done = state.progress.done.length;
  const left = line(` Step ${step.number} of ${STEPS.length}: ${step.title}`, 'bold');
  const bar = `[${STEPS.map(({ number }) => (state.progress.done.includes(number) ? '#' : number === step.number ? '>' : '.')).join('')}] ${done} done`;
  const place = join(line(' '), placeLine(state));
  const lesson = lessonOf(state);
  const together = widthOf(place) + widthOf(lesson) < columns;
  return [
    spreadOut(left, join(statusOf(state), line(`  ${bar} `)), columns),
    ...(together ? [spreadOut(place, lesson, columns)] : rows < ROOMY ? [place] : [place, join(line(' '), lesson)]),
  ];
}

function statusOf(state: LoopState): Line {
  if (state.early !== undefined) return line('fails; testing the rest …', 'bad');
  if (state.testing || state.outcome === undefined) return line('testing …', 'dim');
  if (state.outcome.trouble !== undefined) return line('does not run', 'bad');
  const needed = required(state.outcome);
  const passed = needed.filter((test) => test.passed).length;
  return isDone(state.outcome) ? line(`all ${needed.length} pass`, 'good') : line(`${passed} of ${needed.length} pass`, 'bad');
}

/** The file to edit, at the line that matters most right now; terminals make it clickable. */
function placeLine(state: LoopState): Line {
  const file = `${state.code}/${fileOf(stepOf(state))}`;
  const place = state.outcome?.trouble?.place ?? (state.outcome && firstFailure(state.outcome)?.place);
  return line(place === undefined ? `${file}:${state.gap}` : `${place.file}:${place.line}`, 'place');
}

function lessonOf(state: LoopState): Line {
  return line(`lesson: steps/${stepOf(state).folder}/README.md `, 'dim');
}

function spreadOut(left: Line, right: Line, columns: number): Line {
  const gap = columns - widthOf(left) - widthOf(right);
  return gap < 1 ? left : join(left, line(' '.repeat(gap)), right);
}

function verdictBody(state: LoopState, size: Size, room: number, unicode: boolean): Line[] {
  if (state.early === undefined && state.outcome === undefined) return [];
  const words = state.early === undefined ? wordsOf(state, size.columns) : failureLines(state.early, size.columns);
  const printed = state.early === undefined ? tellPrinted(state.outcome?.printed ?? '', MOST_PRINTED) : [];
  const picture = room - words.length - printed.length - 1;
  if (state.film === undefined || picture < LEAST_PICTURE) return [...words, ...printed].slice(0, room);
  const frame = drawFrame(state.film, state.position, { columns: size.columns, rows: picture + 1 }, { unicode });
  return [...words, ...printed, line('-'.repeat(size.columns), 'dim'), ...frame];
}

function wordsOf(state: LoopState, columns: number): Line[] {
  return [...verdictOf(state, columns), ...typeLines(state, columns), ...faultLines(state, columns)];
}

/** The place is told with the verdict: terminals make it clickable. */
export function verdictOf({ outcome }: LoopState, columns = Infinity): Line[] {
  return outcome === undefined ? [] : verdictLines(outcome, columns);
}

/** The first type error of the file. */
export function typeLines({ types }: LoopState, columns = Infinity): Line[] {
  if (types === undefined) return [];
  const more = types.count > 1 ? `  (+${types.count - 1} more)` : '';
  return wrap(`  types: ${types.first}${more}`, columns).map((text) => line(text, 'suspect'));
}

/** Why there is no picture. A TODO, and a file that does not load, are told by the tests already. */
export function faultLines({ fault, film, outcome }: LoopState, columns = Infinity): Line[] {
  if (fault === undefined || film !== undefined || outcome?.trouble !== undefined || fault.sentence.includes('TODO')) return [];
  const place = fault.place === undefined ? [] : [join(line('    at '), line(fault.place, 'place'))];
  return [...wrap(`  the run: ${fault.sentence}`, columns).map((text) => line(text)), ...place];
}

function panelBody(state: LoopState, size: Size, room: number): Line[] {
  const lines = panelLines(state, size.columns);
  const start = Math.min(state.scroll, Math.max(0, lines.length - room));
  const shown = lines.slice(start, start + room);
  if (lines.length <= room) return shown;
  const below = lines.length - start - room;
  return [...shown.slice(0, -1), line(`  up/down: ${start} lines above, ${below + 1} below`, 'dim')];
}

function footLines(state: LoopState, { columns }: Size): Line[] {
  const text = state.question === undefined ? state.notice : questionOf(state);
  if (text === undefined) return [menu(isGreen(state), columns)];
  return wrap(` ${text}`, columns).map((part) => line(part, 'bold'));
}

/** What must be confirmed; empty when nothing must. */
export function questionOf(state: LoopState): string {
  return state.question === undefined ? '' : QUESTIONS[state.question.ask](state);
}

const QUESTIONS = {
  reset: (state: LoopState) => `Put ${fileOf(stepOf(state))} back to how it started? A backup is made.  y yes / any other key no`,
  compare: () => 'The tests do not pass yet. Show the solution all the same?  y yes / any other key no',
  'catch up': () => `Catch up to which step? 2 to ${STEPS.length}: the solutions before it replace your files, after a backup. Any other key: none`,
} as const;

/** The keys, the most needed first; what does not fit is behind `?`. */
function menu(green: boolean, columns: number): Line {
  const items = [...(green ? ['n next step'] : []), 'h hint', 'v view', 't tests', 'd compare', 'l list', '? help', 'q quit', 'r run again', 'x reset', 'c catch up'];
  let text = '';
  for (const item of items) {
    if (text.length + item.length + 3 > columns) break;
    text += text === '' ? ` ${item}` : `  ${item}`;
  }
  return line(text, 'dim');
}
