import { join, line, widthOf, type Line, type Size } from '../../terminal/line.ts';
import { standingsOf, type Standing } from '../progress/standing.ts';
import { fileOf, STEPS } from '../../course/steps.ts';
import { isDone, required } from '../../verdict/outcome.ts';
import { BUSY } from '../../terminal/busy.ts';
import { shownFailure, stepOf, type LoopState } from './state.ts';

/** From this height on, the lesson has a line of its own if it needs one. */
const ROOMY = 20;

/** Where the learner is: the step, how far it is, the file and the lesson. */
export function headLines(state: LoopState, { columns, rows }: Size): Line[] {
  const step = stepOf(state);
  const lefts = [
    `${step.number} of ${STEPS.length}: ${step.title}`,
    `${step.number}: ${step.title}`,
    `${step.number} of ${STEPS.length}`,
    `${step.number}`,
  ].map((each) => line(` Step ${each}`, 'bold'));
  const place = join(line(' '), line(placeOf(state, columns - 1), 'place'));
  const lesson = line(`lesson: steps/${step.folder}/README.md `, 'dim');
  const together = widthOf(place) + widthOf(lesson) < columns;
  return [
    firstThatFits(lefts, progressOf(state).map((progress) => join(statusOf(state), line(progress))), columns),
    ...(together ? [spreadOut(place, lesson, columns)] : rows < ROOMY ? [place] : [place, join(line(' '), lesson)]),
  ];
}

const SIGNS: Readonly<Record<Standing, string>> = { done: '#', 'caught up': '=', open: '.', unknown: '?' };

/** `[#=>..] 1 done, 1 caught up`, and what is left of it where there is less room. */
function progressOf({ progress, files }: LoopState): string[] {
  const standings = standingsOf(files, progress.tested);
  const bar = standings.map((standing, i) => (i + 1 === progress.current && SIGNS[standing] !== '#' && standing !== 'caught up' ? '>' : SIGNS[standing]));
  const count = (wanted: Standing): number => standings.filter((standing) => standing === wanted).length;
  const caughtUp = count('caught up') === 0 ? '' : `, ${count('caught up')} caught up`;
  return [`  [${bar.join('')}] ${count('done')} done${caughtUp} `, `  [${bar.join('')}] `, ' ', ''];
}

function statusOf(state: LoopState): Line {
  const notes = `${state.busy === true ? `; ${BUSY}` : ''}${showsOlder(state) ? '; below: before that' : ''}`;
  if (state.early !== undefined) return line(`fails; testing the rest …${notes}`, 'bad');
  if (state.testing || state.outcome === undefined) return line(`testing …${notes}`, 'dim');
  if (state.outcome.trouble !== undefined) return line(state.outcome.trouble.stopped === true ? 'was stopped' : 'does not run', 'bad');
  const needed = required(state.outcome);
  const passed = needed.filter((test) => test.passed).length;
  return isDone(state.outcome) ? line(`all ${needed.length} pass`, 'good') : line(`${passed} of ${needed.length} pass`, 'bad');
}

/** The verdict on the screen is the last one, and must not be taken for that of the run under way. */
function showsOlder({ testing, outcome, early, panel }: LoopState): boolean {
  return testing && outcome !== undefined && (early === undefined || panel === 'tests');
}

/**
 * The file at the line that failed, or at the first TODO when nothing has; terminals make it clickable. A
 * failure without a line has none here either: it would be that of another gap. Where the whole is too
 * long, the line is worth more than the folders.
 */
function placeOf(state: LoopState, columns: number): string {
  const place = (state.early === undefined ? state.outcome?.trouble : undefined)?.place ?? shownFailure(state)?.place;
  const file = place?.file ?? `${state.code}/${fileOf(stepOf(state))}`;
  const told = shownFailure(state)?.message ?? state.outcome?.trouble?.message;
  const at = place?.line ?? (told === undefined || told.startsWith('TODO') ? state.gap : undefined);
  const full = at === undefined ? file : `${file}:${at}`;
  return full.length <= columns ? full : full.slice(full.lastIndexOf('/') + 1);
}

/** The first of `lefts` that has room for one of `rights` beside it, and the first of those. */
function firstThatFits(lefts: readonly Line[], rights: readonly Line[], columns: number): Line {
  for (const left of lefts) {
    const right = rights.find((each) => widthOf(left) + 1 + widthOf(each) <= columns);
    if (right !== undefined) return spreadOut(left, right, columns);
  }
  return lefts.at(-1)!;
}

function spreadOut(left: Line, right: Line, columns: number): Line {
  const gap = columns - widthOf(left) - widthOf(right);
  return gap < 1 ? left : join(left, line(' '.repeat(gap)), right);
}
