import { fileOf, type Step } from '../../course/steps.ts';
import { RunnerPool } from './pool.ts';
import { runSolution } from './runs.ts';
import type { Report } from './verify.ts';

/** Runs the solution of each step under the outer seeds 1 … `times`. */
export async function* soak(root: string, steps: readonly Step[], times: number): AsyncGenerator<Report> {
  const pool = await RunnerPool.open(root);
  try {
    for (const step of steps) {
      const seeds = Array.from({ length: times }, (_, i) => i + 1);
      const problems = await Promise.all(seeds.map((seed) => runSolution(step, pool, seed)));
      const findings = problems.flatMap((found, i) =>
        found.map((problem) => ({ where: `solutions/${fileOf(step)}`, problem: `under outer seed ${seeds[i]}, ${problem}` })),
      );
      const passed = problems.filter((found) => found.length === 0).length;
      yield { step, findings, checked: [`solution passed ${passed} of ${times} runs`] };
    }
  } finally {
    await pool.close();
  }
}
