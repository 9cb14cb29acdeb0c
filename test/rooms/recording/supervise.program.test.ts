import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { RunRequest } from '../../../src/course/run/request.ts';
import { standardScenario, STEPS } from '../../../src/course/steps.ts';
import { record } from '../../../src/recording/record.ts';
import { ROOT } from '../support/cli.ts';
import { solutionsWith, temporaryFolder } from '../support/code-folder.ts';

const PUSH = '02-push/push.ts';

/** The run of step 02, through a solution that does something else at its end. */
function requestWith(statement: string, nodes = 40): RunRequest {
  const code = solutionsWith(PUSH, (text) => `${text}\n${statement}\n`);
  // As in the repository: only a module may wait while it loads.
  writeFileSync(join(code, 'package.json'), '{ "type": "module" }');
  return { step: 2, code, scenario: { ...standardScenario(STEPS[1]!), nodes }, trace: false };
}

describe('a run that does not come back', () => {
  test('is told with the time that it had: more where the group is large', async () => {
    const { fault } = await record(requestWith('while (true);', 10_000));
    expect(fault?.sentence).toMatch(/while .+push\.ts was loading the code did not come back within 2\.5 s of processor time, and was stopped: a loop in it never ends/);
  });

  test.each([
    ['a promise that nobody resolves', 'await new Promise(() => undefined);'],
    ['a timer without end', 'await new Promise(() => setInterval(() => undefined, 10));'],
  ])('is not told to loop where it waits for %s', async (_what, statement) => {
    const { fault } = await record(requestWith(statement));
    expect(fault?.sentence).toMatch(/while .+push\.ts was loading the code was stopped: it waits for something that does not come/);
  });

  test('is told to print too much where it does', async () => {
    const { fault } = await record(requestWith("while (true) console.log('x'.repeat(1000));"));
    expect(fault?.sentence).toMatch(/a loop in it prints and prints, [\d.]+ MB by then/);
  });

  test('does not outlive whoever started it', async () => {
    const folder = temporaryFolder();
    const [begun, program] = [join(folder, 'begun'), join(folder, 'program.mts')];
    const request = requestWith(`(await import('node:fs')).writeFileSync(${JSON.stringify(begun)}, '');\nwhile (true);`);
    // It would take minutes of the processor before it is ended by a verdict. Its output is that of the program.
    const patient = { ...request, trace: true, scenario: { ...request.scenario, nodes: 10_000_000 } };
    writeFileSync(program, `const { record } = await import(${JSON.stringify(pathToFileURL(join(ROOT, 'src/recording/record.ts')).href)});\nawait record(${JSON.stringify(patient)});\n`);
    const parent = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), program], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
    const closed = once(parent.stdout.resume(), 'close');
    await expect.poll(() => existsSync(begun), { timeout: 600_000 }).toBe(true);
    parent.kill('SIGKILL');
    // Whoever holds it open is alive.
    await closed;
  });
});
