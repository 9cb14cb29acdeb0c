import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { STEPS } from '../steps.ts';
import type { Answer, Task } from './child.ts';
import type { Measured, MeasuredStep } from './measure.ts';

export interface BenchOptions {
  /** The folder that holds the code of the steps, absolute. */
  readonly code: string;
  /** How many nodes; 10^3, 10^4, 10^5 and 10^6 unless told. */
  readonly sizes?: readonly number[];
}

/** One line of the table. */
export interface MeasuredGroup extends Measured {
  readonly step: MeasuredStep;
  readonly nodes: number;
}

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const MEASURED: readonly MeasuredStep[] = [2, 4];

/**
 * A large young generation, for most of what a run allocates is dead at once. The old one may grow
 * to so many megabytes before the collector walks through all nodes, and hardly further: otherwise
 * dead messages among the nodes would double the memory of a million nodes.
 */
const HEAP_FLAGS = [
  '--max-semi-space-size=64',
  '--min-semi-space-size=64',
  '--initial-old-space-size=1000',
  '--max-old-space-size=1200',
];

/**
 * Measures the simulator through the code of a folder, against a bare loop with the same rules, and
 * writes a table line by line. Throws an Error with a sentence when the code cannot be measured.
 */
export async function bench({ code, sizes = SIZES }: BenchOptions, write: (text: string) => void): Promise<readonly MeasuredGroup[]> {
  const all: MeasuredGroup[] = [];
  write(`${HEADER}\n`);
  for (const step of MEASURED) {
    for (const nodes of sizes) {
      const measured = await measureApart({ code, step, nodes, repetitions: repetitionsFor(nodes) });
      write(`${row(step, nodes, measured)}\n`);
      all.push({ step, nodes, ...measured });
    }
  }
  write(`${LEGEND}\n`);
  return all;
}

function repetitionsFor(nodes: number): number {
  if (nodes <= 10_000) return 9;
  return nodes <= 100_000 ? 5 : 3;
}

async function measureApart(task: Task): Promise<Measured> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [], {
    execArgv: ['--import', import.meta.resolve('tsx'), '--expose-gc', ...HEAP_FLAGS],
  });
  const answers: Answer[] = [];
  child.on('message', (answer: Answer) => answers.push(answer));
  child.send(task);
  const [code, signal] = await once(child, 'close');
  const answer = answers[0] ?? { fault: `the process that measured ended without an answer (${signal ?? `exit code ${code}`})` };
  if ('fault' in answer) throw new Error(`step ${task.step}, ${task.nodes} nodes: ${answer.fault}`);
  return answer.measured;
}

const COLUMNS = [16, 10, 12, 10, 14, 14, 8, 12, 9];
const HEADER = line(['', 'nodes', 'contacts', 'time', 'contacts/s', 'bare loop', 'factor', 'bytes/node', 'peak']);
const LEGEND = `
time: of a run, by the clock; contacts/s: of processor time, garbage collection included
bare loop: the same rules as a loop over typed arrays; factor: how many times as fast that is
bytes/node: what the heap holds at the end of a run; peak: the most memory the process had
Medians of 9 runs (5 above 10,000 nodes, 3 above 100,000), simulator and loop in turn.
Step 02 runs until everybody knows, step 04 with k = 2 until nobody is infective. Node ${process.version}.`;

function row(step: MeasuredStep, nodes: number, measured: Measured): string {
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
