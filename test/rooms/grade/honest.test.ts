import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import { fileOf, STEPS, type Step } from '../../../src/course/steps.ts';
import { grade } from '../../../src/grade/grade.ts';
import { findSubmissions } from '../../../src/grade/intake/find-submissions.ts';
import { judge, type Bench } from '../../../src/grade/judge.ts';
import type { Report } from '../../../src/grade/report/report.ts';
import { renderTable } from '../../../src/grade/report/table.ts';
import type { SubmissionResult } from '../../../src/grade/result.ts';
import { textOf } from '../../../src/terminal/line.ts';
import { benchFor, solutionOf } from './bench.ts';
import { ODDITIES, rowOf, rowsOf, writeOddity } from './oddities.ts';

const [first, second] = STEPS as readonly [Step, Step, ...Step[]];
const IMPORT = '../01-peer-selection/select-peers.ts';

let bench: Bench;
beforeAll(async () => void (bench = await benchFor(2)));

/** Solved, but for what `others` say of a file. */
function gradeWith(others: Readonly<Record<string, string>>): Promise<SubmissionResult> {
  const files = new Map([first, second].map((step) => [fileOf(step), solutionOf(step)]));
  return judge(bench, { name: 'ann', path: 'ann', files: new Map([...files, ...Object.entries(others)]) });
}

function pointsOf({ steps }: SubmissionResult): (readonly [own: number, reference: number])[] {
  return steps.map(({ own, reference }) => [own.points, reference.points]);
}

describe('what only V8 refuses', () => {
  for (const [what, line, message] of [
    ['a regular expression', 'const never = /(/;', /^SyntaxError: Invalid regular expression/],
    ['flags of one', 'const never = /a/gg;', /^SyntaxError: /],
  ] as const) {
    test(`(${what}) costs the step of its file and no other, and its line is told`, async () => {
      const source = `${solutionOf(second)}\n${line}\nvoid never;\n`;
      const result = await gradeWith({ [fileOf(second)]: source });
      expect(pointsOf(result)).toEqual([[10, 10], [0, 0]]);
      const { trouble } = result.steps[1]!.own;
      expect(trouble?.message).toMatch(message);
      expect(trouble?.place).toBe(`${fileOf(second)}:${source.split('\n').indexOf(line) + 1}`);
    });
  }

  test('in a file that nothing imports costs nothing', async () => {
    expect(pointsOf(await gradeWith({ '02-push/notes.ts': 'export const never = /(/;' }))).toEqual([[10, 10], [10, 10]]);
  });
});

describe('what passes in the loop passes here', () => {
  for (const [how, path] of [
    ['without its extension', IMPORT.replace('.ts', '')],
    ['by the extension it has after compiling', IMPORT.replace('.ts', '.js')],
  ] as const) {
    test(`a file imported ${how}`, async () => {
      const source = solutionOf(second).replace(IMPORT, path);
      expect(source).toContain(`'${path}'`);
      expect(pointsOf(await gradeWith({ [fileOf(second)]: source }))).toEqual([[10, 10], [10, 10]]);
    });
  }

  test('a folder imported for its index', async () => {
    const index = `export { selectPeers } from './select-peers';\n`;
    const source = solutionOf(second).replace(IMPORT, '../01-peer-selection');
    // The reference has no such file: this is about their own steps.
    expect(pointsOf(await gradeWith({ '01-peer-selection/index.ts': index, [fileOf(second)]: source })).map(([own]) => own)).toEqual([10, 10]);
  });

  test('a name at the top of a file that modules of Node have, or that only the tests get', async () => {
    const names = ['module', 'exports', 'require', 'Proxy'].map((name) => `const ${name} = 1;\nvoid ${name};\n`).join('');
    expect(pointsOf(await gradeWith({ [fileOf(first)]: `${names}${solutionOf(first)}`, [fileOf(second)]: `${names}${solutionOf(second)}` }))).toEqual([[10, 10], [10, 10]]);
  });
});

test('a step on the reference gets nothing from a later one', async () => {
  const three = await benchFor(3);
  const leaning = `import * as later from '../03-merge/merge.ts';\n${solutionOf(second)}\nvoid later;\n`;
  const result = await judge(three, { name: 'ann', path: 'ann', files: new Map([[fileOf(first), solutionOf(first)], [fileOf(second), leaning]]) });
  expect(pointsOf(result)).toEqual([[10, 10], [0, 0], [0, 0]]);
  expect(result.steps[1]!.reference.trouble?.message).toContain('03-merge');
});

describe('honest oddities', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rumor-odd-'));
  let report: Report;

  beforeAll(async () => {
    for (const oddity of ODDITIES) writeOddity(folder, oddity);
    report = await grade({ paths: findSubmissions([folder]), steps: [first, second], jobs: 2, store: bench.store });
  });
  afterAll(() => removeFolder(folder));

  test('are a row each, and so is who came in one archive with another', () => {
    expect(report.results.map(({ name }) => name).sort()).toEqual(ODDITIES.flatMap(rowsOf).sort());
  });

  for (const oddity of ODDITIES) {
    const { points, problem, says } = oddity;
    test(`${oddity.name} gets what it is worth, and is told what is wrong`, () => {
      const result = report.results.find(({ name }) => name === rowOf(oddity))!;
      expect(pointsOf(result)).toEqual(points.map((each) => [each, each]));
      if (problem === undefined) expect(result.problem).toBeUndefined();
      else expect(result.problem).toMatch(problem);
      if (says !== undefined) expect(result.steps[1]!.own.trouble?.message).toMatch(says);
    });
  }

  test('say so in the table where a name was read in a code page', () => {
    expect(renderTable(report).map(textOf)).toContainEqual(expect.stringMatching(/^ {2}from-windows\/Möller: .*code page 437/));
  });
});
