import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grade } from '../../../src/workshop/grade/grade.ts';
import { findSubmissions, takeIn } from '../../../src/workshop/grade/intake/take-in.ts';
import { renderCsv } from '../../../src/workshop/grade/report/csv.ts';
import { renderJson } from '../../../src/workshop/grade/report/json.ts';
import { renderJunit } from '../../../src/workshop/grade/report/junit.ts';
import type { Report } from '../../../src/workshop/grade/report/report.ts';
import { renderTable } from '../../../src/workshop/grade/report/table.ts';
import type { StepResult } from '../../../src/workshop/grade/result.ts';
import { openStore } from '../../../src/workshop/grade/store.ts';
import { ROOT } from '../../../src/workshop/root.ts';
import { TestRunner } from '../../../src/workshop/tests/runner.ts';
import { fileOf } from '../../../src/workshop/steps.ts';
import { Chalk } from 'chalk';
import { CLASS_STEPS, makeClass, makeLink, solutions, type Expected } from './class.ts';

const ENOUGH = 900_000;
const folder = mkdtempSync(join(tmpdir(), 'rumor-class-'));
const submissions = join(folder, 'submissions');
const results = join(folder, 'results.jsonl');
let expected: Expected[];
let report: Report;
let before: string;

function gradeClass(): Promise<Report> {
  return grade({ paths: findSubmissions([submissions]), steps: CLASS_STEPS, jobs: 2, store: openStore(results, { fresh: false }) });
}

beforeAll(async () => {
  expected = makeClass(submissions);
  before = listing(submissions);
  report = await gradeClass();
}, ENOUGH);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a class of thirty', () => {
  test('is graded whole, whatever is wrong with some of it', () => {
    expect(expected).toHaveLength(30);
    expect(report.results.map(({ name }) => name).sort()).toEqual(expected.map(({ name }) => name).sort());
  });

  test('gets the right points, each of them', async () => {
    const runner = await TestRunner.open({ root: ROOT, code: join(ROOT, 'solutions') });
    const seen: unknown[] = [];
    const wanted: unknown[] = [];
    for (const { name, points = [], reference, files, refused, problem } of expected) {
      const result = report.results.find((each) => each.name === name)!;
      for (const [i, step] of CLASS_STEPS.entries()) {
        const got = result.steps[i]!;
        let want = points[i];
        // Vitest can put one file in place of a solution; it says what the step is worth on the reference.
        const source = files?.get(fileOf(step));
        if (want === 'as in Vitest' && reference === undefined && source !== undefined) {
          expect(got.reference.tests.map(({ passed }) => passed), `${name} ${step.folder}`).toEqual((await runner.run(step, { source, patience: 60 })).tests.map(({ passed }) => passed));
          want = got.reference.points;
        } else if (want === 'as in Vitest') want = got.own.points;
        const onReference = reference?.[i] ?? (points[i] === 'as in Vitest' ? want : got.reference.points);
        seen.push([name, step.number, points[i] === 'as in Vitest' ? want : got.own.points, got.reference.points]);
        wanted.push([name, step.number, want, onReference]);
      }
      if (problem === undefined) expect(result.problem, name).toBeUndefined();
      else expect(result.problem, name).toMatch(problem);
      expect(result.steps.some(({ state }) => state === 'refused'), name).toBe(refused ?? false);
    }
    await runner.close();
    expect(seen).toEqual(wanted);
  }, ENOUGH);

  test('lets no early mistake sink the rest: on the reference, the later steps count', () => {
    const broken = stepsOf('broken-first');
    expect(broken.map(({ own }) => own.points)).toEqual([0, 0, 0]);
    expect(broken.map(({ reference }) => reference.points)).toEqual([0, 10, 10]);
  });

  test('is left as it was', () => {
    expect(listing(submissions)).toBe(before);
  });

  test('has its identical files pointed out, and those that differ are not', () => {
    const same = report.twins.find(({ folder: step }) => step === '03-merge')!;
    expect(same.names).toEqual(expect.arrayContaining(['solved', 'solved-zip', 'solved-tar']));
    expect(same.names).not.toContain('untouched');
  });

  test('is not run again when grading is started again, and comes out the same', async () => {
    const lines = readFileSync(results, 'utf8').split('\n').length;
    const again = await gradeClass();
    expect(again.results.map(({ name, points }) => [name, points])).toEqual(report.results.map(({ name, points }) => [name, points]));
    expect(readFileSync(results, 'utf8').split('\n')).toHaveLength(lines);
  }, ENOUGH);

  test('is reported as a table with the first failure of each, in the words of the tests', () => {
    const table = renderTable(report, new Chalk({ level: 0 }));
    expect(table).toMatch(/^solved +10 +10 +10 +30 +30/m);
    expect(table).toMatch(/^broken-first +0 +0>10 +0>10 +0 +20/m);
    expect(table).toMatch(/^climber .*not read/m);
    expect(table).toContain('throws-at-once, 02-push\n  Error: no\n  at steps/02-push/push.ts:1');
    expect(table).toContain('this is no TypeScript');
  });

  test('is reported as JSON, CSV and JUnit', () => {
    const json = JSON.parse(renderJson(report)) as { schema: string; version: number; submissions: { name: string }[] };
    expect([json.schema, json.version, json.submissions.length]).toEqual(['rumor-has-it/grade', 1, 30]);
    const csv = renderCsv(report).trimEnd().split('\r\n');
    expect(csv).toHaveLength(31);
    expect(csv.find((line) => line.startsWith('"solved",'))).toBe('"solved",30,30,10,10,10,10,10,10,' + `${stepsOf('solved').reduce((sum, { own }) => sum + own.further.passed, 0)},""`);
    const junit = renderJunit(report);
    expect(junit.match(/<testsuite /g)).toHaveLength(90);
    expect(junit).toContain('<testsuite name="solved.01-peer-selection"');
  });
});

test('a link in place of a step file is refused, and not followed', () => {
  if (process.platform === 'win32') return;
  expect(takeIn(makeLink(folder)).problem).toMatch(/is a link/);
});

test('the same files make the same submission, whether in a folder, a zip or a tar', () => {
  const texts = ['solved', 'solved-zip.zip', 'solved-tar.tar.gz', 'solved-checkout', 'solved-bare'].map((name) => [...takeIn(join(submissions, name)).files]);
  for (const each of texts) expect(each).toEqual([...solutions()]);
});

function stepsOf(name: string): readonly StepResult[] {
  return report.results.find((result) => result.name === name)!.steps;
}

/** Every file below a folder, with its size and the time it was last changed. */
function listing(inside: string): string {
  return readdirSync(inside, { recursive: true, withFileTypes: true })
    .map((item) => join(item.parentPath, item.name))
    .sort()
    .map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`)
    .join('\n');
}
