const UTF8_NAMES = 0x0800;

/** A zip made one as Windows writes it: its names are not marked as UTF-8, and \x01 and \x02 in them are ü and ö in code page 437. */
export function inCodePage(zip: Buffer): Buffer {
  const bytes = Buffer.from(zip);
  for (const [mark, flags] of [['PK\x03\x04', 6], ['PK\x01\x02', 8]] as const) {
    for (let at = bytes.indexOf(mark, 0, 'latin1'); at !== -1; at = bytes.indexOf(mark, at + 4, 'latin1')) {
      bytes.writeUInt16LE(bytes.readUInt16LE(at + flags) & ~UTF8_NAMES, at + flags);
    }
  }
  // A control character stands in for the letter, so that no length changes.
  const named = bytes.toString('latin1').replaceAll(/(?<=M)\x01(?=ller)|(?<=J)\x01(?=rgen)/g, '\x81').replaceAll(/(?<=M)\x02(?=ller)|(?<=J)\x02(?=rgen)/g, '\x94');
  return Buffer.from(named, 'latin1');
}
