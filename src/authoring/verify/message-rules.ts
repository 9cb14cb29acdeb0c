import { explanationIn } from '../../verdict/explanation.ts';
import type { TestOutcome } from '../../verdict/outcome.ts';

const MOST_LINES = 10;
const LONGEST_LINE = 240;
const STACK_FRAME = /^\s*at .+:\d+(:\d+)?\)?$/m;
const LIBRARY = /\b(vitest|fast-check|chai|AssertionError|node_modules|fc\.assert)\b/i;

/** What is wrong with the explanation of a failure, as the learner reads it. */
export function messageProblems({ message = '', place }: TestOutcome): string[] {
  const lines = message.split('\n');
  const longest = Math.max(...lines.map((line) => line.length));
  const library = LIBRARY.exec(message)?.[0];
  const problems: string[] = [];
  if (lines.length > MOST_LINES) problems.push(`is ${lines.length} lines long; ${MOST_LINES} are allowed`);
  if (longest > LONGEST_LINE) problems.push(`has a line of ${longest} characters; ${LONGEST_LINE} are allowed`);
  if (STACK_FRAME.test(message)) problems.push('has a stack frame in it');
  if (library !== undefined) problems.push(`names ${JSON.stringify(library)}, which is no business of the learner`);
  if (explanationIn(message) === undefined && place === undefined) problems.push('neither says what the code did, what was expected and why, nor points to a line of it');
  return problems;
}
