import { expect, test } from 'vitest';
import { createVitest } from 'vitest/node';
import { codeFrom } from '../../../src/verdict/code-plugin.ts';
import { guardedEnv, guardedPool } from '../../../src/verdict/guarded-pool.ts';
import { stepTests } from '../../../src/verdict/step-tests.ts';
import { ROOT } from '../support/cli.ts';
import { solutionsWith } from '../support/code-folder.ts';

/** What Vitest says that was started by hand: how many tests passed, and its errors. */
async function plainVitest(code: string): Promise<{ passed: number; errors: string[] }> {
  const vitest = await createVitest(
    'test',
    { root: ROOT, config: false, watch: false, reporters: [{}], ...stepTests, include: ['test/01-*.test.ts'], pool: guardedPool('steps'), env: guardedEnv },
    { plugins: [codeFrom(ROOT, code)], logLevel: 'silent' },
  );
  const exitCode = process.exitCode;
  try {
    const { testModules, unhandledErrors } = await vitest.start();
    const tests = testModules.flatMap((module) => [...module.children.allTests('passed')]);
    return { passed: tests.length, errors: unhandledErrors.map((error) => (error as Error).message) };
  } finally {
    await vitest.close();
    process.exitCode = exitCode;
  }
}

test('Vitest by itself runs the tests of a step', async () => {
  expect(await plainVitest('solutions')).toEqual({ passed: 22, errors: [] });
});

test('Vitest by itself comes back from a file that loops while it loads, and says so', async () => {
  const code = solutionsWith('01-peer-selection/select-peers.ts', (source) => `${source}\nwhile (true);\n`);
  const { passed, errors } = await plainVitest(code);
  expect(passed).toBe(0);
  expect(errors).toEqual([expect.stringMatching(/^steps\/01-peer-selection\/select-peers\.ts, or a file it imports, did not finish loading within 2 s of processor time, and was stopped\.\nA loop in it never ends/)]);
});
