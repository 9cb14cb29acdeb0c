import { expect, test } from 'vitest';
import { tellFinding } from '../../../../src/authoring/verify/finding.ts';
import { LEAST, verify } from '../../../../src/authoring/verify/verify.ts';
import { COMMANDS } from '../../../../src/cli/cli.ts';
import { STEPS } from '../../../../src/course/steps.ts';
import { treeWith } from './copied-tree.ts';

const MUTANT = 'test/mutants/01-peer-selection/self-not-left-out.ts';
const SOLUTION = 'solutions/01-peer-selection/select-peers.ts';

/** Everything that is looked at for step 01, with one wrong solution of the many. */
async function problemsIn(root: string, options: { readonly quotes?: boolean; readonly whole?: boolean; readonly runners?: 0 } = {}): Promise<string[]> {
  const findings: string[] = [];
  const reports = verify({
    root,
    steps: STEPS.slice(0, 1),
    whole: false,
    outerSeeds: 0,
    update: false,
    compareSteps: true,
    least: LEAST,
    quotes: false,
    wanted: ({ where }) => where === MUTANT,
    commands: COMMANDS,
    runners: 1,
    ...options,
  });
  for await (const report of reports) findings.push(...report.findings.map(tellFinding));
  return findings;
}

test('a broken solution is found', async () => {
  const root = treeWith(SOLUTION, 'random.int(last + 1)', 'random.int(last)');
  const problems = await problemsIn(root);
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) expect(problem).toMatch(/^solutions\/01-peer-selection\/select-peers\.ts: fails the test “.+”: your code /);
});

test('a solution with a ruined gap is found', async () => {
  const root = treeWith(SOLUTION, '--- your code ends here ---', '--- your code ended here ---');
  expect(await problemsIn(root, { runners: 0 })).toContainEqual(expect.stringMatching(/select-peers\.ts: begins a gap in line \d+ that has no end; each needs both/));
});

test('a broken starter is found', async () => {
  const root = treeWith('steps/01-peer-selection/select-peers.ts', 'Step 01: whom to call.', 'Step 01: whom to ring.');
  expect(await problemsIn(root, { runners: 0 })).toEqual([
    'steps/01-peer-selection/select-peers.ts:2: is not the starter that the solution gives: it should have " * Step 01: whom to call." here',
  ]);
});

test('a mutant that is right after all is found', async () => {
  const root = treeWith(MUTANT, '[...members]', 'members.filter((member) => member !== _self)');
  const problems = await problemsIn(root);
  expect(problems[0]).toMatch(new RegExp(`^${MUTANT}: is not caught: all \\d+ required tests pass, “never returns the caller itself” among them`));
});

test('a mutant that is caught in other words is found', async () => {
  const root = treeWith('test/01-peer-selection.test.ts', 'others only, not ${self}', 'somebody else');
  const problems = await problemsIn(root);
  expect(problems).toEqual([
    expect.stringContaining(`${MUTANT}: is caught by “never returns the caller itself”, but the message does not say "others only, not"; it says "your code`),
    expect.stringContaining('test/golden/01-peer-selection.txt: the message for self-not-left-out.ts has changed: it was "expected   others only, not 0" and is now "expected   somebody else"'),
  ]);
});

test('a quote that the program does not print is found', async () => {
  const root = treeWith('steps/01-peer-selection/README.md', '1560 calls from 40 nodes', '1561 calls from 40 nodes');
  expect(await problemsIn(root, { quotes: true, runners: 0 })).toEqual([
    expect.stringMatching(/^steps\/01-peer-selection\/README\.md:12: quotes "round 1: 1561 calls .+ prints "round 1: 1560 calls /),
  ]);
});

test('a link that leads nowhere is found', async () => {
  const root = treeWith('README.md', '](steps/03-merge/README.md)', '](steps/03-merging/README.md)');
  const problems = await problemsIn(root, { whole: true, runners: 0 });
  expect(problems).toContainEqual(expect.stringMatching(/^README\.md:\d+: links to steps\/03-merging\/README\.md, and there is no /));
});
