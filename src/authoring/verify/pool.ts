import { availableParallelism } from 'node:os';
import type { Step } from '../../course/steps.ts';
import type { StepOutcome } from '../../verdict/outcome.ts';
import { TestRunner, type RunOptions } from '../../verdict/runner.ts';

const MOST_RUNNERS = 4;

/** Warm test runners, as many as the machine has use for. */
export class RunnerPool {
  readonly #free: TestRunner[] = [];
  readonly #all: TestRunner[] = [];
  readonly #waiting: ((runner: TestRunner) => void)[] = [];

  /** Unless `most` is fewer, for where there is little to run: to open a runner takes a second. */
  static async open(root: string, most = MOST_RUNNERS): Promise<RunnerPool> {
    const pool = new RunnerPool();
    const size = Math.min(most, MOST_RUNNERS, availableParallelism());
    for (let i = 0; i < size; i++) pool.#all.push(await TestRunner.open({ root, code: 'solutions', ahead: true }));
    pool.#free.push(...pool.#all);
    return pool;
  }

  /** Runs the tests of a step against the solutions, as soon as a runner is free. */
  async run(step: Step, options: RunOptions): Promise<StepOutcome> {
    const runner = this.#free.pop() ?? (await new Promise<TestRunner>((resolve) => this.#waiting.push(resolve)));
    try {
      return await runner.run(step, options);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(runner);
      else next(runner);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((runner) => runner.close()));
  }
}
