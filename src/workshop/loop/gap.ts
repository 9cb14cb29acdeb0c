const START = '// --- your code starts here';
const END = '// --- your code ends here';
const TODO = "throw new Error('TODO step ";

/** The part of a file between two marks. */
export interface Gap {
  /** What is to be written there, as its mark says. */
  readonly task: string;
  readonly lines: readonly string[];
  /** The number of its first line in the file. */
  readonly from: number;
}

/** The gaps of a file, in their order; none when the marks are gone. */
export function gapsIn(code: string): Gap[] {
  const gaps: { task: string; lines: string[]; from: number }[] = [];
  let inside = false;
  for (const [i, text] of code.split(/\r?\n/).entries()) {
    if (text.includes(START)) {
      gaps.push({ task: text.slice(text.indexOf(START) + START.length).replace(/^:? */, '').replace(/ *-* *$/, ''), lines: [], from: i + 2 });
      inside = true;
    } else if (text.includes(END)) inside = false;
    else if (inside) gaps.at(-1)!.lines.push(text);
  }
  return gaps;
}

/** The line of the first TODO that is still there. */
export function openGap(code: string): number | undefined {
  for (const { lines, from } of gapsIn(code)) {
    const at = lines.findIndex((text) => text.includes(TODO));
    if (at >= 0) return from + at;
  }
  return undefined;
}
