import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import { grade } from '../../../src/grade/grade.ts';
import { findSubmissions } from '../../../src/grade/intake/find-submissions.ts';
import { takeIn } from '../../../src/grade/intake/take-in.ts';
import { renderCsv } from '../../../src/grade/report/csv.ts';
import { renderJson } from '../../../src/grade/report/json.ts';
import { renderJunit } from '../../../src/grade/report/junit.ts';
import type { Report } from '../../../src/grade/report/report.ts';
import { textOf } from '../../../src/terminal/line.ts';
import { renderTable } from '../../../src/grade/report/table.ts';
import type { Marked, StepResult, SubmissionResult } from '../../../src/grade/result.ts';
import { openStore } from '../../../src/grade/store.ts';
import { ROOT } from '../../../src/course/root.ts';
import { TestRunner } from '../../../src/verdict/runner.ts';
import { fileOf, STEPS, type Step } from '../../../src/course/steps.ts';
import { makeClass, makeLink, solutions, type Expected, type Points } from './class.ts';

const ENOUGH = 900_000;
/** Ten points a step. */
const MOST = 10 * STEPS.length;
const folder = mkdtempSync(join(tmpdir(), 'rumor-class-'));
const submissions = join(folder, 'submissions');
const results = join(folder, 'results.jsonl');
let expected: Expected[];
let report: Report;
let before: string;

function gradeClass(): Promise<Report> {
  return grade({ paths: findSubmissions([submissions]), jobs: 2, store: openStore(results, { fresh: false }) });
}

beforeAll(async () => {
  expected = makeClass(submissions);
  before = listing(submissions);
  report = await gradeClass();
}, ENOUGH);

afterAll(() => removeFolder(folder));

describe('a class', () => {
  test('is graded whole, whatever is wrong with some of it', () => {
    expect(expected.length).toBeGreaterThanOrEqual(30);
    expect(report.results.map(({ name }) => name).sort()).toEqual(expected.map(({ name }) => name).sort());
  });

  test('gets the points that are known beforehand, each of them', () => {
    const known = (points: readonly Points[], runs: readonly Marked[]): Points[] => points.map((each, i) => (each === 'as in Vitest' ? each : runs[i]!.points));
    for (const { name, own, reference = own } of expected) {
      const steps = stepsOf(name);
      expect([name, ...known(own, steps.map((step) => step.own))]).toEqual([name, ...own]);
      expect([name, ...known(reference, steps.map((step) => step.reference))]).toEqual([name, ...reference]);
    }
  });

  test('has the reason told for each that could not be read, and for each step that was not graded', () => {
    for (const { name, problem, state, files } of expected) {
      const result = resultOf(name);
      if (problem === undefined) expect(result.problem, name).toBeUndefined();
      else expect(result.problem, name).toMatch(problem);
      const states = STEPS.map((step) => (problem !== undefined || (files !== undefined && !files.has(fileOf(step))) ? 'missing' : (state ?? 'graded')));
      expect([name, ...result.steps.map((step) => step.state)]).toEqual([name, ...states]);
    }
  });

  test('passes, where points are not known beforehand, the very tests that it passes in Vitest on the reference', async () => {
    const runner = await TestRunner.open({ root: ROOT, code: join(ROOT, 'solutions') });
    for (const { name, own, reference = own, files } of expected) {
      for (const [i, step] of STEPS.entries()) {
        if (reference[i] === 'as in Vitest') await expectSameTests(name, step, stepsOf(name)[i]!.reference, runner, files!.get(fileOf(step))!);
      }
    }
    await runner.close();
  }, ENOUGH);

  test('and on their own earlier steps', async () => {
    for (const { name, own, folder: code } of expected.filter((each) => each.own.includes('as in Vitest'))) {
      const runner = await TestRunner.open({ root: ROOT, code: code! });
      for (const [i, step] of STEPS.entries()) {
        if (own[i] === 'as in Vitest') await expectSameTests(name, step, stepsOf(name)[i]!.own, runner);
      }
      await runner.close();
    }
  }, ENOUGH);

  test('lets no early mistake sink the rest: on the reference, the later steps count', () => {
    const broken = stepsOf('broken-first');
    expect(broken.map(({ own }) => own.points)).toEqual(STEPS.map(() => 0));
    expect(broken.map(({ reference }) => reference.points)).toEqual(STEPS.map(({ number }) => (number === 1 ? 0 : 10)));
  });

  test('is left as it was', () => {
    expect(listing(submissions)).toBe(before);
  });

  test('has copies of the solution pointed out, and what differs from it is not', () => {
    const same = report.twins.find(({ folder: step, solution }) => step === '03-merge' && solution === true)!;
    expect(same.names).toEqual(expect.arrayContaining(['solved', 'solved-zip', 'solved-tar']));
    expect(same.names).not.toContain('untouched');
    expect(same.names.filter((name) => /^(mutant|other)-3-/.test(name))).toEqual([]);
  });

  test('is not run again when grading is started again, and comes out the same', async () => {
    const lines = readFileSync(results, 'utf8').split('\n').length;
    const again = await gradeClass();
    expect(again.results.map(({ name, points }) => [name, points])).toEqual(report.results.map(({ name, points }) => [name, points]));
    expect(readFileSync(results, 'utf8').split('\n')).toHaveLength(lines);
  }, ENOUGH);

  test('is reported as a table with the first failure of each, in the words of the tests', () => {
    const table = renderTable(report).map(textOf).join('\n');
    expect(table).toMatch(new RegExp(`^solved${' +10'.repeat(STEPS.length)} +${MOST} +${MOST}`, 'm'));
    expect(table).toMatch(new RegExp(`^broken-first +0${' +0>10'.repeat(STEPS.length - 1)} +0 +${MOST - 10}`, 'm'));
    expect(table).toMatch(/^climber .*not read/m);
    expect(table).toContain('throws-at-once, 02-push\n  Error: no\n  at steps/02-push/push.ts:1');
    expect(table).toContain('this is no TypeScript');
  });

  test('is reported as JSON, CSV and JUnit', () => {
    const json = JSON.parse(renderJson(report)) as { schema: string; version: number; submissions: { name: string }[] };
    expect([json.schema, json.version, json.submissions.length]).toEqual(['rumor-has-it/grade', 1, expected.length]);
    const csv = renderCsv(report).trimEnd().split('\r\n');
    expect(csv).toHaveLength(expected.length + 1);
    const further = stepsOf('solved').reduce((sum, { own }) => sum + own.further.passed, 0);
    expect(csv.find((line) => line.startsWith('"solved",'))).toBe(`"solved",${MOST},${MOST}${',10,10'.repeat(STEPS.length)},${further},""`);
    const junit = renderJunit(report);
    expect(junit.match(/<testsuite /g)).toHaveLength(expected.length * STEPS.length);
    expect(junit).toContain('<testsuite name="solved.01-peer-selection"');
  });
});

