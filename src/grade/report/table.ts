import { line, type Line } from '../../terminal/line.ts';
import { columnsOf, padTo } from '../../terminal/width.ts';
import type { StepResult, SubmissionResult } from '../result.ts';
import type { Twins } from '../same-files.ts';
import { firstFailure, mostPoints, type Report } from './report.ts';

const LONGEST_NAME = 24;
const MOST_LINES = 5;

/** A row for each submission, then the first failure of each, then who handed in the same. */
export function renderTable(report: Report): Line[] {
  const head = ['submission', ...report.steps.map(({ folder }) => folder.slice(0, 2)), 'own', 'ref', 'further', ''];
  const names = shortNames(report.results.map(({ name }) => name));
  const rows = report.results.map((result, i) => [names[i]!, ...cellsOf(result)]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => columnsOf(row[i]!))));
  const row = (cells: readonly string[]): string => cells.map((cell, i) => (i === 0 ? padTo(cell, widths[i]!) : cell.padStart(widths[i]!))).join('  ').trimEnd();
  return [
    line(row(head), 'bold'),
    ...rows.map((cells) => line(row(cells), cells.at(-1) === '' ? 'plain' : 'infective')),
    [],
    line(`Out of ${mostPoints(report)}. own: each step with the learner's own earlier steps; ref: with the workshop's.`),
    line('7.5>9 means own 7.5, ref 9. - is missing, = untouched, ! refused.'),
    ...failures(report),
    ...notes(report),
    ...twins(report),
  ];
}

function cellsOf(result: SubmissionResult): string[] {
  const further = result.steps.map(({ own }) => own.further);
  const passed = further.reduce((sum, share) => sum + share.passed, 0);
  const of = further.reduce((sum, share) => sum + share.of, 0);
  const flag = result.problem !== undefined ? 'not read' : result.steps.some(({ state }) => state === 'refused') ? 'refused' : '';
  return [...result.steps.map(cellOf), String(result.points.own), String(result.points.reference), `${passed}/${of}`, flag];
}

function cellOf({ state, own, reference }: StepResult): string {
  if (state === 'missing') return '-';
  if (state === 'untouched') return '=';
  if (state === 'refused') return '!';
  return own.points === reference.points ? String(own.points) : `${own.points}>${reference.points}`;
}

/**
 * Names that fit into the table. Paths differ at their end, and what a course's export calls people at
 * the beginning; where what is left would be the same twice, the other end is tried, then nothing is cut.
 */
export function shortNames(names: readonly string[]): string[] {
  const cutEnd = (name: string): string => `${name.slice(0, LONGEST_NAME - 1)}…`;
  const cutStart = (name: string): string => `…${name.slice(1 - LONGEST_NAME)}`;
  const ways = names.map((name) => (name.length <= LONGEST_NAME ? [name] : [...(/[\\/]/.test(name) ? [cutStart(name), cutEnd(name)] : [cutEnd(name), cutStart(name)]), name]));
  const uses = new Map<string, number>();
  for (const short of ways.flatMap((each) => [...new Set(each)])) uses.set(short, (uses.get(short) ?? 0) + 1);
  return ways.map((each) => each.find((short) => uses.get(short) === 1) ?? each.at(-1)!);
}

function failures({ results }: Report): Line[] {
  return results.flatMap((result) => {
    const failure = firstFailure(result);
    if (failure === undefined) return [];
    const lines = failure.text.split('\n');
    const more = lines.length > MOST_LINES ? ['…'] : [];
    // What the compiler complains of has its line in the message, for reports that have nowhere else to put it.
    const where = failure.place === undefined || failure.text.includes(`steps/${failure.place}`) ? [] : [`at steps/${failure.place}`];
    const heading = failure.step === undefined ? result.name : `${result.name}, ${failure.step}`;
    return [[], line(heading, 'bold'), ...[...lines.slice(0, MOST_LINES), ...more, ...where].map((each) => line(`  ${each}`))];
  });
}

function notes({ results }: Report): Line[] {
  const all = results.flatMap(({ name, note }) => (note === undefined ? [] : [line(`  ${listed(name)}: ${note}`)]));
  return all.length === 0 ? [] : [[], line('To know:'), ...all];
}

/** A name in a list: one with a comma in it must not pass for two. */
function listed(name: string): string {
  return /[,":]/.test(name) ? JSON.stringify(name) : name;
}

/** Comments and white space do not count. */
function twins({ twins }: Report): Line[] {
  return [
    ...group('The same as each other, but for comments and white space (a hint to ask, not a verdict):', twins.filter(({ solution }) => solution !== true)),
    ...group("The workshop's own solution (node rumor catch-up puts it there; whether it counts is yours to say):", twins.filter(({ solution }) => solution === true)),
  ];
}

function group(heading: string, twins: readonly Twins[]): Line[] {
  if (twins.length === 0) return [];
  return [[], line(heading), ...twins.map(({ folder, names }) => line(`  ${folder}: ${names.map(listed).join(', ')}`))];
}
