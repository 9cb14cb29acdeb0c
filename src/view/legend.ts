import type { Entry } from './glyphs.ts';
import { join, line, widthOf, type Line } from './line.ts';

/** What the shapes mean, one a row, with the counts right-aligned. */
export function legendColumn(legend: readonly Entry[], heading: string | undefined, columns: number): Line[] {
  const rows = legend.map(({ text, style, meaning, count }) => {
    const number = String(count);
    const words = `${text} ${meaning}`.slice(0, columns - number.length - 1);
    return join(line(words.padEnd(columns - number.length), style), line(number, style));
  });
  return heading === undefined ? rows : [line(heading, 'dim'), ...rows];
}

/** The same in one row: whole entries, as many as fit. */
export function legendRow(legend: readonly Entry[], columns: number): Line {
  let row: Line = [];
  for (const { text, style, meaning, count } of legend) {
    const next = join(row, line(widthOf(row) === 0 ? ' ' : '  '), line(`${text} ${meaning} ${count}`, style));
    if (widthOf(next) > columns) break;
    row = next;
  }
  return row;
}
