/** The process that measures one step at one size: what one size leaves behind cannot slow the next. */
import { loadCode } from '../../course/load-code.ts';
import { STEPS } from '../../course/steps.ts';
import { measure, type Measured, type MeasuredStep } from './measure.ts';

export interface Task {
  /** The folder that holds the steps, absolute. */
  readonly code: string;
  readonly step: MeasuredStep;
  readonly nodes: number;
  readonly repetitions: number;
}

export type Answer = { readonly measured: Measured } | { readonly fault: string };

process.once('message', (task: Task) => {
  void answer(task).then((result) => process.send!(result, () => process.disconnect()));
});

async function answer({ code, step, nodes, repetitions }: Task): Promise<Answer> {
  try {
    const createNode = await loadCode(code, STEPS[step - 1]!);
    return { measured: measure(step, createNode, nodes, repetitions) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
