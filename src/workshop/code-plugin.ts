import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Plugin } from 'vitest/config';

/**
 * The one door through which code under test comes in.
 *
 * The tests import from `steps/`, so that go-to-definition lands in the learner's file. This plugin
 * leads those imports to another folder of the same shape: the solutions, or somebody's submission.
 * `replaced` puts single files in place of theirs: a mutant stands where `steps/…` would. Whatever
 * the files import in turn is resolved as if they lay in `steps/`.
 */
export function codeFrom(root: string, folder: string, replaced: Readonly<Record<string, string>> = {}): Plugin {
  const steps = join(root, 'steps');
  const code = resolve(root, folder);
  const stepFileOf = new Map(Object.entries(replaced).map(([step, file]) => [resolve(root, file), join(steps, step)]));
  const replacement = new Map([...stepFileOf].map(([file, step]) => [step, file]));

  const asIfInSteps = (file: string): string =>
    stepFileOf.get(file) ?? (isInside(code, file) ? join(steps, relative(code, file)) : file);

  return {
    name: 'rumor-has-it:code',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.startsWith('.') || importer === undefined) return null;
      const from = asIfInSteps(importer);
      const target = resolve(dirname(from), source);
      if (!isInside(steps, target)) return from === importer ? null : target;
      return replacement.get(target) ?? join(code, relative(steps, target));
    },
  };
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}
