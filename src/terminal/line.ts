import { columnsOf, firstColumns } from './width.ts';

/** What a piece of text stands for. How that looks is decided in paint.ts. */
export type Style =
  | 'plain'
  | 'bold'
  | 'dim'
  | 'susceptible'
  | 'fresh'
  | 'infective'
  | 'removed'
  | 'dead'
  | 'suspect'
  | 'other'
  | 'marked'
  | 'good'
  | 'bad'
  | 'place';

export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One row of the screen, left to right. */
export type Line = readonly Span[];

/** The size of a screen, in characters. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export function line(text: string, style: Style = 'plain'): Line {
  return text === '' ? [] : [{ text, style }];
}

/** Puts pieces after one another. Neighbours of one style become one span. */
export function join(...pieces: readonly Line[]): Line {
  const spans: { text: string; style: Style }[] = [];
  let last: { text: string; style: Style } | undefined;
  for (const piece of pieces) {
    for (const { text, style } of piece) {
      if (last?.style === style) {
        last.text += text;
      } else if (text !== '') {
        last = { text, style };
        spans.push(last);
      }
    }
  }
  return spans;
}

export function widthOf(spans: Line): number {
  return spans.reduce((width, { text }) => width + columnsOf(text), 0);
}

export function textOf(spans: Line): string {
  return spans.map(({ text }) => text).join('');
}

/** What stands where text was cut off. */
export function cutMark(unicode: boolean): string {
  return unicode ? '…' : '...';
}

/** What fits in `columns`. Where some is cut off, the last of it gives way to `mark`, if there is room for it. */
export function cut(spans: Line, columns: number, mark = ''): Line {
  if (mark !== '' && widthOf(spans) > columns && columns > mark.length) {
    const kept = cut(spans, columns - mark.length);
    return join(kept, line(mark, kept.at(-1)?.style));
  }
  const kept: Span[] = [];
  let left = columns;
  for (const { text, style } of spans) {
    if (left <= 0) break;
    const fitting = firstColumns(text, left);
    if (fitting !== '') kept.push({ text: fitting, style });
    left = fitting === text ? left - columnsOf(text) : 0;
  }
  return kept;
}

/** Exactly `columns` wide: cut, or filled up with blanks. */
export function fit(spans: Line, columns: number): Line {
  const missing = columns - widthOf(spans);
  return missing > 0 ? join(spans, line(' '.repeat(missing))) : cut(spans, columns);
}

/** Blocks of lines side by side. `columns` is the width of every block. */
export function beside(...blocks: readonly { readonly lines: readonly Line[]; readonly columns: number }[]): Line[] {
  const rows = Math.max(0, ...blocks.map(({ lines }) => lines.length));
  return Array.from({ length: rows }, (_, row) =>
    join(...blocks.map(({ lines, columns }) => fit(lines[row] ?? [], columns))),
  );
}

/** Text that a terminal shows one column a character: what is not printable ASCII is replaced. */
export function ascii(text: string): string {
  return text
    .replaceAll('…', '...')
    .replaceAll(/[–—−]/g, '-')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/\s/g, ' ')
    .replaceAll(/[^\x20-\x7e]/gu, '?');
}

/** `1 call`, `2 calls`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
