import { gunzipSync } from 'node:zlib';
import type { Entry } from './entry.ts';
import { checkName, IntakeError, megabytes, MOST_ENTRIES, MOST_UNPACKED, type Budget } from './limits.ts';

const BLOCK = 512;
const KINDS: Readonly<Record<string, Entry['kind']>> = { 0: 'file', 1: 'link', 2: 'link', 5: 'folder' };

/** The entries of a tar file that was compressed with gzip. */
export function tarGzEntries(archive: Buffer, budget: Budget): Entry[] {
  return tarEntries(budget.take(MOST_UNPACKED, (most) => unzipped(archive, most)));
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
  let longName: string | undefined;
  for (let at = 0, seen = 0; at + BLOCK <= tar.length && tar[at] !== 0; seen++) {
    if (seen > MOST_ENTRIES) throw new IntakeError(`it holds more than ${MOST_ENTRIES} files`);
    const header = tar.subarray(at, at + BLOCK);
    const size = Number.parseInt(field(header, 124, 12) || '0', 8);
    if (!Number.isSafeInteger(size) || size < 0 || field(header, 257, 5) !== 'ustar') throw new IntakeError('it holds no tar file that can be read');
    const data = tar.subarray(at + BLOCK, at + BLOCK + size);
    const type = field(header, 156, 1) || '0';
    if (type === 'L') longName = data.toString().replace(/\0+$/, '');
    else if (type === 'x') longName = paxPath(data.toString()) ?? longName;
    else if (type !== 'g') {
      const prefix = field(header, 345, 155);
      const name = longName ?? (prefix === '' ? '' : `${prefix}/`) + field(header, 0, 100);
      longName = undefined;
      checkName(name);
      const kind = KINDS[type];
      if (kind !== undefined) entries.push({ name, kind, bytes: () => data });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

/** The path in a pax header: lines such as `29 path=a/long/name`. */
function paxPath(records: string): string | undefined {
  return /^\d+ path=(.*)$/m.exec(records)?.[1];
}

function field(header: Buffer, from: number, length: number): string {
  const bytes = header.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end === -1 ? length : end).trim();
}
