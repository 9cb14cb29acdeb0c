import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../course/steps.ts';
import type { TestOutcome } from '../../verdict/outcome.ts';
import type { Finding } from './finding.ts';
import { readText } from '../../course/material.ts';
import { replaceFile } from '../../course/replace-file.ts';

/** By the name of a wrong solution: what a learner who wrote it would see. */
export type Seen = ReadonlyMap<string, TestOutcome>;

const HEADING = [
  'What a learner sees with each wrong solution of this step: the first failing test, and its message.',
  'Written by `node rumor verify --update`; review the difference as you would review text.',
  '',
].join('\n');
const NAME = '=== ';

function goldenFile(step: Step): string {
  return `test/golden/${step.folder}.txt`;
}

/** Writes the messages of a step, instead of comparing them. */
export function updateGolden(root: string, step: Step, seen: Seen): void {
  const entries = [...seen].map(([name, test]) => `${NAME}${name}\n${render(test)}\n`);
  replaceFile(join(root, goldenFile(step)), [HEADING, ...entries].join('\n'));
}

/** Do the messages say what they said when they were last reviewed? */
export function compareGolden(root: string, step: Step, seen: Seen, names: readonly string[]): Finding[] {
  const where = goldenFile(step);
  if (!existsSync(join(root, where))) return [{ where, problem: 'does not exist; run with --update' }];
  const kept = entriesOf(readText(root, where));
  const stale = [...kept.keys()].filter((name) => !names.includes(name));
  return [
    ...[...seen].flatMap(([name, test]) => compare(where, name, kept.get(name), render(test))),
    ...stale.map((name) => ({ where, problem: `has an entry for ${name}, and there is no such wrong solution; run with --update` })),
  ];
}

function compare(where: string, name: string, kept: string | undefined, now: string): Finding[] {
  if (kept === now) return [];
  if (kept === undefined) return [{ where, problem: `has no entry for ${name}; run with --update, and read what it adds` }];
  const [was, is] = [kept.split('\n'), now.split('\n')];
  const line = is.findIndex((text, i) => text !== was[i]);
  const at = line === -1 ? is.length : line;
  const told = `was ${JSON.stringify(was[at]?.trim() ?? '')} and is now ${JSON.stringify(is[at]?.trim() ?? '')}`;
  return [{ where, problem: `the message for ${name} has changed: it ${told}; if that is right, run with --update` }];
}

function render({ title, further, message = '', place }: TestOutcome): string {
  const at = place === undefined ? [] : [`at ${place.file}:${place.line}`];
  return [`${further ? 'further: ' : ''}${title}`, ...[...message.split('\n'), ...at].map((line) => `  ${line}`.trimEnd())].join('\n');
}

function entriesOf(text: string): Map<string, string> {
  const parts = text.split(new RegExp(`^${NAME}`, 'm')).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1).trimEnd()]));
}
