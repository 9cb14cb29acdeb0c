import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The TypeScript compiler: a program, and the arguments that come first. */
export interface Compiler {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * The compiler itself. The script that TypeScript installs as `tsc` starts it as a child, and whoever ends
 * the script leaves the child running.
 */
export async function findCompiler(): Promise<Compiler> {
  const folder = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  try {
    const { default: exePath } = (await import(pathToFileURL(join(folder, 'lib', 'getExePath.js')).href)) as { default: () => string };
    return { command: exePath(), args: [] };
  } catch {
    // Another version of TypeScript may keep it elsewhere.
    return { command: process.execPath, args: [join(folder, 'bin', 'tsc')] };
  }
}