test('a link in place of a step file is refused, and not followed', () => {
  if (process.platform === 'win32') return;
  expect([...takeIn(makeLink(folder))][0]!.problem).toMatch(/is a link/);
});

test('the same files make the same submission, whether in a folder, a zip or a tar', () => {
  const texts = ['solved', 'solved-zip.zip', 'solved-tar.tar.gz', 'solved-checkout', 'solved-bare'].map((name) => [...[...takeIn(join(submissions, name))][0]!.files]);
  for (const each of texts) expect(each).toEqual([...solutions()]);
});

function resultOf(name: string): SubmissionResult {
  return report.results.find((result) => result.name === name)!;
}

function stepsOf(name: string): readonly StepResult[] {
  return resultOf(name).steps;
}

/**
 * A file that does not load has no tests in Vitest, and none that pass in the grader. The grader does
 * not run the rest once three tests took too long, and says so: up to there, the two must agree.
 */
async function expectSameTests(name: string, step: Step, { tests, trouble }: Marked, runner: TestRunner, source?: string): Promise<void> {
  const inVitest = await runner.run(step, { patience: 60, ...(source === undefined ? {} : { source }) });
  const passed = (all: readonly { title: string; passed: boolean }[]): string[] => all.filter((each) => each.passed).map(({ title }) => title);
  const here = passed(tests);
  const cutShort = /the rest were not run$/.test(trouble?.message ?? '');
  const there = cutShort ? passed(inVitest.tests).slice(0, here.length) : passed(inVitest.tests);
  expect([name, step.folder, ...here]).toEqual([name, step.folder, ...there]);
}

/** Every file below a folder, with its size and the time it was last changed. */
function listing(inside: string): string {
  return readdirSync(inside, { recursive: true, withFileTypes: true })
    .map((item) => join(item.parentPath, item.name))
    .sort()
    .map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`)
    .join('\n');
}
