import { join } from 'node:path';
import type { Film } from '../view/film/film.ts';
import { STEPS } from '../course/steps.ts';
import type { RunRequest } from '../course/run/request.ts';
import { READER_GONE, type Outcome, type Report } from './messages.ts';
import { supervise } from './supervise.ts';

/** A run of somebody's code, recorded to its end or to the point where it failed. */
export interface Recording extends Outcome {
  readonly film?: Film;
  /** What the code printed. */
  readonly printed: string;
}

/** Plays a scenario through the code of a folder, in a process of its own. `onBusy`: the machine is so busy that it takes longer. */
export async function record(request: RunRequest, onBusy?: () => void): Promise<Recording> {
  const { last, printed, exitCode, epitaph } = await supervise<Report>(join(import.meta.dirname, 'child.ts'), request, {
    step: STEPS[request.step - 1]!,
    code: request.code,
    stdout: request.trace ? 'inherit' : 'pipe',
    onBusy,
  });
  if (last?.type === 'done') {
    const { type: _, ...recorded } = last;
    return { printed, ...recorded };
  }
  if (exitCode === READER_GONE) return { printed };
  return { printed, fault: { sentence: epitaph, round: last?.type === 'playing' ? last.round : 0 } };
}
