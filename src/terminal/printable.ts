import { stripVTControlCharacters } from 'node:util';

/*
 * Text of somebody else's that cannot move the cursor, colour the screen, or turn the direction of
 * writing. What a program printed may lose such characters; a name must keep a place for each, or two
 * names would become one.
 */

/** What somebody's code printed, as lines of plain characters. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\t', '  ')
    .replaceAll(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '');
}

/** A stranger's name or message, with a question mark for each character that a terminal would obey. */
export function printableName(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '?');
}
