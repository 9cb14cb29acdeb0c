import { existsSync, readFileSync } from 'node:fs';

/** The first thing that a test imports from the step's file and that `source` does not export. */
export function missingExport(test: string, file: string, source: string): string | undefined {
  const given = exportsOf(source);
  return given === undefined ? undefined : importsOf(test, file).find((name) => !given.has(name));
}

/** The same for files; a file that is not there misses nothing by itself. */
export function missingExportIn(testFile: string, file: string, codeFile: string, standIn?: string): string | undefined {
  const source = standIn ?? (existsSync(codeFile) ? readFileSync(codeFile, 'utf8') : undefined);
  return source === undefined || !existsSync(testFile) ? undefined : missingExport(readFileSync(testFile, 'utf8'), file, source);
}

/** The values, not the types, that `test` imports from the step's own file. */
function importsOf(test: string, file: string): string[] {
  const imports = [...test.matchAll(/^import \{([^}]*)\} from '\.\.\/steps\/(.+?)';\r?$/gm)];
  const names = imports.filter(([, , from]) => from === file).flatMap(([, list]) => list!.split(','));
  return names.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type '));
}

const DECLARED = /^\s*export\s+(?:async\s+)?(?:const|let|var|function\*?|class)\s+([\w$]+)/gm;
const LISTED = /^\s*export\s*\{([^}]*)\}/gm;

/** What is exported by name. Undefined when that cannot be read off the text. */
function exportsOf(source: string): Set<string> | undefined {
  if (/^\s*export\s*\*|^\s*export\s+(?:const|let|var)\s*[{[]/m.test(source)) return undefined;
  const listed = [...source.matchAll(LISTED)].flatMap(([, list]) => list!.split(','));
  const names = listed.map((name) => name.trim().split(/\s+as\s+/).at(-1)!);
  return new Set([...names, ...[...source.matchAll(DECLARED)].map(([, name]) => name!)]);
}
