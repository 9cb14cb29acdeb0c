import { line, textOf, widthOf, type Line } from '../../terminal/line.ts';
import { plainStory } from '../../view/plain.ts';
import { STEPS } from '../../course/steps.ts';
import { tellPrinted } from '../../terminal/printed.ts';
import { verdictLines } from '../../verdict/tell.ts';
import { wrap } from '../../terminal/wrap.ts';
import { earlierLines, faultLines, typeLines } from './verdict-page.ts';
import { questionOf } from './foot.ts';
import { guessLines, guessPrompt } from './guess.ts';
import { panelLines } from './panels.ts';
import { BUSY_LINE } from '../../terminal/busy.ts';
import { isGreen, isLast, stepOf, type LoopState } from './state.ts';

/**
 * What there is to say when the loop goes from one state to the next. The plain form of the screen:
 * it carries the same, is only ever appended to, and repeats nothing. No line is wider than `columns`,
 * since a terminal breaks long ones in the middle of a word.
 */
export function sayLoop(before: LoopState | undefined, now: LoopState, columns = Infinity): Line[] {
  return [
    ...(before?.progress.current === now.progress.current ? [] : greeting(now)),
    ...(now.busy === undefined || before?.busy === true ? [] : [line(BUSY_LINE)]),
    ...(now.outcome === undefined || now.outcome === before?.outcome ? [] : verdict(now, columns)),
    ...earlierSaid(before, now, columns),
    ...(now.types === undefined || now.types.first === before?.types?.first ? [] : typeLines(now, columns)),
    ...(now.fault === undefined || now.fault === before?.fault ? [] : faultLines(now, columns)),
    ...(now.film === undefined || now.film === before?.film ? [] : plainStory(now.film).map((text) => line(text))),
    ...page(before, now, columns),
    ...(now.guessing === undefined || before?.guessing !== undefined ? [] : [line(guessPrompt(now))]),
    ...(now.question === undefined || now.question === before?.question ? [] : [line(questionOf(now))]),
    ...(now.notice === undefined || now.notice === before?.notice ? [] : [line(now.notice)]),
  ].flatMap((each) => within(each, columns));
}

/** Wrapped at blanks. A line in several styles keeps the first. */
function within(spans: Line, columns: number): Line[] {
  if (widthOf(spans) <= columns) return [spans];
  return wrap(textOf(spans), columns).map((text) => line(text, spans[0]!.style));
}

function greeting(state: LoopState): Line[] {
  const step = stepOf(state);
  return [
    [],
    line(`Step ${step.number} of ${STEPS.length}: ${step.title}`, 'bold'),
    line(`The lesson: steps/${step.folder}/README.md`),
    line(`Save the file to test it. Keys: h hint, v view, t tests, d compare, l list,${isLast(state) ? '' : ' n next step,'} ? help, q quit.`),
  ];
}

function verdict(state: LoopState, columns: number): Line[] {
  const { outcome } = state;
  if (outcome === undefined) return [];
  const done = isGreen(state)
    ? [line(isLast(state) ? 'This step is done. It was the last one; l lists them all.' : 'This step is done. n goes on to the next one.', 'good')]
    : [];
  return [[], ...verdictLines(outcome, { width: columns, keys: true }), ...done, ...guessLines(state, columns), ...tellPrinted(outcome.printed)];
}

/** The other steps are tested after the verdict: what comes of it is said when it is known. */
function earlierSaid(before: LoopState | undefined, now: LoopState, columns: number): Line[] {
  const [said, lines] = [before === undefined ? [] : earlierLines(before, columns), earlierLines(now, columns)];
  return said.map(textOf).join() === lines.map(textOf).join() ? [] : lines;
}

/** A page is said when it is opened, and a hint when it is another one. */
function page(before: LoopState | undefined, now: LoopState, columns: number): Line[] {
  if (now.panel === 'verdict') return [];
  const step = now.progress.current;
  const same = before?.panel === now.panel && before.progress.hints[step] === now.progress.hints[step];
  return same ? [] : [[], ...panelLines(now, columns, true)];
}
