import { fileOf, STEPS } from '../../course/steps.ts';

/**
 * The step file that a file nearly is: `02-push/push.ts`, for `02-push (1)/Push.ts.txt`. Nobody reads it for
 * the other, since there may be several; but whoever misses the one is told of the other.
 */
export function nearMiss(parts: readonly string[]): string | undefined {
  const name = plain(parts.at(-1)!);
  const step = STEPS.find(({ file }) => name === file || name === file.replace(/\.ts$/, ''));
  return step === undefined ? undefined : fileOf(step);
}

/** A name without what systems, editors and browsers make of it when it is copied, downloaded or saved once more. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    // One space at a time from here on: what looks for any number of them in many places looks for hours.
    .replace(/\s+/g, ' ')
    .replace(/\.(txt|bak|orig)$/, '')
    .replace(/\.([mc]?[jt]sx?)$/, '.ts')
    .replace(/ ?\(\d+\)| ?-? ?\b(copy|kopie|copie|copia)\b( ?\d+)?/g, '')
    .replace(/[\s_]+/g, '-');
}
