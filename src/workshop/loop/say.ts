import { line, type Line } from '../../view/line.ts';
import { plainLines } from '../../view/plain.ts';
import { STEPS } from '../steps.ts';
import { tellPrinted } from '../verdict.ts';
import { faultLines, questionOf, typeLines, verdictOf } from './draw.ts';
import { panelLines } from './panels.ts';
import { isGreen, stepOf, type LoopState } from './state.ts';

/**
 * What there is to say when the loop goes from one state to the next. The plain form of the screen:
 * it carries the same, is only ever appended to, and repeats nothing.
 */
export function sayLoop(before: LoopState | undefined, now: LoopState): Line[] {
  return [
    ...(before?.progress.current === now.progress.current ? [] : greeting(now)),
    ...(now.outcome === undefined || now.outcome === before?.outcome ? [] : verdict(now)),
    ...(now.types === undefined || now.types.first === before?.types?.first ? [] : typeLines(now)),
    ...(now.fault === undefined || now.fault === before?.fault ? [] : faultLines(now)),
    ...(now.film === undefined || now.film === before?.film ? [] : plainLines(now.film).map((text) => line(text))),
    ...page(before, now),
    ...(now.question === undefined || now.question === before?.question ? [] : [line(questionOf(now))]),
    ...(now.notice === undefined || now.notice === before?.notice ? [] : [line(now.notice)]),
  ];
}

function greeting(state: LoopState): Line[] {
  const step = stepOf(state);
  return [
    [],
    line(`Step ${step.number} of ${STEPS.length}: ${step.title}`, 'bold'),
    line(`The lesson: steps/${step.folder}/README.md`),
    line('Save the file to test it. Keys: h hint, v view, t tests, d compare, l list, n next step, ? help, q quit.'),
  ];
}

function verdict(state: LoopState): Line[] {
  const { outcome } = state;
  if (outcome === undefined) return [];
  const done = isGreen(state) ? [line('This step is done. n goes on to the next one.', 'good')] : [];
  return [[], ...verdictOf(state), ...done, ...tellPrinted(outcome.printed)];
}

/** A page is said when it is opened, and a hint when it is another one. */
function page(before: LoopState | undefined, now: LoopState): Line[] {
  if (now.panel === 'verdict') return [];
  const step = now.progress.current;
  const same = before?.panel === now.panel && before.progress.hints[step] === now.progress.hints[step];
  return same ? [] : [[], ...panelLines(now, Infinity)];
}
