import type { Change } from './progress/work.ts';
import { fileOf } from './steps.ts';

/** Prints which files changed, and how to get the old ones back. */
export function tellChange({ changed, backup }: Change, became: string, then?: string): void {
  const lines =
    changed.length === 0
      ? ['Nothing had to change: the files are like that already.']
      : [
          ...changed.map((step) => `steps/${fileOf(step)} is ${became}.`),
          `What was there is in ${backup}; npm run undo brings it back.`,
        ];
  process.stdout.write(`${[...lines, ...(then === undefined ? [] : [then])].join('\n')}\n`);
}
