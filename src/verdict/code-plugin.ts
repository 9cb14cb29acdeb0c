import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Plugin } from 'vitest/config';
import { slashed } from '../course/slashed.ts';
import { LOADING_BEGINS, LOADING_ENDS } from './heartbeat.ts';

/**
 * The one door through which code under test comes in.
 *
 * The tests import from `steps/`, so that go-to-definition lands in the learner's file. This plugin
 * leads those imports to another folder of the same shape: the solutions, or somebody's submission.
 * `standIns` holds sources that are read in place of single step files (`02-push/push.ts`): a wrong
 * solution, say. The map may change between two runs; the files it names must then be invalidated.
 */
export function codeFrom(root: string, folder: string, standIns: ReadonlyMap<string, string> = new Map()): Plugin {
  const steps = join(root, 'steps');
  const code = resolve(root, folder);

  return {
    name: 'rumor-has-it:code',
    enforce: 'pre',
    // Whatever configuration lies beside somebody's code has no say in how it is read.
    config: () => ({ tsconfig: slashed(join(root, 'tsconfig.json')) }),
    resolveId(source, importer) {
      if (!source.startsWith('.') || importer === undefined) return null;
      const from = isInside(code, importer) ? join(steps, relative(code, importer)) : importer;
      const target = resolve(dirname(from), source);
      if (!isInside(steps, target)) return from === importer ? null : slashed(target);
      return slashed(join(code, relative(steps, target)));
    },
    load(id) {
      const file = slashed(relative(code, resolve(id)));
      return standIns.get(file);
    },
    // No line of it moves. Its imports come first all the same, and say this for themselves.
    transform(text, id) {
      if (!isInside(code, id)) return null;
      return { code: `${LOADING_BEGINS}${text}\n${LOADING_ENDS}`, map: null };
    },
  };
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}
