import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { ROOT } from './root.ts';
import { fileOf, type Step } from './steps.ts';
import { truePath } from './true-path.js';
import { UsageError, type Flag } from '../terminal/usage.ts';

/** The absolute path, without links, of a folder that holds the code of `step`. A name without a slash may be `steps` or `solutions`. */
export function codeFolder(named: string, step: Step): string {
  const folder = isAbsolute(named) ? named : [resolve(named), join(ROOT, named)].find((path) => existsSync(path));
  if (folder === undefined || !existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UsageError(`--code ${named}: there is no such folder; allowed: steps, solutions, or a folder of that shape`);
  }
  if (!existsSync(join(folder, fileOf(step)))) {
    throw new UsageError(`--code ${named}: that folder has no ${fileOf(step)}`);
  }
  return truePath(folder);
}

export const codeFlag: Flag = {
  type: 'string',
  value: 'FOLDER',
  help: 'whose code: steps (yours, the default), solutions, or any folder of that shape',
};
