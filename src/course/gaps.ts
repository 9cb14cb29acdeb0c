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
const GAP = /^( *)\/\/ --- your code starts here: (.+) ---\n[\s\S]*?^ *\/\/ --- your code ends here ---$/gm;

/** The sentences that an untouched step throws, in the order of its gaps. */
export function todosOf(solution: string, step: number): string[] {
  return [...solution.matchAll(GAP)].map(([, , task]) => todo(step, task!));
}

/** What the learner starts from. With `only`, one gap is open, counted from 0, and the others are filled. */
export function starterOf(solution: string, step: number, only?: number): string {
  let gap = 0;
  return solution.replace(GAP, (filled: string, indent: string, task: string) => {
    if (only !== undefined && gap++ !== only) return filled;
    return [
      `${indent}// --- your code starts here: ${task} ---`,
      `${indent}throw new Error('${todo(step, task)}');`,
      `${indent}// --- your code ends here ---`,
    ].join('\n');
  });
}

function todo(step: number, task: string): string {
  return `TODO step ${String(step).padStart(2, '0')}: ${task}`;
}

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
