import { exponentOf } from './estimate.ts';
import type { Compared, LabRow, LabTable } from './measure.ts';
import { FIGURES, type Figure } from './tables.ts';

const COLUMNS = ['k', 'paper', 'measured', 'std error', 'deviation'] as const;
const WIDTHS = [3, 10, 11, 12, 12] as const;

/** A table as lines of text, at most 70 characters wide: a block for each figure, a line for each k. */
export function renderTable(table: LabTable): string[] {
  const figures = (Object.keys(FIGURES) as Figure[]).filter((figure) => table.rows[0]?.figures[figure] !== undefined);
  const name = table.number === null ? 'No table of the paper' : `Table ${table.number}`;
  return [
    `${name}: ${table.title}`,
    ...figures.flatMap((figure) => ['', ` ${figure}, ${FIGURES[figure]}`, cells(COLUMNS), ...table.rows.map((row) => figureLine(row.k, row.figures[figure]!))]),
    '',
    ' −ln s / m: 1 for any push, as s = e^(−m)',
    cells(['k', 'paper', 'measured']),
    ...table.rows.map(exponentLine),
  ];
}

function figureLine(k: number, { paper, measured, standardError, deviation }: Compared): string {
  return cells([
    String(k),
    paper === undefined ? '-' : String(paper),
    short(measured),
    standardError === null ? '-' : short(standardError, 2),
    deviation === undefined ? '-' : percent(deviation),
  ]);
}

function exponentLine({ k, figures, exponent }: LabRow): string {
  const { s, m } = figures;
  const paper = s?.paper === undefined || m?.paper === undefined ? null : exponentOf(s.paper, m.paper);
  return cells([String(k), paper === null ? '-' : paper.toFixed(2), exponent === null ? '-' : exponent.toFixed(3)]);
}

function cells(texts: readonly string[]): string {
  return texts.map((text, column) => text.padStart(WIDTHS[column]!)).join('');
}

/** So many digits that count, and never in the form 1e-7. */
function short(value: number, digits = 3): string {
  if (value === 0) return '0';
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 8));
}

function percent(share: number): string {
  const text = (share * 100).toFixed(1);
  return `${share > 0 ? '+' : ''}${text} %`;
}
