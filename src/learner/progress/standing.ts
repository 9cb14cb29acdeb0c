import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { starterOf } from '../../course/gaps.ts';
import { fileOf, STEPS, type Step } from '../../course/steps.ts';

/** How far a step is. `unknown`: its tests have not been run on the files as they are now. */
export type Standing = 'done' | 'caught up' | 'open' | 'unknown';

/** What stands in the files that a step depends on. */
export interface Written {
  /** Another one whenever the step's file, an earlier one, or the tests of the step are others. */
  readonly fingerprint: string;
  readonly file: 'starter' | 'reference' | 'own' | 'missing';
  /** Every file up to this one is the reference, so that nobody need try whether the tests pass. */
  readonly allReference: boolean;
}

/** The result of the tests, and the files it is about. */
export interface Tested {
  readonly of: string;
  readonly passed: boolean;
  /** How many tests passed, the last time that was counted. */
  readonly tests?: number;
}

/** Does the step pass, and is it the learner's own work? The one answer for the loop, the list and everything else. */
export function standingOf(written: Written, tested: Tested | undefined): Standing {
  if (written.allReference) return 'caught up';
  if (written.file === 'starter' || written.file === 'missing') return 'open';
  if (tested?.of !== written.fingerprint) return 'unknown';
  if (!tested.passed) return 'open';
  return written.file === 'reference' ? 'caught up' : 'done';
}

/** The standings of all steps. */
export function standingsOf(files: readonly Written[], tested: Readonly<Record<number, Tested>>): Standing[] {
  return STEPS.map(({ number }, i) => (files[i] === undefined ? 'unknown' : standingOf(files[i], tested[number])));
}

/** Reads the files of all steps in the folder `code`. */
export function lookAt(root: string, code: string): Written[] {
  const hash = createHash('sha256');
  let allReference = true;
  return STEPS.map((step) => {
    const text = read(resolve(root, code, fileOf(step)));
    const reference = read(resolve(root, 'solutions', fileOf(step)));
    const file = kindOf(step, text, reference);
    allReference &&= file === 'reference';
    hash.update(`${text ?? ''}\0`);
    const tests = read(resolve(root, 'test', `${step.folder}.test.ts`)) ?? '';
    return { fingerprint: hash.copy().update(tests).digest('hex').slice(0, 16), file, allReference };
  });
}

function kindOf(step: Step, text: string | undefined, reference: string | undefined): Written['file'] {
  if (text === undefined) return 'missing';
  if (text === reference) return 'reference';
  return reference !== undefined && text === starterOf(reference, step.number) ? 'starter' : 'own';
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
}
