import type { Estimate } from '../estimate.ts';
import { percent, short } from '../render.ts';
import type { Column, Sheet } from './run.ts';

const FIRST = 7;
const WIDTH = 12;
const NARROW = 8;

/** A block as lines of text of less than 80 characters, a line a row. */
export function renderSheet(sheet: Sheet): string[] {
  const { block, columns } = sheet;
  const width = Math.max(FIRST, ...block.rows.map((row) => row.length + 1));
  const lineOf = (cells: readonly Cell[]): string => cells.map(({ text, wide }) => text.padStart(wide)).join('').trimEnd();
  const heads = [{ text: block.rowsAre, wide: width }, ...headCells(sheet)];
  const rows = block.rows.map((row, i) => [{ text: row, wide: width }, ...valueCells(sheet, i)]);
  return [` ${block.title}`, lineOf(heads), ...rows.map(lineOf), ...whyNot(columns)];
}

interface Cell {
  readonly text: string;
  readonly wide: number;
}

function headCells({ block, columns }: Sheet): Cell[] {
  if (block.theory !== undefined) return [block.theory.label, 'measured', 'std error', 'deviation'].map(wide);
  return [...(block.beside ?? []).map(({ label }) => narrow(label)), ...columns.map(({ label }) => wide(label))];
}

function valueCells({ block, columns }: Sheet, row: number): Cell[] {
  if (block.theory === undefined) return [...(block.beside ?? []).map(({ values }) => narrow(values[row]!)), ...columns.map((column) => wide(cellOf(column, row)))];
  const expected = block.theory.values[row]!;
  const [column] = columns;
  if (column === undefined || 'why' in column) return [short(expected), '-', '-', 'not written'].map(wide);
  const { measured, standardError } = column.estimates[row]!;
  return [short(expected), short(measured), standardError === null ? '-' : short(standardError, 2), percent(measured / expected - 1)].map(wide);
}

const wide = (text: string): Cell => ({ text, wide: WIDTH });
const narrow = (text: string): Cell => ({ text, wide: NARROW });

function cellOf(column: Column, row: number): string {
  return 'why' in column ? 'not written' : withError(column.estimates[row]!);
}

/** `827 ±7`: the mean, and its standard error where there are several runs. */
export function withError({ measured, standardError }: Estimate): string {
  return `${rounded(measured)}${standardError === null || standardError === 0 ? '' : ` ±${short(standardError, 1)}`}`;
}

/** Counts of thousands need no decimals, and single ones need some. */
function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : short(value, value >= 10 ? 3 : 2);
}

/** Why a column is empty, each reason once. */
export function whyNot(columns: readonly Column[]): string[] {
  return [...new Set(columns.flatMap((column) => ('why' in column ? [` ${column.why}`] : [])))];
}

/** A block as data, a row each. */
export function jsonOf({ block, columns }: Sheet): object {
  const rows = block.rows.map((row, i) => ({
    row,
    ...(block.theory === undefined ? {} : { expected: block.theory.values[i]! }),
    ...(block.beside === undefined ? {} : { beside: Object.fromEntries(block.beside.map(({ label, values }) => [label, values[i]!])) }),
    measured: Object.fromEntries(columns.map((column) => [column.label, 'why' in column ? null : column.estimates[i]!])),
  }));
  return { title: block.title, rows };
}
