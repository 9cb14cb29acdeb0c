import type { Decay } from '../../gossip/types.ts';
import type { Step } from '../steps.ts';

/** What code without further tasks plays, whatever is asked for. */
const REQUIRED: Decay = 'feedback-counter';

/** Does the run of a step ask for a variant that is a further task? */
export function asksForVariant(step: Step, decay: Decay): boolean {
  return step.number >= 4 && decay !== REQUIRED;
}

/** The title of a run. It names the variant where it is a further task, and what is played in its place where that is not written. */
export function runTitle(step: Step, decay: Decay, written: boolean): string {
  if (!asksForVariant(step, decay)) return step.title;
  return written ? `${step.title}, ${decay}` : `${step.title}, ${REQUIRED} (no ${decay} yet)`;
}

/** The same as a sentence, for those who see no title. */
export function unwrittenNote(decay: Decay): string {
  return `This code does not do ${decay}: it is a further task of step 04, and not written yet. What is played is ${REQUIRED}.`;
}
