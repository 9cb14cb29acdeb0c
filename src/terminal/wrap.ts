/** Our failure messages have a column of labels; what follows is indented below the first word. */
const LABELLED = /^(your code|expected|because|replay) +/;

/** Breaks a line of a message at blanks, so that no part is wider than `width`. */
export function wrap(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const indent = ' '.repeat(LABELLED.exec(text)?.[0].length ?? /^ */.exec(text)![0].length);
  const room = Math.max(width, indent.length + 10);
  const lines: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const blank = rest.lastIndexOf(' ', room);
    const end = blank > indent.length ? blank : room;
    lines.push(rest.slice(0, end));
    rest = indent + rest.slice(end).trimStart();
  }
  return rest.trim() === '' ? lines : [...lines, rest];
}
