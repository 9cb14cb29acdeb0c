import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fillGaps, gapsIn, starterOf, todosOf } from '../../course/gaps.ts';
import { fileOf, type Step } from '../../course/steps.ts';
import type { Finding } from './finding.ts';
import { readText, solutionOf } from '../../course/material.ts';

const ENDS = '--- your code ends here';

/** Are the gaps of a solution well marked, and does its starter differ from it only inside them? */
export function checkDerivation(root: string, step: Step): Finding[] {
  const where = `solutions/${fileOf(step)}`;
  const solution = solutionOf(root, step);
  const starter = starterOf(solution, step.number);
  const todos = todosOf(solution, step.number);
  const problems: string[] = [];
  if (todos.length === 0) problems.push('marks no gap for the learner');
  const marks = wrongMarks(solution);
  if (marks.length > 0) return marks.map((problem) => ({ where, problem }));
  if (new Set(todos).size !== todos.length) problems.push('has two gaps with the same task, so that their failures cannot be told apart');
  for (const todo of todos) {
    if (/['\\]/.test(todo)) problems.push(`has the task ${JSON.stringify(todo)}, and a quote or a backslash does not survive in the starter`);
    if (!starter.includes(`throw new Error('${todo}');`)) problems.push(`has a gap whose starter does not throw ${JSON.stringify(todo)}`);
  }
  if (withoutGaps(starter) !== withoutGaps(solution)) problems.push('differs from its starter outside the gaps');
  if (/\bTODO\b/.test(solution)) problems.push(`has a TODO left in line ${lineOf(solution, /\bTODO\b/)}`);
  return problems.map((problem) => ({ where, problem }));
}

/** Is what lies in `steps/` what the learner should start from? */
export function compareStarter(root: string, step: Step): Finding[] {
  const where = `steps/${fileOf(step)}`;
  if (!existsSync(join(root, where))) return [{ where, problem: 'does not exist' }];
  const starter = starterOf(solutionOf(root, step), step.number).split('\n');
  const found = readText(root, where).split('\n');
  const line = found.findIndex((text, i) => text !== starter[i]);
  if (line === -1 && found.length === starter.length) return [];
  const at = line === -1 ? found.length : line;
  const expected = starter[at] === undefined ? 'its end' : JSON.stringify(starter[at]);
  return [{ where: `${where}:${at + 1}`, problem: `is not the starter that the solution gives: it should have ${expected} here` }];
}

/**
 * Does git say that `steps/` is as it was committed? Then it holds starters, and can be compared.
 * Otherwise somebody is working there, and what they wrote is nobody's business.
 */
export function stepsAreUntouched(root: string): boolean {
  try {
    return execFileSync('git', ['status', '--porcelain', '--', 'steps'], { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim() === '';
  } catch {
    return false;
  }
}

function wrongMarks(solution: string): string[] {
  const gaps = gapsIn(solution);
  const wrong = gaps
    .filter(({ task, closed }) => !closed || task === '')
    .map(({ from, closed }) => `begins a gap in line ${from - 1} that has no ${closed ? 'task' : 'end'}; each needs both`);
  const ends = solution.split(ENDS).length - 1;
  return wrong.length > 0 || ends === gaps.length ? wrong : [`ends ${ends} gaps and begins ${gaps.length}`];
}

function withoutGaps(code: string): string {
  return fillGaps(code, () => []);
}

function lineOf(text: string, pattern: RegExp): number {
  return text.slice(0, text.search(pattern)).split('\n').length;
}
