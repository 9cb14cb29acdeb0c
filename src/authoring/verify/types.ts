import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Step } from '../../course/steps.ts';
import type { Finding } from './finding.ts';
import type { Document } from './markdown.ts';
import { findCompiler } from '../../course/compiler.ts';
import { variantsOf } from '../../course/material.ts';
import { removeFolder } from '../../course/remove-folder.ts';
import { slashed } from '../../course/slashed.ts';
import { runProgram } from './programs.ts';

/** Code that must compile as if it lay beside the file of its step. */
interface Piece {
  readonly step: Step;
  /** Where it came from, and the line there that comes before its first. */
  readonly where: string;
  readonly before: number;
  readonly code: string;
}

/** The TypeScript in a lesson or its hints. */
export function snippetsIn(step: Step, document: Document): Piece[] {
  return document.fences
    .filter(({ language }) => language === 'ts')
    .map(({ line, lines }) => ({ step, where: document.where, before: line, code: lines.join('\n') }));
}

/** Do the blocks in the lessons, and the other right solutions, compile beside the reference? */
export async function checkTypes(root: string, steps: readonly Step[], snippets: readonly Piece[]): Promise<Finding[]> {
  const alternatives = steps.flatMap((step) =>
    variantsOf(root, 'alternatives', step).map(({ where, source }): Piece => ({ step, where, before: 0, code: source })),
  );
  const pieces = [...snippets, ...alternatives];
  if (pieces.length === 0) return [];
  mkdirSync(join(root, '.workshop'), { recursive: true });
  const folder = mkdtempSync(join(root, '.workshop', 'types-'));
  try {
    return await compile(root, folder, pieces);
  } finally {
    removeFolder(folder);
  }
}

async function compile(root: string, folder: string, pieces: readonly Piece[]): Promise<Finding[]> {
  const origin = new Map<string, Piece>();
  pieces.forEach((piece, i) => {
    const file = join('solutions', piece.step.folder, `piece-${i}.ts`);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    // A block without an import is a script, and scripts share their names.
    writeFileSync(join(folder, file), `${piece.code}\nexport {};\n`);
    origin.set(slashed(file), piece);
  });
  const up = slashed(relative(folder, root));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    extends: `${up}/solutions/tsconfig.json`,
    // The two are one folder to the compiler, so that relative imports find the solutions and the types.
    compilerOptions: { rootDirs: [up, '.'] },
    include: ['solutions', `${up}/steps/console.d.ts`],
  }));
  const { command, args } = await findCompiler();
  const { stdout, code } = await runProgram(command, [...args, '--noEmit', '--pretty', 'false', '--project', folder], folder);
  const findings = stdout.split('\n').flatMap((text) => {
    const [, file, line, message] = /^(\S+)\((\d+),\d+\): error TS\d+: (.*)$/.exec(text) ?? [];
    const piece = file === undefined ? undefined : origin.get(file);
    return piece === undefined ? [] : [{ where: `${piece.where}:${piece.before + Number(line)}`, problem: `does not compile: ${message}` }];
  });
  if (code !== 0 && findings.length === 0) return [{ where: 'solutions', problem: `the compiler failed: ${stdout.trim()}` }];
  return findings;
}
