import { stripVTControlCharacters } from 'node:util';

/** Text of somebody else's that cannot move the cursor, or colour the screen: lines of plain characters. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\t', '  ')
    .replaceAll(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '');
}
