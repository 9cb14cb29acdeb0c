import { eastAsianWidth } from 'get-east-asian-width';

/** What our own text is made of: one column for each unit of the string. Everything else is looked up. */
const SIMPLE = /^[\x20-\x7e…\u2500-\u259f\u2800-\u28ff]*$/;
const INVISIBLE = /^[\p{M}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
/** Drawn as a picture, two columns wide: by itself, or because a variation selector asks for it. */
const PICTURE = /^[\p{Emoji_Presentation}\p{Regional_Indicator}]|\ufe0f/u;
const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Is every unit of `text` one column wide? */
export function isSimple(text: string): boolean {
  return SIMPLE.test(text);
}

/** How many columns of a terminal `text` takes. */
export function columnsOf(text: string): number {
  if (isSimple(text)) return text.length;
  let columns = 0;
  for (const { segment } of SEGMENTER.segment(text)) columns += columnsOfOne(segment);
  return columns;
}

/** The longest start of `text` that fits in `columns`. Nothing that is seen as one character is torn. */
export function firstColumns(text: string, columns: number): string {
  if (isSimple(text)) return text.slice(0, Math.max(0, columns));
  let left = columns;
  for (const { segment, index } of SEGMENTER.segment(text)) {
    left -= columnsOfOne(segment);
    if (left < 0) return text.slice(0, index);
  }
  return text;
}

/** Filled up with blanks. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** The first of what is seen as one character. */
export function firstCharacter(text: string): string {
  for (const { segment } of SEGMENTER.segment(text)) return segment;
  return '';
}

function columnsOfOne(character: string): number {
  if (INVISIBLE.test(character)) return 0;
  return PICTURE.test(character) ? 2 : eastAsianWidth(character.codePointAt(0)!);
}
