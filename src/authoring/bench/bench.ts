import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Task } from './child.ts';
import type { Measured, MeasuredGroup, MeasuredStep } from './measure.ts';
import { HEADER, LEGEND, renderRow } from './table.ts';

export interface BenchOptions {
  /** The folder that holds the code of the steps, absolute. */
  readonly code: string;
  /** How many nodes; 10^3, 10^4, 10^5 and 10^6 unless told. */
  readonly sizes?: readonly number[];
}

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const MEASURED: readonly MeasuredStep[] = [2, 4];

/**
 * A large young generation, for most of what a run allocates is dead at once. The old one may grow
 * to so many megabytes before the collector walks through all nodes, and hardly further: otherwise
 * dead messages among the nodes would double the memory of a million nodes.
 */
const HEAP_FLAGS = [
  '--max-semi-space-size=128',
  '--min-semi-space-size=128',
  '--initial-old-space-size=1000',
  '--max-old-space-size=1200',
];

/**
 * A virtual machine is slow to hand out memory for the first time: a run that grows would measure
 * that. So somebody else takes as much as a million nodes need, and gives it back, before the first.
 */
function touchMemory(): void {
  execFileSync(process.execPath, ['-e', `Buffer.alloc(${1.5e9}, 1)`]);
}

/**
 * Measures the simulator through the code of a folder, against a bare loop with the same rules, and
 * writes a table line by line. Throws an Error with a sentence when the code cannot be measured.
 */
export async function bench({ code, sizes = SIZES }: BenchOptions, write: (text: string) => void): Promise<readonly MeasuredGroup[]> {
  const all: MeasuredGroup[] = [];
  write(`${HEADER}\n`);
  touchMemory();
  for (const step of MEASURED) {
    for (const nodes of sizes) {
      const measured = await measureApart({ code, step, nodes, repetitions: repetitionsFor(nodes) });
      write(`${renderRow({ step, nodes, ...measured })}\n`);
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
