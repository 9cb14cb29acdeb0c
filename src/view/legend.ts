import type { Entry } from './glyphs.ts';
import { join, line, widthOf, type Line, type Style } from '../terminal/line.ts';

/** What there is none of must not catch the eye. */
function styleOf({ style, count }: Entry): Style {
  return count === 0 ? 'dim' : style;
}

/** What the shapes mean, one a row, with the counts right-aligned. */
export function legendColumn(legend: readonly Entry[], heading: string | undefined, columns: number): Line[] {
  const rows = legend.map((entry) => {
    const { text, meaning, count } = entry;
    const style = styleOf(entry);
    const number = String(count);
    const words = `${text} ${meaning}`.slice(0, columns - number.length - 1);
    return join(line(words.padEnd(columns - number.length), style), line(number, style));
  });
  return heading === undefined ? rows : [line(heading, 'dim'), ...rows];
}

/** The same in one row: in full, or in short, or as many entries as fit. */
export function legendRow(legend: readonly Entry[], columns: number): Line {
  const full = rowOf(legend.map((entry) => line(`${entry.text} ${entry.meaning} ${entry.count}`, styleOf(entry))), 2);
  if (widthOf(full) <= columns) return full;
  const short = legend.map((entry) => line(`${entry.text} ${entry.short} ${entry.count}`, styleOf(entry)));
  for (let kept = short.length; kept > 0; kept--) {
    const row = rowOf(short.slice(0, kept), 1);
    if (widthOf(row) <= columns) return row;
  }
  return [];
}

function rowOf(entries: readonly Line[], gap: number): Line {
  return join(...entries.flatMap((entry, i) => [line(' '.repeat(i === 0 ? 1 : gap)), entry]));
}
