import { dirname, relative, sep } from 'node:path';
import type { Lines } from './lines.ts';

/** The share of lines that a file should have seen run. Files below it are named, with what was missed. */
const ENOUGH = 0.95;

interface Count {
  readonly name: string;
  readonly lines: number;
  readonly reached: number;
}

/** A line a folder, the files with too little, and the whole, in per cent. */
export function render(lines: Lines, folder: string): string {
  const files = [...lines].map(([file, hits]) => ({ name: relative(folder, file).split(sep).join('/'), hits, ...count(hits) }));
  const folders = [...new Set(files.map(({ name }) => dirname(name)))].sort();
  const sums = folders.map((name) => sum(name, files.filter((file) => dirname(file.name) === name)));
  const poor = files.filter((file) => file.reached < ENOUGH * file.lines);
  return [
    '',
    'Lines of src that the tests reach:',
    ...sums.map(row),
    row(sum('src', files)),
    ...(poor.length === 0 ? [] : ['', `Files below ${ENOUGH * 100} %, and the lines that were not reached:`]),
    ...poor.map((file) => `${row(file)}  ${missed(file.hits)}`),
  ].join('\n');
}

function count(hits: ReadonlyMap<number, boolean>): { lines: number; reached: number } {
  return { lines: hits.size, reached: [...hits.values()].filter(Boolean).length };
}

function sum(name: string, counts: readonly Count[]): Count {
  const total = (of: (each: Count) => number) => counts.reduce((all, each) => all + of(each), 0);
  return { name, lines: total(({ lines }) => lines), reached: total(({ reached }) => reached) };
}

function row({ name, lines, reached }: Count): string {
  const share = lines === 0 ? 100 : (100 * reached) / lines;
  return `  ${name.padEnd(36)}${share.toFixed(1).padStart(6)} %  ${reached} of ${lines}`;
}

/** Neighbours as ranges: 3-5, 9. */
function missed(hits: ReadonlyMap<number, boolean>): string {
  const ranges: [number, number][] = [];
  for (const [line, reached] of [...hits].sort(([a], [b]) => a - b)) {
    if (reached) continue;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
