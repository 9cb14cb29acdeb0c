import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBench, type Bench } from '../../../src/grade/judge.ts';
import type { CellResult } from '../../../src/grade/run-cell.ts';
import type { Store } from '../../../src/grade/store.ts';
import { ROOT } from '../../../src/course/root.ts';
import { fileOf, STEPS, type Step } from '../../../src/course/steps.ts';

/** A store that forgets everything when the test is over. */
export function storeInMemory(): Store {
  const known = new Map<string, CellResult>();
  return { get: (key) => known.get(key), set: (key, result) => void known.set(key, result) };
}

/** A bench for the first `count` steps. */
export function benchFor(count: number): Promise<Bench> {
  return openBench(STEPS.slice(0, count), storeInMemory());
}

export function solutionOf(step: Step): string {
  return readFileSync(join(ROOT, 'solutions', fileOf(step)), 'utf8');
}
