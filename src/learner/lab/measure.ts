import { join } from 'node:path';
import type { Decay } from '../../gossip/types.ts';
import type { RunFault } from '../../recording/messages.ts';
import { supervise } from '../../recording/supervise.ts';
import { STEPS } from '../../course/steps.ts';
import { exponentOf, meanOf, type Estimate } from './estimate.ts';
import type { Outcome, Report, Request } from './messages.ts';
import { FIGURES, MOST_K, TABLES, type Figure } from './tables.ts';

/** One figure of one row. Without a published figure, `paper` and `deviation` are absent. */
export interface Compared extends Estimate {
  readonly paper?: number;
  /** How far the measured figure is from the paper's, as a share of the paper's: 0.02 is 2 % above it. */
  readonly deviation?: number;
}

export interface LabRow {
  readonly k: number;
  readonly figures: Readonly<Partial<Record<Figure, Compared>>>;
  /** −ln s / m: 1 for any push. Null where nobody was left out in any run. */
  readonly exponent: number | null;
}

export interface LabTable {
  /** The number of the table in the paper; null for a variant that the paper has no table of. */
  readonly number: number | null;
  readonly title: string;
  readonly decay: Decay;
  /** False where the code does not do this variant: nothing was measured then, and there are no rows. */
  readonly written: boolean;
  readonly rows: readonly LabRow[];
}

export interface LabResult {
  readonly tables: readonly LabTable[];
  readonly fault?: RunFault;
  /** What the code printed. */
  readonly printed: string;
}

/** Plays the trials in a process of its own. `onTable` hears of each table as soon as it is complete. */
export async function runLab(request: Request, onTable: (table: LabTable) => void = () => {}, onBusy?: () => void): Promise<LabResult> {
  const tables: LabTable[] = [];
  let rows: LabRow[] = [];
  const onReport = (report: Report): void => {
    if (report.type === 'row') rows.push(rowOf(report.decay, report.k, report.outcomes));
    else if (report.type !== 'unwritten') return;
    if (report.type === 'row' && rows.length < MOST_K) return;
    const table = tableOf(report.decay, rows);
    rows = [];
    tables.push(table);
    onTable(table);
  };
  const { last, printed, epitaph } = await supervise<Report>(join(import.meta.dirname, 'child.ts'), request, {
    step: STEPS[3]!,
    code: request.code,
    stdout: 'pipe',
    onReport,
    onBusy,
  });
  const fault = last?.type === 'done' ? last.fault : { sentence: `step 04, ${epitaph}`, round: 0 };
  return { tables, printed, ...(fault === undefined ? {} : { fault }) };
}

function tableOf(decay: Decay, rows: readonly LabRow[]): LabTable {
  const published = TABLES.find((table) => table.decay === decay);
  const written = rows.length > 0;
  if (published === undefined) return { number: null, title: `push, ${decay.replace('-', ' and ')}`, decay, written, rows };
  return { number: published.number, title: published.title, decay, written, rows };
}

/** Puts the mean of `outcomes` beside what was published, where anything was. */
export function rowOf(decay: Decay, k: number, outcomes: readonly Outcome[]): LabRow {
  const table = TABLES.find((each) => each.decay === decay);
  const published = table?.rows.find((row) => row.k === k)?.figures;
  const figures: { [F in Figure]?: Compared } = {};
  for (const figure of Object.keys(FIGURES) as Figure[]) {
    const paper = published?.[figure];
    if (published !== undefined && paper === undefined) continue;
    const estimate = meanOf(outcomes.map((outcome) => outcome[figure]));
    figures[figure] = paper === undefined ? estimate : { ...estimate, paper, deviation: estimate.measured / paper - 1 };
  }
  return { k, figures, exponent: exponentOf(meanOf(outcomes.map(({ s }) => s)).measured, meanOf(outcomes.map(({ m }) => m)).measured) };
}
