import { solutionOf } from './material.ts';
import { ROOT } from './root.ts';
import { fileOf, STEPS } from './steps.ts';

/**
 * "Organise imports" on save takes away the imports that a starter does not use yet. Then right code
 * meets a name that is not there any more, and this says where it was.
 */
export function lostImport(message: string, file: string | undefined): string[] {
  const name = /ReferenceError: (\w+) is not defined/.exec(message)?.[1];
  const step = STEPS.find((each) => file?.endsWith(fileOf(each)));
  if (name === undefined || step === undefined) return [];
  const line = solutionOf(ROOT, step).split('\n').find((each) => each.startsWith('import ') && new RegExp(`\\b${name}\\b`).test(each));
  return line === undefined ? [] : [`The file began with its import, which an editor may have taken away on saving: ${line}`];
}
