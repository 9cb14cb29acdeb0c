import { beforeAll, describe, expect, test } from 'vitest';
import { judge, type Bench } from '../../../src/grade/judge.ts';
import type { StepResult } from '../../../src/grade/result.ts';
import { ATTACKS, LAST_WINS, LAST_WINS_UNCOUNTED, PLAIN_WRONG, READS_UNCOUNTED, WRITES_UNCOUNTED } from './attacks.ts';
import { benchFor, solutionOf } from './bench.ts';
import { STEPS } from '../../../src/course/steps.ts';

const FILE = '01-peer-selection/select-peers.ts';
const ENOUGH = 120_000;

let bench: Bench;
let wrong: StepResult;

async function gradeFile(source: string): Promise<StepResult> {
  const result = await judge(bench, { name: 'stranger', path: 'stranger', files: new Map([[FILE, source]]) });
  return result.steps[0]!;
}

beforeAll(async () => {
  bench = await benchFor(1);
  wrong = await gradeFile(PLAIN_WRONG);
}, ENOUGH);

describe('a submission that is hostile', () => {
  for (const { name, source, refused, trouble } of ATTACKS) {
    test(`gains nothing by ${name}`, { timeout: ENOUGH }, async () => {
      const { own, state } = await gradeFile(source);
      expect(JSON.stringify(own)).not.toContain('ESCAPED');
      expect(own.points).toBeLessThanOrEqual(wrong.own.points);
      expect(state).toBe(refused === undefined ? 'graded' : 'refused');
      if (refused !== undefined) expect(own.refusal).toMatch(refused);
      if (trouble !== undefined) expect(own.trouble?.message).toMatch(trouble);
    });
  }

  test('gains nothing by throwing what fast-check does not count', { timeout: ENOUGH }, async () => {
    const three = await benchFor(3);
    const pointsOf = async (source: string): Promise<number> => {
      const result = await judge(three, { name: 'stranger', path: 'stranger', files: new Map([['03-merge/merge.ts', source]]) });
      return result.steps[2]!.reference.points;
    };
    expect(await pointsOf(LAST_WINS_UNCOUNTED)).toBeLessThanOrEqual(await pointsOf(LAST_WINS));
  });

  for (const [what, source, title] of [
    ['reads', READS_UNCOUNTED, 'costs the same in a small group and in a large one'],
    ['writes', WRITES_UNCOUNTED, 'leaves the list of members as it was'],
  ] as const) {
    test(`gains nothing by ${what} that go by descriptors`, { timeout: ENOUGH }, async () => {
      const { own } = await gradeFile(source);
      const test = own.tests.find((each) => each.title === title);
      expect(test?.passed).toBe(false);
      expect(own.refusal).toBeUndefined();
    });
  }

  test('leaves the bench as it was: the solution still gets everything', { timeout: ENOUGH }, async () => {
    const { own } = await gradeFile(solutionOf(STEPS[0]!).replace('const others', 'const  others'));
    expect(own.points).toBe(10);
  });
});
