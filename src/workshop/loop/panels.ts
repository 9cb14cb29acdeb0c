import { join, line, type Line } from '../../view/line.ts';
import { STEPS } from '../steps.ts';
import { explanation } from '../verdict.ts';
import { wrap } from '../wrap.ts';
import type { LoopState } from './state.ts';

/** What a panel says. The screen shows as much of it as there is room for. */
export function panelLines(state: LoopState, columns: number): Line[] {
  switch (state.panel) {
    case 'verdict':
      return [];
    case 'tests':
      return testLines(state, columns);
    case 'steps':
      return stepLines(state);
    case 'hint':
      return hintLines(state, columns);
    case 'compare':
      return compareLines(state, columns);
    case 'help':
      return HELP.map((text) => line(text));
  }
}

function testLines({ outcome }: LoopState, columns: number): Line[] {
  if (outcome === undefined) return [line('  The tests have not been run yet.')];
  if (outcome.trouble !== undefined) return explanation(outcome.trouble.message, outcome.trouble.place, columns);
  return outcome.tests.flatMap(({ title, passed, further, message, place }) => [
    join(line(passed ? '  ok ' : '  x  ', passed ? 'good' : 'bad'), line(further ? `further: ${title}` : title)),
    ...(passed ? [] : explanation(message ?? '', place, columns)),
  ]);
}

function stepLines({ progress }: LoopState): Line[] {
  const rows = STEPS.map(({ number, title }) => {
    const mark = progress.done.includes(number) ? 'done' : '    ';
    const here = number === progress.current;
    return line(`  ${number}  ${mark}  ${title}${here ? '   <- you are here' : ''}`, here ? 'bold' : 'plain');
  });
  return [line('  Press the number of a step to go there. Your files stay as they are.'), [], ...rows];
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

/** Below this width, the two stand one above the other. */
const SIDE_BY_SIDE = 110;

function compareLines({ compare }: LoopState, columns: number): Line[] {
  if (compare === undefined) return [];
  const mine = partsOf(compare.mine);
  const theirs = partsOf(compare.solution);
  if (columns < SIDE_BY_SIDE || columns === Infinity) return [line('  yours', 'bold'), ...mine.map((text) => line(text)), [], line('  the solution', 'bold'), ...theirs.map((text) => line(text))];
  const half = Math.floor((columns - 3) / 2);
  const rows = Array.from({ length: Math.max(mine.length, theirs.length) }, (_, i) =>
    line(`${(mine[i] ?? '').slice(0, half).padEnd(half)} | ${(theirs[i] ?? '').slice(0, half)}`),
  );
  return [line(`${'  yours'.padEnd(half)} |   the solution`, 'bold'), ...rows];
}

const GAP_START = '// --- your code starts here';
const GAP_END = '// --- your code ends here';

/** The lines between the marks, each part with its mark above it; everything if the marks are gone. */
function partsOf(code: string): string[] {
  if (!code.includes(GAP_START)) return code.trimEnd().split('\n');
  const parts: string[] = [];
  let inside = false;
  for (const text of code.split('\n')) {
    if (text.includes(GAP_START)) inside = true;
    if (inside) parts.push(text);
    if (text.includes(GAP_END)) inside = false;
  }
  return parts;
}

const HELP = [
  '  Save the file: its tests run, and the rumor spreads through your code below the verdict.',
  '',
  '  h  the next hint (each step has three)      v  the viewer, full screen: step, rewind, kill',
  '  t  all tests of the step                    d  your code beside the solution',
  '  n  the next step, when this one is done     l  the list of steps, to jump',
  '  r  run the tests again                      c  catch up: solutions for the steps before',
  '  x  put this step back to its start          q  quit',
  '',
  '  Nothing is lost: catch up and reset copy your files to .workshop/backups first,',
  '  and `npm run undo` brings the latest copy back.',
  '',
  '  esc or the same key closes a page; up and down scroll it.',
];
