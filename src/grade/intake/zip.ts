import { crc32, inflateRawSync } from 'node:zlib';
import { checkName, DamagedFile, IntakeError, megabytes, MOST_ENTRIES } from './limits.ts';
import type { Entry } from './entry.ts';
import { nameReader, type ReadName } from './names.ts';

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

/** The entries of a zip file (PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16). Nothing is unpacked yet. */
export function zipEntries(zip: Buffer): Entry[] {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  const start = zip.readUInt32LE(end + 16);
  if (count === 0xffff || start === 0xffffffff) throw new IntakeError('it is a zip file of the large kind (zip64), which is not read; hand in `steps/` alone');
  if (count > MOST_ENTRIES) throw new IntakeError(`it holds ${count} files; at most ${MOST_ENTRIES} are allowed`);
  const entries: Entry[] = [];
  const readName = nameReader();
  for (let i = 0, at = start; i < count; i++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== CENTRAL) throw broken();
    const nameLength = zip.readUInt16LE(at + 28);
    const read = readName(zip.subarray(at + 46, at + 46 + nameLength));
    checkName(read.name);
    entries.push(entryAt(zip, at, read));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function entryAt(zip: Buffer, at: number, { name, inCodePage }: ReadName): Entry {
  const method = zip.readUInt16LE(at + 10);
  const encrypted = (zip.readUInt16LE(at + 8) & 1) === 1;
  const checksum = zip.readUInt32LE(at + 16);
  const packed = zip.readUInt32LE(at + 20);
  const local = zip.readUInt32LE(at + 42);
  // The upper half of the external attributes is the Unix mode; 0o120000 marks a symbolic link.
  const link = ((zip.readUInt32LE(at + 38) >>> 16) & 0o170000) === 0o120000;
  const kind = /[\\/]$/.test(name) ? 'folder' : link ? 'link' : 'file';
  const where: Packed = { name, method, encrypted, packed, local };
  return { name, inCodePage, kind, bytes: (most) => checked(name, unpack(zip, where, most), checksum, most) };
}

/** What is said of an entry in the directory at the end of the file. */
interface Packed {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly local: number;
}

/** What is too large may not be there whole: that is told by whoever asked for it. */
function checked(name: string, bytes: Buffer, checksum: number, most: number): Buffer {
  if (bytes.length <= most && crc32(bytes) !== checksum) throw new DamagedFile(name, 'is damaged: it is not what its checksum says. Zip it again');
  return bytes;
}

function unpack(zip: Buffer, { name, method, encrypted, packed, local }: Packed, most: number): Buffer {
  if (encrypted) throw new IntakeError(`${name} is encrypted`);
  if (local + 30 > zip.length || zip.readUInt32LE(local) !== LOCAL) throw broken();
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(from, from + packed);
  if (method === 0) return data;
  if (method !== 8) throw new IntakeError(`${name} is compressed in a way that is not read (method ${method}); zip it in the usual way`);
  try {
    return inflateRawSync(data, { maxOutputLength: most + 1 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new IntakeError(`${name} unpacks to more than ${megabytes(most)}`);
    throw broken();
  }
}

function findEnd(zip: Buffer): number {
  for (let at = zip.length - END_SIZE; at >= Math.max(0, zip.length - END_SIZE - LONGEST_COMMENT); at--) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  throw broken();
}

function broken(): IntakeError {
  return new IntakeError('it is no zip file that can be read: it is cut short, or damaged');
}
