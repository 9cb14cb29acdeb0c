import { AFTER_HINTS } from '../../course/hints.ts';
import type { Step } from '../../course/steps.ts';
import type { Finding } from './finding.ts';
import type { Document } from './markdown.ts';

/** Every lesson has these parts, in this order. */
const PARTS = ['Where we are', 'Predict', 'The idea', 'Your task', 'Run it', 'What you should see', 'In the wild', 'Further'];
const HINTS = 3;

const numberOf = (step: Step): string => String(step.number).padStart(2, '0');

export function checkLesson(step: Step, lesson: Document): Finding[] {
  const findings = checkTitle(lesson, `Step ${numberOf(step)}: ${step.title}`);
  const parts = lesson.headings.filter(({ level }) => level === 2);
  const wrong = parts.findIndex(({ text }, i) => text !== PARTS[i]);
  if (wrong !== -1) {
    const expected = PARTS[wrong] === undefined ? 'nothing' : `“## ${PARTS[wrong]}”`;
    return [...findings, { where: `${lesson.where}:${parts[wrong]!.line}`, problem: `“## ${parts[wrong]!.text}” stands where ${expected} should` }];
  }
  const missing = PARTS.slice(parts.length).map((part) => ({ where: lesson.where, problem: `has no part “## ${part}”` }));
  return [...findings, ...missing];
}

export function checkHints(step: Step, hints: Document): Finding[] {
  const findings = checkTitle(hints, `Hints for step ${numberOf(step)}`);
  const all = hints.headings.filter(({ level }) => level === 2);
  const parts = all.filter(({ text }) => !AFTER_HINTS.includes(text));
  if (all.slice(-AFTER_HINTS.length).map(({ text }) => text).join() !== AFTER_HINTS.join()) {
    findings.push({
      where: hints.where,
      problem:
        'should end with “## Answer”, to what the lesson lets predict, and “## Why”: why the reference does it so, and a mistake that looks as good',
    });
  }
  if (parts.length !== HINTS) findings.push({ where: hints.where, problem: `has ${parts.length} hints; there should be ${HINTS}` });
  parts.forEach(({ text, line }, i) => {
    if (!new RegExp(`^${i + 1}\\. \\S`).test(text)) {
      findings.push({ where: `${hints.where}:${line}`, problem: `“## ${text}” should be “## ${i + 1}. ” and a title` });
    }
  });
  return findings;
}

function checkTitle({ where, headings }: Document, expected: string): Finding[] {
  const title = headings.find(({ level }) => level === 1);
  if (title?.text === expected) return [];
  return [{ where: title === undefined ? where : `${where}:${title.line}`, problem: `should have the title “# ${expected}”` }];
}
