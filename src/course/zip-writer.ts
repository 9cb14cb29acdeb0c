import { deflateRawSync } from 'node:zlib';

/** A file to put into an archive. Names have slashes, whatever the system. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The date of every entry: archives of the same content are the same, byte for byte. 1 January 1980, the first that zip knows. */
const DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const VERSION = 20;
/** Made on Unix, so that the upper half of the attributes is a mode. */
const MADE_ON_UNIX = (3 << 8) | VERSION;
const MODE = 0o100644;
/** What has no need of the large kind of zip. */
const MOST_BYTES = 0xffffffff;
const MOST_ENTRIES = 0xffff;

/** Writes a zip file (PKWARE's APPNOTE): Windows, macOS and Linux all open it without help. Yields it in pieces. */
export function* zip(entries: Iterable<ZipEntry>): Generator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(VERSION, 0);
    fields.writeUInt16LE(UTF8_NAMES, 2);
    fields.writeUInt16LE(DEFLATED, 4);
    fields.writeUInt16LE(DATE, 8);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    directory.push(centralEntry(name, fields, offset));
    yield local;
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  if (offset + central.length > MOST_BYTES || directory.length >= MOST_ENTRIES) throw new RangeError('too much for a zip file of the usual kind');
  yield central;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  yield end;
}

function centralEntry(name: string, fields: Buffer, offset: number): Buffer {
  const head = Buffer.alloc(6);
  head.write('PK\x01\x02', 0, 'latin1');
  head.writeUInt16LE(MADE_ON_UNIX, 4);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE((MODE << 16) >>> 0, 6);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([head, fields, tail, Buffer.from(name)]);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** The checksum of zip. `zlib.crc32` exists from Node 22 on only. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
