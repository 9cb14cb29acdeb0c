import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, type Dirent } from 'node:fs';
import { sep } from 'node:path';
import type { Entry } from './entry.ts';
import { IntakeError, MOST_ENTRIES, NEVER_ENTERED } from './limits.ts';
import { nameReader } from './names.ts';

const DEEPEST = 6;

/** What lies in a folder on disk. Nothing is read yet, and links are not followed. Names on disk may be no UTF-8, so paths are bytes. */
export function folderEntries(folder: string): Entry[] {
  const entries: Entry[] = [];
  const readName = nameReader();
  const walk = (inside: Buffer, above: Buffer, depth: number): void => {
    for (const item of readdirSync(inside, { withFileTypes: true, encoding: 'buffer' })) {
      const [path, raw] = [Buffer.concat([inside, Buffer.from(sep), item.name]), Buffer.concat([above, item.name])];
      const [kind, { name, inCodePage }] = [kindOf(item), readName(raw)];
      entries.push({ name, inCodePage, kind, bytes: (most) => readPlain(path, name, most) });
      if (entries.length > MOST_ENTRIES) throw new IntakeError(`it holds more than ${MOST_ENTRIES} files`);
      if (kind === 'folder' && depth < DEEPEST && !NEVER_ENTERED.has(item.name.toString())) walk(path, Buffer.concat([raw, Buffer.from('/')]), depth + 1);
    }
  };
  walk(Buffer.from(folder), Buffer.alloc(0), 0);
  return entries;
}

function kindOf(item: Dirent<Buffer>): Entry['kind'] {
  if (item.isDirectory()) return 'folder';
  if (item.isSymbolicLink()) return 'link';
  return item.isFile() ? 'file' : 'special';
}

/** Reads a file that may be changed into a link or a pipe, or grow, while it is being read. Answers with one byte more than `most` where there are more. */
export function readPlain(path: string | Buffer, name: string, most: number): Buffer {
  // Opening a pipe would wait for somebody to write to it.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
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
