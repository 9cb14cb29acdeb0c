import { beforeAll, describe, expect, test } from 'vitest';
import { judge, type Bench } from '../../../src/grade/judge.ts';
import { firstFailure } from '../../../src/grade/report/report.ts';
import { renderCsv } from '../../../src/grade/report/csv.ts';
import { textOf } from '../../../src/terminal/line.ts';
import { renderTable, shortNames } from '../../../src/grade/report/table.ts';
import type { SubmissionResult } from '../../../src/grade/result.ts';
import { fileOf, STEPS } from '../../../src/course/steps.ts';
import { benchFor, solutionOf } from './bench.ts';

describe('a name that is too long for the table', () => {
  test('is a path: its end is seen, which is what differs', () => {
    expect(shortNames(['/tmp/instructor/class/two/ann', '/tmp/instructor/class/two/ann.zip'])).toEqual(['…nstructor/class/two/ann', '…uctor/class/two/ann.zip']);
  });

  test('begins with what differs: the beginning is seen', () => {
    expect(shortNames(['hernandez_maria_1234_assignsubmission_file', 'ann'])).toEqual(['hernandez_maria_1234_as…', 'ann']);
  });

  test('is the same as another at one end: the other end is seen, or all of it', () => {
    const [long, end] = ['a-very-long-name-of-a-course-', '-and-a-very-long-end-of-it'];
    expect(shortNames([`${long}1`, `${long}2`])).toEqual(['ry-long-name-of-a-course-1', 'ry-long-name-of-a-course-2'].map((name) => `…${name.slice(-23)}`));
    expect(shortNames([`${long}1${end}`, `${long}2${end}`])).toEqual([`${long}1${end}`, `${long}2${end}`]);
  });
});

describe('a name of somebody who wants more than a row', () => {
  const named = (name: string): SubmissionResult => ({ name, path: name, steps: [], points: { own: 0, reference: 0 }, seconds: 0 });

  test('adds nobody to the list of those who handed in the same', () => {
    const twins = [{ folder: '01-peer-selection', names: ['ann, bob', 'cid', 'say "dee'] }];
    expect(renderTable({ steps: [], results: [], twins }).map(textOf)).toContain('  01-peer-selection: "ann, bob", cid, "say \\"dee"');
  });

  test('is no formula in a spreadsheet, whatever its first sign is', () => {
    for (const name of ['=1', '+1', '-1', '@a', '＝1', '＋1', '－1', '＠a', '﹦1', ' =1', '\u200b=1', '\t1']) {
      expect(renderCsv({ steps: [], results: [named(name)], twins: [] }).split('\r\n')[1]).toMatch(/^"'/);
    }
    expect(renderCsv({ steps: [], results: [named('ann=1')], twins: [] })).toContain('"ann=1"');
  });
});

describe('a file that cannot be compiled', () => {
  const [first, second] = STEPS;
  let bench: Bench;
  let result: SubmissionResult;

  beforeAll(async () => {
    bench = await benchFor(2);
    const files = new Map([[fileOf(first!), `// one\n// two\nexport const selectPeers = () => {{{\n`], [fileOf(second!), solutionOf(second!)]]);
    result = await judge(bench, { name: 'ann', path: 'ann', files });
  }, 120_000);

  test('has its line for a place, like any error', () => {
    const place = `${fileOf(first!)}:4`;
    expect(firstFailure(result)).toMatchObject({ step: first!.folder, place });
    // The second step stands on the first.
    expect(result.steps[1]!.own.trouble).toMatchObject({ place });
    expect(result.steps[1]!.reference.points).toBe(10);
  });

  test('has its line told once in the table, and in the CSV too', () => {
    const report = { steps: bench.steps, results: [result], twins: [] };
    expect(renderTable(report).map(textOf).join('\n').match(/select-peers\.ts:4/g)).toHaveLength(1);
    expect(renderCsv(report)).toContain('select-peers.ts:4');
  });
});
