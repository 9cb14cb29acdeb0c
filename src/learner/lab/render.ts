import { exponentOf } from './estimate.ts';
import type { Compared, LabRow, LabTable } from './measure.ts';
import { FIGURES, TABLES, type Figure } from './tables.ts';

const COLUMNS = ['k', 'paper', 'measured', 'std error', 'deviation'] as const;
const WIDTHS = [3, 10, 11, 12, 12] as const;

/** A table as lines of text, at most 70 characters wide: a block for each figure, a line for each k. */
export function renderTable(table: LabTable): string[] {
  return table.written ? measuredTable(table) : unwrittenTable(table);
}

/** What was published, and that there is nothing to put beside it. */
function unwrittenTable({ number, title, decay }: LabTable): string[] {
  const rows = TABLES.find((each) => each.decay === decay)?.rows ?? [];
  const figures = (Object.keys(FIGURES) as Figure[]).filter((figure) => rows[0]?.figures[figure] !== undefined);
  return [
    headingOf(number, title),
    '',
    ` Your step 04 does not do this variant (decay ${decay}): it is a further`,
    ' task, and not written yet. So there is nothing to measure.',
    ...figures.flatMap((figure) => ['', ` ${figure}, ${FIGURES[figure]}`, cells(COLUMNS), ...rows.map(({ k, figures: paper }) => cells([String(k), String(paper[figure]), '-', '-', 'not written']))]),
  ];
}

function measuredTable(table: LabTable): string[] {
  const figures = (Object.keys(FIGURES) as Figure[]).filter((figure) => table.rows[0]?.figures[figure] !== undefined);
  return [
    headingOf(table.number, table.title),
    ...figures.flatMap((figure) => ['', ` ${figure}, ${FIGURES[figure]}`, cells(COLUMNS), ...table.rows.map((row) => figureLine(row.k, row.figures[figure]!))]),
    '',
    ' −ln s / m: 1 for any push, as s = e^(−m)',
    cells(['k', 'paper', 'measured']),
    ...table.rows.map(exponentLine),
  ];
}

export function headingOf(number: number | null, title: string): string {
  return `${number === null ? 'No table of the paper' : `Table ${number}`}: ${title}`;
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
export function short(value: number, digits = 3): string {
  if (value === 0) return '0';
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 8));
}

export function percent(share: number): string {
  const text = (share * 100).toFixed(1);
  return `${share > 0 ? '+' : ''}${text} %`;
}
