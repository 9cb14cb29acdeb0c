import { join, line, type Line } from '../../terminal/line.ts';
import { standingsOf, type Standing, type Written } from '../progress/standing.ts';
import { STEPS } from '../../course/steps.ts';
import { isDone, type StepOutcome, type TestOutcome } from '../../verdict/outcome.ts';
import { explanation, firstFailure, troubleLines } from '../../verdict/tell.ts';
import { wrap } from '../../terminal/wrap.ts';
import { compareLines } from './compare.ts';
import { endLines } from './end-page.ts';
import { helpLines } from './help.ts';
import type { LoopState } from './state.ts';

/** What a panel says. The screen shows as much of it as there is room for; the plain form all of it. */
export function panelLines(state: LoopState, columns: number, plain = false): Line[] {
  switch (state.panel) {
    case 'verdict':
      return [];
    case 'tests':
      return testLines(state, columns);
    case 'steps':
      return stepLines(state, columns);
    case 'hint':
      return hintLines(state, columns);
    case 'end':
      return endLines(state, columns);
    case 'why':
      return whyLines(state, columns);
    case 'compare':
      return state.compare === undefined ? [] : compareLines(state.compare, columns);
    case 'help':
      return helpLines(columns, plain);
  }
}

function testLines({ outcome }: LoopState, columns: number): Line[] {
  if (outcome === undefined) return [line('  The tests have not been run yet.')];
  if (outcome.trouble !== undefined) return troubleLines(outcome.step, outcome.trouble, { width: columns, keys: true });
  const first = firstFailure(outcome);
  const needed = outcome.tests.filter((test) => !test.further);
  const tests = needed.flatMap((test) => testLine(outcome.step, test, columns, test === first));
  const further = furtherLines(outcome, columns);
  // What is open stands above what is done, so that nobody looks for it below a screen of ok.
  if (isDone(outcome) && outcome.tests.some((test) => !test.passed)) return [...further, [], line('  The tests of the step', 'bold'), ...tests];
  return further.length === 0 ? tests : [...tests, [], ...further];
}

/** `opens`: v opens the run of this one. */
function testLine(step: number, { title, passed, message, place }: TestOutcome, columns: number, opens = false): Line[] {
  return [
    join(line(passed ? '  ok ' : '  x  ', passed ? 'good' : 'bad'), line(title)),
    ...(passed ? [] : explanation(message ?? '', place, { width: columns, keys: opens, step })),
  ];
}

/** A further task means nothing before the step is done: code that does nothing passes some by luck. */
function furtherLines(outcome: StepOutcome, columns: number): Line[] {
  const further = outcome.tests.filter((test) => test.further);
  if (further.length === 0) return [];
  if (!isDone(outcome)) return [line(`  Further tasks: ${further.length}, when the tests above pass`, 'dim')];
  return [line('  Further tasks, for who likes: n goes on without them', 'bold'), ...further.flatMap((test) => testLine(outcome.step, test, columns))];
}

/** What the list says of a step. Nothing is left blank: that would look as if work had been lost. */
function markOf(standing: Standing, file: Written['file'] | undefined): string {
  if (standing === 'unknown') return 'not tested';
  if (standing !== 'open') return standing;
  return file === 'starter' ? 'not begun' : file === 'missing' ? 'missing' : 'not done';
}

function stepLines({ progress, files }: LoopState, columns: number): Line[] {
  const standings = standingsOf(files, progress.tested);
  const marks = standings.map((standing, i) => markOf(standing, files[i]?.file));
  const rows = STEPS.map(({ number, title }, i) => {
    const here = number === progress.current;
    return line(`  ${number}  ${marks[i]!.padEnd(10)}  ${title}${here ? '   <- you are here' : ''}`, here ? 'bold' : 'plain');
  });
  const open = standings.indexOf('open');
  const notes = [
    ...(marks.includes('caught up') ? ['caught up: the file is the reference'] : []),
    ...(marks.includes('not tested') ? ['not tested: it, or a step before it, has changed since. The tests follow by themselves.'] : []),
    ...(open >= 0 && marks.includes('not done', open + 1) ? [`not done: its tests fail. Each step uses those before it, and step ${open + 1} is not done.`] : []),
  ];
  return [
    line('  Press the number of a step to go there. Your files stay as they are.'),
    [],
    ...rows,
    ...(notes.length === 0 ? [] : [[], ...notes.flatMap((note) => wrap(`  ${note}`, columns)).map((text) => line(text))]),
  ];
}

function hintLines(state: LoopState, columns: number): Line[] {
  const shown = state.progress.hints[state.progress.current] ?? 0;
  const hint = state.hints[shown - 1];
  if (hint === undefined) return [];
  const more = shown < state.hints.length ? `h again: the next hint, "${state.hints[shown]!.title}"` : 'This is the last hint.';
  return [
    line(`  Hint ${shown} of ${state.hints.length}: ${hint.title}`, 'bold'),
    [],
    ...paragraphs(hint.text).flatMap((text) => wrap(`  ${text}`, columns)).map((text) => line(text)),
    [],
    line(`  ${more}`, 'dim'),
  ];
}

function whyLines({ why = '' }: LoopState, columns: number): Line[] {
  return [
    line('  Why the reference does it so, and what would have looked as good', 'bold'),
    [],
    ...paragraphs(why)
      .flatMap((text) => wrap(`  ${text}`, columns))
      .map((text) => line(text)),
  ];
}

/** Lines of prose are joined and wrapped anew; code, lists and blank lines stay as they are. */
function paragraphs(text: string): string[] {
  const lines: string[] = [];
  let code = false;
  for (const each of text.split('\n')) {
    const fence = each.startsWith('```');
    if (fence) code = !code;
    if (fence) continue;
    const prose = !code && /^[^\s\-*\d]/.test(each);
    const last = lines.at(-1);
    if (prose && last !== undefined && /^[^\s]/.test(last) && last !== '') lines[lines.length - 1] = `${last} ${each}`;
    else lines.push(code ? `    ${each}` : each);
  }
  return lines;
}
