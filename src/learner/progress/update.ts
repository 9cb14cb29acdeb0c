/**
 * The learner's files, brought up to date. A newer version of the workshop may bring other code around
 * the gaps, which later steps need. What stands in the gaps stays there.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillGaps, gapsIn, starterOf, type Gap } from '../../course/gaps.ts';
import { solutionOf } from '../../course/material.ts';
import { fileOf, STEPS, type Step } from '../../course/steps.ts';
import { replace, type Change } from './replace-files.ts';

/** What an update did, and which gaps of the learner's files this version does not have. */
export interface Updated extends Change {
  readonly left: readonly { readonly step: Step; readonly task: string }[];
}

/** The steps whose given code is not that of this version. Those before `step`, if one is named. */
export function outdated(root: string, before: number = STEPS.length + 1): Step[] {
  return STEPS.filter((step) => step.number < before && isOlder(mineOf(root, step), solutionOf(root, step)));
}

/** Puts the code of this version around what stands in the gaps, after a backup. */
export function update(root: string, steps: readonly Step[], now: Date): Updated {
  const wanted = new Map(steps.map((step) => [step, updated(mineOf(root, step) ?? '', solutionOf(root, step), step.number)]));
  const change = replace(root, steps, (step) => wanted.get(step)!.text, now, { why: 'update' });
  return { ...change, left: steps.flatMap((step) => wanted.get(step)!.left.map(({ task }) => ({ step, task }))) };
}

/**
 * Is a line of the given code missing? A learner may have added to it. Imports do not count, for
 * everybody's editor changes them, and neither do comments.
 */
function isOlder(mine: string | undefined, solution: string): boolean {
  // Without marks it is no longer the file that was given.
  if (mine === undefined || gapsIn(mine).length === 0) return false;
  const there = new Set(givenLines(mine));
  return givenLines(solution).some((line) => !there.has(line) && !/^(import |\/?\*|\/\/)/.test(line));
}

function givenLines(code: string): string[] {
  return fillGaps(code, () => []).split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

/** The gaps are known by their tasks. What stood in one that is no more is kept below, as a comment. */
function updated(mine: string, solution: string, step: number): { readonly text: string; readonly left: readonly Gap[] } {
  const gaps = gapsIn(mine);
  const filled = fillGaps(starterOf(solution, step), ({ task }) => gaps.find((gap) => gap.task === task)?.lines);
  const tasks = gapsIn(solution).map(({ task }) => task);
  const left = gaps.filter(({ task, lines }) => !tasks.includes(task) && lines.some((line) => line.trim() !== ''));
  return { text: withImports(filled, mine, gaps) + left.map(asComment).join(''), left };
}

/** What a learner has imported for a gap is imported still. */
function withImports(text: string, mine: string, gaps: readonly Gap[]): string {
  const code = gaps.flatMap(({ lines }) => lines).join('\n');
  const given = namesIn(text);
  const added = mine.split('\n').filter((line) => {
    const own = [...namesIn(line)].filter((name) => !given.has(name));
    return own.length > 0 && own.some((name) => new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(code));
  });
  const at = text.indexOf('import ');
  return added.length === 0 ? text : `${text.slice(0, at)}${added.map((line) => onlyNew(line, given)).join('\n')}\n${text.slice(at)}`;
}

const IMPORT = /^import (type )?\{([^}]*)\} from (.*)$/gm;

/** The names that the imports of a file bring. */
function namesIn(code: string): Set<string> {
  return new Set([...code.matchAll(IMPORT)].flatMap(([, , list]) => list!.split(',').map(nameOf)).filter((name) => name !== ''));
}

function nameOf(imported: string): string {
  return imported.trim().replace(/^type /, '').replace(/^.* as /, '');
}

/** The import without the names that are there already. */
function onlyNew(line: string, given: ReadonlySet<string>): string {
  return line.replace(IMPORT, (_, type: string | undefined, list: string, from: string) => {
    const names = list.split(',').filter((each) => nameOf(each) !== '' && !given.has(nameOf(each)));
    return `import ${type ?? ''}{ ${names.map((each) => each.trim()).join(', ')} } from ${from}`;
  });
}

function asComment({ task, lines }: Gap): string {
  return ['', `// What stood in a gap that there is no more: ${task}`, ...lines.map((line) => `// ${line}`.trimEnd()), ''].join('\n');
}

function mineOf(root: string, step: Step): string | undefined {
  const file = join(root, 'steps', fileOf(step));
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
}
