import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, type Step } from './steps.ts';
import { headerOf, type Header } from './header.ts';

/** A whole solution, right or wrong, that stands beside the reference. */
export interface Variant {
  /** Relative to the root, with slashes. */
  readonly where: string;
  readonly name: string;
  readonly source: string;
  readonly header: Header;
}

/** Reads a file below `root`, with the line ends of this repository. */
export function readText(root: string, where: string): string {
  return readFileSync(join(root, where), 'utf8').replaceAll('\r\n', '\n');
}

export function solutionOf(root: string, step: Step): string {
  return readText(root, `solutions/${fileOf(step)}`);
}

/** The wrong solutions (`mutants`) or the other right ones (`alternatives`) of a step, by name. */
export function variantsOf(root: string, kind: 'mutants' | 'alternatives', step: Step): Variant[] {
  const folder = `test/${kind}/${step.folder}`;
  return filesIn(root, folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const where = `${folder}/${name}`;
      const source = readText(root, where);
      return { where, name, source, header: headerOf(source) };
    });
}

/** The names in a folder, sorted; none if there is no such folder. */
export function filesIn(root: string, folder: string): string[] {
  return existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
}
