import { STEPS } from '../../course/steps.ts';
import type { MeasuredGroup } from './measure.ts';

const COLUMNS = [16, 10, 12, 10, 14, 14, 8, 12, 9];
/** The names of the columns. */
export const HEADER = line(['', 'nodes', 'contacts', 'time', 'contacts/s', 'bare loop', 'factor', 'bytes/node', 'peak']);
/** What the columns mean, for below the table. */
export const LEGEND = `
time: of a run, by the clock; contacts/s: of processor time, garbage collection included
bare loop: the same rules as a loop over typed arrays; factor: how many times as fast that is
bytes/node: what the heap holds at the end of a run; peak: the most memory the process had
Medians of 9 runs (5 above 10,000 nodes, 3 above 100,000), simulator and loop in turn.
Step 02 runs until everybody knows, step 04 with k = 2 until nobody is infective. Node ${process.version}.`;

/** A result as a line under {@link HEADER}. */
export function renderRow({ step, nodes, ...measured }: MeasuredGroup): string {
  const { folder, title } = STEPS[step - 1]!;
  return line([
    `${folder.slice(0, 2)} ${title}`,
    whole(nodes),
    whole(measured.contacts),
    time(measured.milliseconds),
    whole(measured.perSecond),
    whole(measured.yardstickPerSecond),
    `${measured.factor.toFixed(1)}x`,
    whole(measured.bytesPerNode),
    `${whole(measured.peakBytes / 2 ** 20)} MB`,
  ]);
}

function line([first = '', ...others]: readonly string[]): string {
  return first.padEnd(COLUMNS[0]!) + others.map((cell, i) => cell.padStart(COLUMNS[i + 1]!)).join('');
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function time(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}
