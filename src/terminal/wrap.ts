import { columnsOf, firstCharacter, firstColumns } from './width.ts';

/** With less room than this beside it, an indentation is not worth its place. */
const LEAST = 10;

/**
 * Text in lines of at most `columns`, broken at blanks; a word that is too long at a slash, or where it
 * must be. Lines after the first are indented like it, and by `hanging` more.
 */
export function wrap(text: string, columns: number, hanging = 0): string[] {
  if (columns < 1) return [];
  const wanted = leading(text) + hanging;
  const indent = ' '.repeat(wanted + LEAST <= columns ? wanted : 0);
  const lines: string[] = [];
  let rest = text;
  while (columnsOf(rest) > columns) {
    const end = endOfLine(rest, columns, indent.length);
    lines.push(rest.slice(0, end).trimEnd());
    rest = indent + rest.slice(end).trimStart();
  }
  return rest.trim() === '' && lines.length > 0 ? lines : [...lines, rest];
}

/** Where to break. What stands before `from` is indentation, or a label beside the text. */
function endOfLine(text: string, columns: number, from: number): number {
  const most = (firstColumns(text, columns) || firstCharacter(text)).length;
  const blank = text.lastIndexOf(' ', most);
  if (blank > Math.max(from, leading(text))) return blank;
  const slash = text.lastIndexOf('/', most - 1) + 1;
  return slash > Math.max(from, leading(text)) ? slash : most;
}

function leading(text: string): number {
  return /^ */.exec(text)![0].length;
}
