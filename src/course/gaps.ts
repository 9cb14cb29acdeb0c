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
