import { gunzipSync } from 'node:zlib';
import type { Entry } from './entry.ts';
import { checkName, IntakeError, megabytes, MOST_ENTRIES } from './limits.ts';
import { nameReader } from './names.ts';

const BLOCK = 512;
/** A long name, and what a pax header tells beside it. */
const LONGEST_NAME = 1 << 16;
const KINDS: Readonly<Record<string, Entry['kind']>> = { 0: 'file', 1: 'link', 2: 'link', 3: 'special', 4: 'special', 5: 'folder', 6: 'special' };

/** The entries of a tar file that was compressed with gzip, and unpacks to `most` bytes at most. */
export function tarGzEntries(archive: Buffer, most: number): Entry[] {
  return tarEntries(unzipped(archive, most));
}

function unzipped(archive: Buffer, most: number): Buffer {
  try {
    return gunzipSync(archive, { maxOutputLength: most });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new IntakeError(`it unpacks to more than ${megabytes(most)}; hand in \`steps/\` alone`);
    }
    throw new IntakeError('it is no tar.gz file that can be read: it is cut short, or damaged');
  }
}

/** POSIX ustar, with the long names of pax (`x`) and of GNU tar (`L`). */
function tarEntries(tar: Buffer): Entry[] {
  const entries: Entry[] = [];
  const readName = nameReader();
  let longName: Buffer | undefined;
  for (let at = 0, seen = 0; at + BLOCK <= tar.length && tar[at] !== 0; seen++) {
    if (seen > MOST_ENTRIES) throw new IntakeError(`it holds more than ${MOST_ENTRIES} files`);
    const header = tar.subarray(at, at + BLOCK);
    const size = Number.parseInt(field(header, 124, 12) || '0', 8);
    if (!Number.isSafeInteger(size) || size < 0 || field(header, 257, 5) !== 'ustar') throw new IntakeError('it holds no tar file that can be read');
    const data = tar.subarray(at + BLOCK, at + BLOCK + size);
    const type = field(header, 156, 1) || '0';
    if ('Lx'.includes(type) && size > LONGEST_NAME) throw new IntakeError(`it holds a name of ${megabytes(size)}; no name is that long`);
    if (type === 'L') longName = untilZero(data);
    else if (type === 'x') longName = paxPath(data) ?? longName;
    else if (type !== 'g') {
      const prefix = untilZero(header.subarray(345, 500));
      const { name, inCodePage } = readName(longName ?? Buffer.concat([prefix, Buffer.from(prefix.length === 0 ? '' : '/'), untilZero(header.subarray(0, 100))]));
      longName = undefined;
      checkName(name);
      const kind = KINDS[type];
      if (kind !== undefined) entries.push({ name, inCodePage, kind, bytes: () => data });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

/** The path in a pax header: lines such as `29 path=a/long/name`. */
function paxPath(records: Buffer): Buffer | undefined {
  const path = /^\d+ path=(.*)$/m.exec(records.toString('latin1'))?.[1];
  return path === undefined ? undefined : Buffer.from(path, 'latin1');
}

function untilZero(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

function field(header: Buffer, from: number, length: number): string {
  return untilZero(header.subarray(from, from + length)).toString('latin1').trim();
}
