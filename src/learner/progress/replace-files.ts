/**
 * The learner's files, replaced. Nothing here uses git, and nothing is
 * overwritten before it has been copied to `.workshop/backups/<time>/`.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { starterOf } from '../../course/gaps.ts';
import { fileOf, type Step, STEPS } from '../../course/steps.ts';
import { UsageError } from '../../terminal/usage.ts';
import { backUp, type Reason } from './backups.ts';

/** What was done: which step files changed, and where the old ones are. */
export interface Change {
  readonly changed: readonly Step[];
  /** Relative to the root; absent when nothing had to change, or nothing was there to keep. */
  readonly backup?: string;
}

/** Puts the solutions of the steps before `step` into `steps/`. */
export function catchUp(root: string, step: Step, now: Date): Change {
  if (step.number === 1) throw new UsageError('there is nothing to catch up before step 1');
  return replace(root, STEPS.slice(0, step.number - 1), (earlier) => solution(root, earlier), now, { why: `catch-up to step ${step.number}` });
}

/** Puts steps back to where they started. */
export function reset(root: string, steps: readonly Step[], now: Date): Change {
  return replace(root, steps, (step) => starterOf(solution(root, step), step.number), now, { why: 'reset' });
}

function solution(root: string, step: Step): string {
  return readFileSync(join(root, 'solutions', fileOf(step)), 'utf8').replaceAll('\r\n', '\n');
}

/** Puts other texts in place, after a backup of those that differ. */
export function replace(root: string, steps: readonly Step[], wanted: (step: Step) => string, now: Date, reason: Reason): Change {
  const texts = steps.map((step) => [step, wanted(step)] as const);
  const different = texts.filter(([step, text]) => current(root, step) !== text);
  if (different.length === 0) return { changed: [] };
  const changed = different.map(([step]) => step);
  const backup = backUp(root, changed, now, reason);
  for (const [step, text] of different) writeWhole(join(root, 'steps', fileOf(step)), text);
  return { changed, ...(backup === undefined ? {} : { backup }) };
}

function current(root: string, step: Step): string | undefined {
  const file = join(root, 'steps', fileOf(step));
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
}

/** A crash half-way leaves the old file or the new one. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
