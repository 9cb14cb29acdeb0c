import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CellResult } from './run-cell.ts';

/** Remembers results, so that an interrupted run goes on where it was, and the same code is run once. */
export interface Store {
  get(key: string): CellResult | undefined;
  set(key: string, result: CellResult): void;
}

/** Results go to a file, one JSON text a line: what was written before a crash stands. `fresh` forgets them. */
export function openStore(file: string, options: { readonly fresh: boolean }): Store {
  if (options.fresh) rmSync(file, { force: true });
  const known = new Map<string, CellResult>(existsSync(file) ? readLines(file) : []);
  mkdirSync(dirname(file), { recursive: true });
  return {
    get: (key) => known.get(key),
    set(key, result) {
      known.set(key, result);
      appendFileSync(file, `${JSON.stringify([key, result])}\n`);
    },
  };
}

function readLines(file: string): [string, CellResult][] {
  return readFileSync(file, 'utf8').split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as [string, CellResult]];
    } catch {
      // The last line of a run that was interrupted while writing it.
      return [];
    }
  });
}

/** Names a unit of work by everything that its result depends on. */
export function keyOf(fingerprint: string, step: string, modules: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(modules).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify([fingerprint, step, sorted])).digest('hex');
}
