import { expect, test } from 'vitest';
import { tellFinding } from '../../../../src/authoring/verify/finding.ts';
import { LEAST, verify } from '../../../../src/authoring/verify/verify.ts';
import { COMMANDS } from '../../../../src/cli/cli.ts';
import { STEPS } from '../../../../src/course/steps.ts';
import { ROOT } from '../../support/cli.ts';

/** `node rumor verify` looks at all of it. Here one wrong solution in forty has to do, and no quote is played. */
const EVERY = 40;

// What stands in `steps/` may be the work of somebody half-way, committed or not; only CI knows that it is not.
const compareSteps = process.env['CI'] === undefined ? { compareSteps: false } : {};

test('starters, solutions, lessons, documents and a sample of the wrong solutions hold', async () => {
  const reports = verify({
    root: ROOT,
    steps: STEPS,
    whole: true,
    outerSeeds: 0,
    update: false,
    least: LEAST,
    quotes: false,
    wanted: ({ where }, place) => where.startsWith('test/mutants/') && place % EVERY === 3,
    commands: COMMANDS,
    runners: 1,
    ...compareSteps,
  });
  const findings: string[] = [];
  for await (const report of reports) findings.push(...report.findings.map(tellFinding));
  expect(findings).toEqual([]);
});
