import { STEPS, type Step } from './steps.ts';
import { UsageError } from '../terminal/usage.ts';

/** The step that `text` names: `3`, `03` or `03-merge`. */
export function pickStep(text: string | undefined): Step {
  const allowed = `a step from 1 to ${STEPS.length}`;
  if (text === undefined) throw new UsageError(`which step? Give ${allowed}`);
  const step = STEPS.find(({ number, folder }) => text === folder || (/^\d{1,2}$/.test(text) && Number(text) === number));
  if (step === undefined) throw new UsageError(`there is no step ${JSON.stringify(text)}; give ${allowed}`);
  return step;
}

/** The only positional argument is a step. */
export function onlyStep(positionals: readonly string[]): Step {
  if (positionals.length > 1) throw new UsageError(`one step at a time; there is ${positionals.slice(1).join(' ')} after it`);
  return pickStep(positionals[0]);
}
