import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readText } from '../../course/material.ts';

/** A file of code, as far as others can see it. */
export interface Module {
  /** Relative to the root, with slashes. */
  readonly where: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
}

export interface Import {
  /** The file that is imported, relative to the root; a package by its name. */
  readonly target: string;
  /** What is taken from it; undefined where it is all of it. */
  readonly names: readonly string[] | undefined;
  readonly line: number;
}

export interface Export {
  readonly name: string;
  /** Is it a type, and gone at run time? */
  readonly type: boolean;
  readonly line: number;
}

const CODE = /(?<!\.d)\.(ts|js)$/;
/** `import …` and `export … from` at the start of a line; `import('…')` anywhere. */
const FROM = /^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s+'([^']+)'/gm;
const BARE = /^import\s+'([^']+)'/gm;
const LATE = /\bimport\('([^']+)'\)/g;
/** A file that is loaded by its address: `new URL('at-once.js', import.meta.url)`, `join(import.meta.dirname, 'child.ts')` … */
const BY_ADDRESS = /(?:new URL\(|join\((import\.meta\.dirname|HERE|ROOT), )((?:'[\w-]+', )*'[\w./-]+\.(?:ts|js)')/g;
const EXPORT = /^export\s+(?:async\s+)?(function\*?|const|let|class|interface|type|enum)\s+(\w+)/gm;

/** All files of code below the folders, by name; a file stands for itself. */
export function modulesIn(root: string, folders: readonly string[]): Module[] {
  return folders.flatMap((folder) => codeIn(root, folder)).map((where) => moduleOf(where, readText(root, where)));
}

function moduleOf(where: string, text: string): Module {
  const code = withoutComments(text);
  const lineAt = (index: number): number => code.slice(0, index).split('\n').length;
  const import_ = (path: string, names: readonly string[] | undefined, index: number): Import => ({ target: targetOf(where, path), names, line: lineAt(index) });
  return {
    where,
    text: code,
    imports: [
      ...[...code.matchAll(FROM)].map((match) => import_(match[3]!, namesIn(match[2]!), match.index)),
      ...[...code.matchAll(BARE), ...code.matchAll(LATE)].map((match) => import_(match[1]!, undefined, match.index)),
      ...[...code.matchAll(BY_ADDRESS)].map((match) => ({ target: addressOf(where, match[1], match[2]!), names: undefined, line: lineAt(match.index) })),
    ],
    exports: [...code.matchAll(EXPORT)].map((match) => ({ name: match[2]!, type: ['interface', 'type'].includes(match[1]!), line: lineAt(match.index) })),
  };
}

/** `{ a, type B, c as d }` takes a, B and c. Anything else may take all. */
function namesIn(clause: string): readonly string[] | undefined {
  const braces = /^\{([\s\S]*)\}$/.exec(clause.trim());
  return braces?.[1]!.split(',').map((each) => each.trim().replace(/^type\s+/, '').replace(/\s+as\s+\w+$/, '')).filter((name) => name !== '');
}

/** … `'cell', 'cell.ts'` from the file itself, or from the root. */
function addressOf(where: string, base: string | undefined, parts: string): string {
  const path = parts.replaceAll("', '", '/').slice(1, -1);
  return base === 'ROOT' ? path : targetOf(where, `./${path}`);
}

function targetOf(where: string, path: string): string {
  return path.startsWith('.') ? posix.normalize(posix.join(posix.dirname(where), path)) : path;
}

/** Comments may quote imports. Lines stay where they are. */
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ''));
}

function codeIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  if (CODE.test(folder)) return [folder];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const where = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : codeIn(root, where);
      return CODE.test(entry.name) ? [where] : [];
    });
}
