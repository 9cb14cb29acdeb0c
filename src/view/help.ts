import { cut, join, line, type Line, type Size } from '../terminal/line.ts';
import { wrap } from '../terminal/wrap.ts';

/** What the page of help is about. */
export interface HelpOptions {
  /** What the picture does not explain itself. */
  readonly note: string;
  /** Can the run be played again in another world? */
  readonly canRerun: boolean;
  /** Counted from 0, and round in a circle. */
  readonly page: number;
}

type Row = readonly [keys: string, meaning: string];

const MOVING: readonly Row[] = [
  ['space', 'play, or pause'],
  ['left right', 'one round back, one on'],
  ['home end', 'the first round, the last'],
  ['+ -', 'faster, slower'],
  ['tab down', 'the next node, the tenth'],
  ['shift-tab up', 'back again'],
  ['a number', 'the node of that number'],
  ['escape', 'no node'],
  ['m', 'every message, or the raster'],
  ['o', 'the columns in another order'],
];

const CHANGING: readonly Row[] = [
  ['n', 'the same code, the next seed'],
  ['k', 'kill the node pointed out, or revive it'],
  ['c', 'cut the network in two, or heal it'],
  ['l L', 'less loss, more loss'],
];

const LEAVING: readonly Row[] = [
  ['? h', 'this page, and back'],
  ['q', 'quit, or go back'],
];

const CHANGES_WHEN = 'k, c, l and L change the world from the next round on.';

const WAY = '> and * mark the way of the news to that node.';

/** A page that lists every key, and explains what the picture does not. */
export function drawHelp({ note, canRerun, page }: HelpOptions, { columns, rows }: Size): Line[] {
  const height = rows - 1;
  if (height < 1 || columns < 1) return [];
  const body = [
    ...[...MOVING, ...(canRerun ? CHANGING : []), ...LEAVING].flatMap((row) => keyRows(row, columns)),
    [],
    ...(canRerun ? paragraph(CHANGES_WHEN, columns) : []),
    ...paragraph(WAY, columns),
    ...paragraph(note, columns),
  ];
  const room = Math.max(1, height - 2);
  const pages = Math.ceil(body.length / room);
  const shown = ((page % pages) + pages) % pages;
  const footer = pages === 1 ? '? goes back to the picture' : `page ${shown + 1} of ${pages}: right for more, ? back`;
  const lines = [line(' Keys', 'bold'), ...body.slice(shown * room, (shown + 1) * room), line(` ${footer}`, 'dim')];
  return lines.slice(0, height).map((row) => cut(row, columns, '...'));
}

const KEYS_WIDTH = 14;

function keyRows([keys, meaning]: Row, columns: number): Line[] {
  return wrap(meaning, columns - KEYS_WIDTH - 1).map((text, i) => join(line(` ${(i === 0 ? keys : '').padEnd(KEYS_WIDTH - 1)}`, 'bold'), line(text)));
}

function paragraph(text: string, columns: number): Line[] {
  return wrap(text, columns - 2).map((row) => line(` ${row}`));
}
