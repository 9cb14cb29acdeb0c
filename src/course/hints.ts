import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from './steps.ts';

export interface Hint {
  readonly title: string;
  readonly text: string;
}

/** The hints of a step: each is a heading `## 1. Title` and what follows it. */
export function hintsOf(root: string, step: Step): Hint[] {
  return partsOf(root, step).flatMap(({ title, text }) => {
    const numbered = /^\d+\. (.*)/.exec(title);
    return numbered === null ? [] : [{ title: numbered[1]!, text }];
  });
}

/** Why the reference does it so, and a mistake that looks as good: for who has done the step. */
export function whyOf(root: string, step: Step): string | undefined {
  return partsOf(root, step).find(({ title }) => title === WHY)?.text;
}

/** What the lesson asks the learner to predict, answered in a sentence. */
export function answerOf(root: string, step: Step): string | undefined {
  return partsOf(root, step).find(({ title }) => title === ANSWER)?.text;
}

const ANSWER = 'Answer';
const WHY = 'Why';
/** The parts after the hints, for who has done the step. */
export const AFTER_HINTS = [ANSWER, WHY];

function partsOf(root: string, step: Step): Hint[] {
  const file = join(root, 'steps', step.folder, 'hints.md');
  if (!existsSync(file)) return [];
  const parts = readFileSync(file, 'utf8').replaceAll('\r\n', '\n').split(/^## /m).slice(1);
  return parts.map((part) => {
    const [title = '', ...lines] = part.split('\n');
    return { title: title.trim(), text: lines.join('\n').trim() };
  });
}
