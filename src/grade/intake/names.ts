/** How names were written before Unicode: what zip means where nothing says otherwise (APPNOTE, appendix D), and what Windows still writes. */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface ReadName {
  readonly name: string;
  /** It is no UTF-8, so it was read in code page 437. */
  readonly inCodePage: boolean;
}

/**
 * Reads the names in one archive or folder, and never makes one of two: of different names that would read
 * the same, the later gets a number. UTF-8 is taken for UTF-8 whether or not the archive says so: macOS
 * leaves that out, and nobody's name in the code page looks like it.
 */
export function nameReader(): (raw: Buffer) => ReadName {
  const takenBy = new Map<string, string>();
  const free = (name: string, raw: string): string => {
    let own = name;
    for (let count = 2; (takenBy.get(own) ?? raw) !== raw; count++) own = `${name} (${count})`;
    takenBy.set(own, raw);
    return own;
  };
  const part = (raw: Buffer): string => free(decoded(raw).name, raw.toString('latin1'));
  return (raw) => ({ name: partsOf(raw).map((each) => (each.length === 1 && SLASHES.has(each[0]!) ? each.toString() : part(each))).join(''), inCodePage: decoded(raw).inCodePage });
}

function decoded(raw: Buffer): ReadName {
  try {
    return { name: utf8.decode(raw), inCodePage: false };
  } catch {
    return { name: [...raw].map((byte) => (byte < 128 ? String.fromCharCode(byte) : CODE_PAGE_437[byte - 128])).join(''), inCodePage: true };
  }
}

const SLASHES = new Set([...'/\\'].map((slash) => slash.charCodeAt(0)));

/** A path taken apart: names, and the slashes between them. */
function partsOf(raw: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let from = 0;
  raw.forEach((byte, at) => {
    if (!SLASHES.has(byte)) return;
    parts.push(raw.subarray(from, at), raw.subarray(at, at + 1));
    from = at + 1;
  });
  return [...parts, raw.subarray(from)].filter((part) => part.length > 0);
}
