import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CellResult } from './run-cell.ts';

/** Remembers results, so that an interrupted run goes on where it was, and the same code is run once. */
export interface Store {
  get(key: string): CellResult | undefined;
  set(key: string, result: CellResult): void;
}

/** Where a line begins in the file, and how long it is, in bytes. */
interface Line {
  readonly at: number;
  readonly length: number;
}

/**
 * Results go to a file, one JSON text a line: what was written before a crash stands. Only where each of
 * them lies is kept in memory. `fresh` forgets them.
 */
export function openStore(file: string, options: { readonly fresh: boolean }): Store {
  if (options.fresh) rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true });
  const lines = linesIn(file);
  return {
    get(key) {
      const line = lines.get(key);
      return line === undefined ? undefined : parsed(bytesAt(file, line), key);
    },
    set(key, result) {
      const text = Buffer.from(`${JSON.stringify([key, result])}\n`);
      appendFileSync(file, text);
      lines.set(key, { at: statSync(file).size - text.length, length: text.length });
    },
  };
}

const CHUNK = 1 << 20;
/** What a line begins with: `["`, a key in hexadecimal digits, `",`. */
const KEY = /^\["([0-9a-f]{64})",/;
const KEY_LENGTH = 68;

function linesIn(file: string): Map<string, Line> {
  const lines = new Map<string, Line>();
  // Makes the file where there is none.
  const descriptor = openSync(file, 'a+');
  const chunk = Buffer.alloc(CHUNK);
  let start = 0;
  let head = '';
  let seen = 0;
  for (let read = readSync(descriptor, chunk, 0, CHUNK, 0); read > 0; read = readSync(descriptor, chunk, 0, CHUNK, seen)) {
    for (let at = 0; at < read; ) {
      const end = chunk.subarray(0, read).indexOf(10, at);
      const stop = end === -1 ? read : end;
      head += chunk.toString('latin1', at, Math.min(stop, at + KEY_LENGTH - head.length));
      at = stop + 1;
      if (end === -1) break;
      const key = KEY.exec(head)?.[1];
      if (key !== undefined) lines.set(key, { at: start, length: seen + at - start });
      [start, head] = [seen + at, ''];
    }
    seen += read;
  }
  closeSync(descriptor);
  // What was being written when an earlier run was interrupted must not swallow what comes next.
  if (start < seen) appendFileSync(file, '\n');
  return lines;
}

function bytesAt(file: string, { at, length }: Line): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at));
  } finally {
    closeSync(descriptor);
  }
}

/** Undefined for what is no result of this name: another grader may have written to the file too. */
function parsed(line: Buffer, key: string): CellResult | undefined {
  try {
    const [name, result] = JSON.parse(line.toString()) as [string, CellResult];
    return name === key ? result : undefined;
  } catch {
    return undefined;
  }
}

/** Names a unit of work by everything that its result depends on. */
export function keyOf(fingerprint: string, step: string, modules: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(modules).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify([fingerprint, step, sorted])).digest('hex');
}
