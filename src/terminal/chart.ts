import { join, line, type Line, type Style } from './line.ts';

/** One curve. Areas reach from the ground up to it; those that come later lie in front. */
export interface Series {
  /** From 0 to 1, the first at the left edge. Those that are still to come may be missing. */
  readonly values: readonly number[];
  readonly style: Style;
  /** Shapes tell the curves apart where colours do not. */
  readonly shape: 'line' | 'dots' | 'solid' | 'sparse';
  /** What it is drawn with where there are only letters. */
  readonly sign: string;
}

export interface Axes {
  /** How many values there will be from the left edge to the right. */
  readonly points: number;
  /** What a value of 1 is. */
  readonly top: string;
  /** What is at the left edge and at the right one, and what they count. */
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

const LEAST_COLUMNS = 10;
const LEAST_ROWS = 3;

/** Curves over an axis in at most so many columns and rows; nothing where there is no room. */
export function chart(series: readonly Series[], axes: Axes, columns: number, rows: number, unicode: boolean): Line[] {
  const margin = axes.top.length + 2;
  const [width, height] = [columns - margin, rows - 1];
  if (width < LEAST_COLUMNS || height < LEAST_ROWS) return [];
  const drawn = unicode ? inDots(series, axes.points, width, height) : inSigns(series, axes.points, width, height);
  const label = (row: number): string => (row === 0 ? axes.top : row === height - 1 ? '0' : '').padStart(margin - 1);
  return [...drawn.map((cells, row) => join(line(`${label(row)} `, 'dim'), cells)), xAxis(axes, margin, width)];
}

function xAxis({ from, to, name }: Axes, margin: number, width: number): Line {
  const middle = width - from.length - to.length;
  const words = middle >= name.length + 2 ? name.padStart(Math.floor((middle + name.length) / 2)) : '';
  return line(' '.repeat(margin) + from + words.padEnd(Math.max(1, middle)) + to, 'dim');
}

/** The value at `x` of `width`, between two points if need be; undefined beyond the last one. */
function valueAt(values: readonly number[], points: number, x: number, width: number): number | undefined {
  const at = points < 2 ? 0 : (x * (points - 1)) / (width - 1);
  const [before, after] = [values[Math.floor(at)], values[Math.ceil(at)]];
  if (before === undefined || after === undefined) return undefined;
  return Math.min(1, Math.max(0, before + (after - before) * (at - Math.floor(at))));
}

/** Braille: two dots by four in a character. */
function inDots(series: readonly Series[], points: number, width: number, height: number): Line[] {
  const [across, down] = [width * 2, height * 4];
  // Which series a dot belongs to, 1 for the first.
  const dots = new Uint8Array(across * down);
  series.forEach((each, i) => plot(each, points, across, down, (x, y, lit) => {
    const at = (down - 1 - y) * across + x;
    // A dotted line in front of an area is a row of holes.
    dots[at] = lit && (each.shape !== 'dots' || dots[at] === 0) ? i + 1 : 0;
  }));
  return Array.from({ length: height }, (_, row) =>
    join(...Array.from({ length: width }, (_, column) => dotCell(dots, across, column * 2, row * 4, series))));
}

type Plot = (x: number, y: number, lit: boolean) => void;

function plot({ values, shape }: Series, points: number, across: number, down: number, set: Plot): void {
  let last: number | undefined;
  for (let x = 0; x < across; x++) {
    const value = valueAt(values, points, x, across);
    if (value === undefined) return;
    const y = Math.round(value * (down - 1));
    if (shape === 'line') for (let at = Math.min(y, last ?? y); at <= Math.max(y, last ?? y); at++) set(x, at, true);
    else if (shape === 'dots') {
      if (x % 4 === 0) set(x, y, true);
    } else if (value > 0) for (let at = 0; at <= y; at++) set(x, at, shape === 'solid' || (x % 2 === 0 && at % 2 === 0));
    last = y;
  }
}

const BITS = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]] as const;

/** A character has one colour: that of the series with the most dots in it. */
function dotCell(dots: Uint8Array, across: number, x: number, y: number, series: readonly Series[]): Line {
  const counts = new Array<number>(series.length + 1).fill(0);
  let bits = 0;
  for (let dy = 0; dy < 4; dy++) {
    for (let dx = 0; dx < 2; dx++) {
      const owner = dots[(y + dy) * across + x + dx]!;
      if (owner === 0) continue;
      bits |= BITS[dy]![dx]!;
      counts[owner]!++;
    }
  }
  if (bits === 0) return line(' ');
  return line(String.fromCharCode(0x2800 + bits), series[counts.lastIndexOf(Math.max(...counts.slice(1))) - 1]!.style);
}

/** Letters: one sign a character, `=` where two lines meet. */
function inSigns(series: readonly Series[], points: number, width: number, height: number): Line[] {
  return Array.from({ length: height }, (_, row) =>
    join(...Array.from({ length: width }, (_, x) => signCell(series, points, x, width, height - 1 - row, height))));
}

function signCell(series: readonly Series[], points: number, x: number, width: number, level: number, height: number): Line {
  let drawn: Line = line(' ');
  let lines = 0;
  for (const { values, shape, sign, style } of series) {
    const value = valueAt(values, points, x, width);
    if (value === undefined) continue;
    const y = Math.round(value * (height - 1));
    const isArea = shape === 'solid' || shape === 'sparse';
    if (isArea ? value === 0 || y < level : y !== level) continue;
    if (!isArea) lines++;
    drawn = lines > 1 ? line('=', drawn[0]!.style) : line(sign, style);
  }
  return drawn;
}
