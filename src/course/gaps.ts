/**
 * A solution marks what the learner writes:
 *
 *     // --- your code starts here: choose the peers to call ---
 *     …
 *     // --- your code ends here ---
 *
 * What the learner starts from is the solution with a TODO in each gap. It is derived, so the two
 * cannot drift apart, and a step can be reset without git.
 */
const START = /^(\s*)\/\/ --- your code starts here(?:: ?)?(.*?) *-*\s*$/;
const END = /^\s*\/\/ --- your code ends here/;

/** The part of a file between two marks. */
export interface Gap {
  /** What is to be written there, as its mark says. */
  readonly task: string;
  readonly lines: readonly string[];
  /** The number of its first line in the file. */
  readonly from: number;
  /** The white space before its mark. */
  readonly indent: string;
  /** Is there a mark where it ends? */
  readonly closed: boolean;
}

/** The gaps of a file, in their order; none when the marks are gone. Learners edit these files, so the marks may be odd. */
export function gapsIn(code: string): Gap[] {
  const gaps: { task: string; lines: string[]; from: number; indent: string; closed: boolean }[] = [];
  let inside = false;
  for (const [i, text] of code.split(/\r?\n/).entries()) {
    const [, indent, task] = START.exec(text) ?? [];
    if (indent !== undefined && task !== undefined) {
      gaps.push({ task, lines: [], from: i + 2, indent, closed: false });
      inside = true;
    } else if (END.test(text)) {
      if (inside) gaps.at(-1)!.closed = true;
      inside = false;
    } else if (inside) gaps.at(-1)!.lines.push(text);
  }
  return gaps;
}

/** The file with other lines in its gaps; a gap for which `fill` has no answer stays as it is. Line ends become LF. */
export function fillGaps(code: string, fill: (gap: Gap, index: number) => readonly string[] | undefined): string {
  const lines = code.split(/\r?\n/);
  const gaps = gapsIn(code);
  for (const [index, gap] of [...gaps.entries()].reverse()) {
    const filled = gap.closed ? fill(gap, index) : undefined;
    if (filled !== undefined) lines.splice(gap.from - 1, gap.lines.length, ...filled);
  }
  return lines.join('\n');
}

/** The sentences that an untouched step throws, in the order of its gaps. */
export function todosOf(solution: string, step: number): string[] {
  return gapsIn(solution).map(({ task }) => todo(step, task));
}

/** What the learner starts from. With `only`, one gap is open, counted from 0, and the others are filled. */
export function starterOf(solution: string, step: number, only?: number): string {
  return fillGaps(solution, ({ indent, task }, index) => (only === undefined || only === index ? [`${indent}throw new Error('${todo(step, task)}');`] : undefined));
}

const TODO = 'TODO step ';

function todo(step: number, task: string): string {
  return `${TODO}${String(step).padStart(2, '0')}: ${task}`;
}

/** The line of the first TODO that is still there. */
export function openGap(code: string): number | undefined {
  for (const { lines, from } of gapsIn(code)) {
    const at = lines.findIndex((text) => text.includes(`throw new Error('${TODO}`));
    if (at >= 0) return from + at;
  }
  return undefined;
}
