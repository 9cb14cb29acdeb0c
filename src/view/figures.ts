import { cut, join, line, type Line, type Style } from '../terminal/line.ts';
import { bar, spark } from '../terminal/spark.ts';

/** A share in per cent. Neither all nor nothing is said before it is true. */
export function percent(share: number): string {
  const whole = Math.round(100 * share);
  return `${share > 0 && whole === 0 ? 1 : share < 1 && whole === 100 ? 99 : whole}%`;
}

/** ` knows   50% [####....]  20/40  since round 7` */
export function barRow(name: string, share: number, of: string, columns: number, tail = ''): Line {
  const label = ` ${name.padEnd(8)}${percent(share).padStart(4)}`;
  const full = `${of}${tail === '' ? '' : `  ${tail}`}`;
  const words = columns - label.length - full.length - 4 >= 8 ? full : of;
  const room = Math.min(44, columns - label.length - words.length - 4);
  const drawn = room >= 5 ? ` ${bar(share, room)}` : '';
  return cut(join(line(label), line(drawn, 'infective'), line(`  ${words}`)), columns);
}

/** ` you     ▁▁▂▅` */
export function sparkRow(name: string, values: readonly number[], room: number, unicode: boolean, stride: number, style: Style): Line {
  return join(line(` ${name.padEnd(8)}`), line(spark(values, room, unicode, stride), style));
}

/** ` total   sent 26   lost 0`: as many of `words` as fit. */
export function wordsRow(name: string, words: readonly string[], columns: number, style: Style = 'plain'): Line {
  let text = ` ${name.padEnd(8)}`;
  let first = true;
  for (const word of words) {
    const next = text + (first ? '' : '   ') + word;
    if (next.length > columns && !first) break;
    text = next;
    first = false;
  }
  return cut(line(text, style), columns);
}
