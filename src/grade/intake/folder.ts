import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from './entry.ts';
import { IGNORED, IntakeError, MOST_ENTRIES } from './limits.ts';

const DEEPEST = 6;

/** What lies in a folder on disk. Nothing is read yet, and links are not followed. */
export function folderEntries(folder: string): Entry[] {
  const entries: Entry[] = [];
  const walk = (inside: string, above: string, depth: number): void => {
    for (const item of readdirSync(inside, { withFileTypes: true })) {
      const [path, name] = [join(inside, item.name), `${above}${item.name}`];
      const kind = item.isDirectory() ? 'folder' : item.isSymbolicLink() ? 'link' : item.isFile() ? 'file' : undefined;
      if (kind !== undefined) entries.push({ name, kind, bytes: (most) => readPlain(path, name, most) });
      if (entries.length > MOST_ENTRIES) throw new IntakeError(`it holds more than ${MOST_ENTRIES} files`);
      if (kind === 'folder' && depth < DEEPEST && !IGNORED.has(item.name)) walk(path, `${name}/`, depth + 1);
    }
  };
  walk(folder, '', 0);
  return entries;
}

/** Reads a file that may be changed into a link, or grow, while it is being read. */
function readPlain(path: string, name: string, most: number): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { size } = fstatSync(descriptor);
    if (!fstatSync(descriptor).isFile()) throw new IntakeError(`${name} is no plain file`);
    const bytes = Buffer.alloc(Math.min(size, most) + 1);
    let length = 0;
    for (let more = 1; more > 0 && length < bytes.length; length += more) more = readSync(descriptor, bytes, length, bytes.length - length, length);
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}
