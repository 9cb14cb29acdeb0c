import { createHash } from 'node:crypto';
import type { Submission } from './intake/take-in.ts';
import { fileOf, type Step } from '../course/steps.ts';

/** Submissions whose file of a step says the same, apart from comments and white space. */
export interface Twins {
  readonly folder: string;
  readonly names: readonly string[];
  /** It is the workshop's own solution, which catch-up puts there and anybody can read. */
  readonly solution?: true;
}

/**
 * What a file says, without comments, and with white space only where it parts two words. What is never closed
 * is closed by the end: whoever looks for the end in vain, and begins anew one character on, looks for hours.
 */
export function normalised(source: string): string {
  return source
    .replace(/("(?:[^"\\\n]|\\[^]?)*"?|'(?:[^'\\\n]|\\[^]?)*'?|`(?:[^`\\]|\\[^]?)*`?)|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g, (_, text: string | undefined) => text ?? ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?([^\w$\s]) ?/g, '$1')
    .trim();
}

/** What the step files of somebody say, a few bytes by step folder: a class of files need not be kept. What everybody starts from is left out. */
export function fingerprintsOf(steps: readonly Step[], { files }: Pick<Submission, 'files'>, starters: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    steps.flatMap((step) => {
      const text = files.get(fileOf(step));
      const said = text === undefined ? undefined : normalised(text);
      return said === undefined || said === starters.get(fileOf(step)) ? [] : [[step.folder, createHash('sha256').update(said).digest('hex')]];
    }),
  );
}

/**
 * Who handed in the same, step by step, or the workshop's own solution. No verdict is passed: a short
 * step has few right answers, and people may work in pairs.
 *
 * @param solutions the fingerprints of the solutions
 */
export function findTwins(
  steps: readonly Step[],
  submissions: readonly { readonly name: string; readonly fingerprints: ReadonlyMap<string, string> }[],
  solutions: ReadonlyMap<string, string>,
): Twins[] {
  return steps.flatMap(({ folder }) => {
    const groups = new Map<string, string[]>();
    for (const { name, fingerprints } of submissions) {
      const said = fingerprints.get(folder);
      if (said !== undefined) groups.set(said, [...(groups.get(said) ?? []), name]);
    }
    return [...groups].flatMap(([said, names]): Twins[] => {
      if (said === solutions.get(folder)) return [{ folder, names, solution: true }];
      return names.length > 1 ? [{ folder, names }] : [];
    });
  });
}
