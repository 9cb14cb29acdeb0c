/**
 * `TextEncoder` and `TextDecoder` for a bare realm: UTF-8 and nothing else. The real ones belong to the
 * world outside; an object of theirs would be a way out.
 */
const REPLACEMENT = 0xfffd;
/** So many arguments a call takes anywhere. */
const AT_ONCE = 8_192;

export class TextEncoder {
  readonly encoding = 'utf-8';

  encode(text = ''): Uint8Array {
    const whole = String(text);
    const bytes = new Uint8Array(3 * whole.length);
    let length = 0;
    for (let i = 0; i < whole.length; i++) {
      let code = whole.codePointAt(i)!;
      if (code > 0xffff) i++;
      // Half of a pair stands for nothing.
      if (code >= 0xd800 && code <= 0xdfff) code = REPLACEMENT;
      length = put(bytes, length, code);
    }
    return bytes.slice(0, length);
  }
}

function put(bytes: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    bytes[at] = code;
    return at + 1;
  }
  const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  bytes[at] = ((0xff00 >> (more + 1)) & 0xff) | (code >> (6 * more));
  for (let i = 1; i <= more; i++) bytes[at + i] = 0x80 | ((code >> (6 * (more - i))) & 0x3f);
  return at + more + 1;
}

export class TextDecoder {
  readonly encoding = 'utf-8';
  readonly fatal: boolean;

  constructor(label: unknown = 'utf-8', options?: { readonly fatal?: boolean }) {
    if (!/^\s*utf-?8\s*$/i.test(String(label))) throw new RangeError(`The "${String(label)}" encoding is not supported`);
    this.fatal = options?.fatal === true;
  }

  decode(bytes: Uint8Array = new Uint8Array()): string {
    const units: number[] = [];
    let text = '';
    for (let at = startsWithMark(bytes) ? 3 : 0; at < bytes.length; ) {
      const [code, length] = take(bytes, at);
      if (code === undefined && this.fatal) throw new TypeError('The encoded data was not valid for encoding utf-8');
      at += length;
      const whole = code ?? REPLACEMENT;
      if (whole > 0xffff) units.push(0xd800 + ((whole - 0x10000) >> 10), 0xdc00 + ((whole - 0x10000) & 0x3ff));
      else units.push(whole);
      if (units.length >= AT_ONCE) text += String.fromCharCode(...units.splice(0));
    }
    return text + String.fromCharCode(...units);
  }
}

const startsWithMark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** The code point that begins at `at`, if a whole one does, and how many bytes are done with. */
function take(bytes: Uint8Array, at: number): readonly [code: number | undefined, length: number] {
  const first = bytes[at]!;
  if (first < 0x80) return [first, 1];
  if (first < 0xc2 || first > 0xf4) return [undefined, 1];
  const more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  let code = first & (0x3f >> more);
  for (let i = 1; i <= more; i++) {
    const next = bytes[at + i];
    // Neither longer than need be, nor half of a pair, nor above the last code point.
    const [low, high] = i > 1 ? [0x80, 0xbf] : [first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80, first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf];
    if (next === undefined || next < low! || next > high!) return [undefined, i];
    code = (code << 6) | (next & 0x3f);
  }
  return [code, more + 1];
}
