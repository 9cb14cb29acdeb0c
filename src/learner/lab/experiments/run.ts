import { join } from 'node:path';
import type { RunFault } from '../../../recording/messages.ts';
import { supervise } from '../../../recording/supervise.ts';
import { STEPS } from '../../../course/steps.ts';
import { meanOf, type Estimate } from '../estimate.ts';
import { stepsOf, type Block, type Experiment } from './experiment.ts';
import type { Report, Request } from './messages.ts';

/** What came of one column: an estimate a row, or why there is none. */
export type Column = { readonly label: string; readonly estimates: readonly Estimate[] } | { readonly label: string; readonly why: string };

/** A block, with what was measured. */
export interface Sheet {
  readonly block: Block;
  readonly columns: readonly Column[];
}

export interface ExperimentResult {
  readonly sheets: readonly Sheet[];
  readonly fault?: RunFault;
  /** What the code printed. */
  readonly printed: string;
}

/** Plays an experiment in a process of its own. `onSheet` hears of each block as soon as it is complete. */
export async function runExperiment(request: Request, experiment: Experiment, onSheet: (sheet: Sheet) => void = () => {}, onBusy?: () => void): Promise<ExperimentResult> {
  const sheets: Sheet[] = [];
  let columns: Column[] = [];
  const onReport = (report: Report): void => {
    if (report.type !== 'measured' && report.type !== 'unwritten') return;
    const block = experiment.blocks[report.block]!;
    const { label } = block.series[report.series]!;
    columns.push(report.type === 'unwritten' ? { label, why: report.why } : { label, estimates: block.rows.map((_, row) => meanOf(report.outcomes.map((outcome) => outcome[row]!))) });
    if (columns.length < block.series.length) return;
    const sheet = { block, columns };
    columns = [];
    sheets.push(sheet);
    onSheet(sheet);
  };
  const step = STEPS[stepsOf(experiment).at(-1)! - 1]!;
  const { last, printed, epitaph } = await supervise<Report>(join(import.meta.dirname, 'child.ts'), request, { step, code: request.code, stdout: 'pipe', onReport, onBusy });
  const fault = last?.type === 'done' ? last.fault : { sentence: epitaph, round: 0 };
  return { sheets, printed, ...(fault === undefined ? {} : { fault }) };
}
