import type { Change } from '../learner/progress/replace-files.ts';
import { fileOf } from '../course/steps.ts';

export interface ChangeTelling {
  /** The command that takes it back. */
  readonly way?: string;
  /** A last sentence. */
  readonly then?: string;
}

/** Prints which files changed, and how to get the old ones back. */
export function tellChange({ changed, backup }: Change, became: string, { way = 'node rumor undo', then }: ChangeTelling = {}): void {
  const lines =
    changed.length === 0
      ? ['Nothing had to change: the files are like that already.']
      : [
          ...changed.map((step) => `steps/${fileOf(step)} is ${became}.`),
          ...(backup === undefined ? [] : [`What was there is in ${backup}; ${way} brings it back.`]),
        ];
  process.stdout.write(`${[...lines, ...(then === undefined ? [] : [then])].join('\n')}\n`);
}
