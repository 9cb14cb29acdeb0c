import { expect, test } from 'vitest';
import { treeWith } from '../authoring/verify/copied-tree.ts';
import { ROOT, rumor } from '../support/cli.ts';
import { STEPS } from '../../../src/course/steps.ts';

const ENOUGH = 300_000;

interface Checked {
  readonly schema: string;
  readonly version: number;
  readonly ready: boolean;
  readonly steps: readonly { readonly step: number; readonly seconds: number; readonly passed: number; readonly tests: number; readonly problems: readonly string[] }[];
}

async function check(root: string): Promise<{ code: number | null; said: Checked }> {
  const { code, stdout } = await rumor(['check', '--json'], {}, root);
  return { code, said: JSON.parse(stdout) as Checked };
}

/** Problems but those about files in `steps/`: whoever runs this may be half-way. */
function problemsOf({ steps }: Checked): string[] {
  return steps.flatMap(({ problems }) => problems.filter((problem) => !problem.startsWith('steps/')));
}

test('check finds nothing wrong with this repository, and says so for programs', { timeout: ENOUGH }, async () => {
  const { code, said } = await check(ROOT);
  expect([said.schema, said.version]).toEqual(['rumor-has-it/check', 1]);
  expect(said.steps.map(({ step }) => step)).toEqual(STEPS.map(({ number }) => number));
  expect(problemsOf(said)).toEqual([]);
  expect(said.steps.every(({ passed, tests }) => tests > 0 && passed === tests)).toBe(true);
  expect(code).toBe(said.ready ? 0 : 1);
});

test('a solution that is broken makes check red, and its step is named with the test that fails', { timeout: ENOUGH }, async () => {
  const root = treeWith('solutions/01-peer-selection/select-peers.ts', 'random.int(last + 1)', 'random.int(last)');
  const { code, said } = await check(root);
  expect([code, said.ready]).toEqual([1, false]);
  expect(said.steps[0]!.passed).toBeLessThan(said.steps[0]!.tests);
  expect(said.steps[0]!.problems[0]).toMatch(/^the solution fails ".+": your code /);
});

test('a starter that somebody has worked in makes check red, and it says how to mend it', { timeout: ENOUGH }, async () => {
  const root = treeWith('steps/02-push/push.ts', 'Step 02', 'Step two');
  const { code, said } = await check(root);
  expect(code).toBe(1);
  expect(said.steps[1]!.problems).toContain('steps/02-push/push.ts is not what learners start from; before you hand it out: node rumor reset 2');
});
