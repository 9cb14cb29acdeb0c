import type { Submission } from './intake/take-in.ts';
import { fileOf, type Step } from '../course/steps.ts';

/** Submissions whose file of a step says the same, apart from comments and white space. */
export interface Twins {
  readonly folder: string;
  readonly names: readonly string[];
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

/**
 * Who handed in the same, step by step. What everybody starts from is not counted; nor is a verdict
 * passed: a short step has few right answers, and people may work in pairs.
 */
export function findTwins(steps: readonly Step[], submissions: readonly Submission[], starters: ReadonlyMap<string, string>): Twins[] {
  return steps.flatMap((step) => {
    const file = fileOf(step);
    const groups = new Map<string, string[]>();
    for (const { name, files } of submissions) {
      const text = files.get(file);
      if (text === undefined || normalised(text) === starters.get(file)) continue;
      const key = normalised(text);
      groups.set(key, [...(groups.get(key) ?? []), name]);
    }
    return [...groups.values()].filter((names) => names.length > 1).map((names) => ({ folder: step.folder, names }));
  });
}
