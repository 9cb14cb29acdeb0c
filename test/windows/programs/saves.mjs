// Does the verdict follow each save? Prints a line for each: what was saved, and what the tests said.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';

await import('vitest/node');
register();
const { TestRunner } = await import('../../../src/verdict/runner.ts');
const { ROOT } = await import('../../../src/course/root.ts');
const { STEPS, fileOf } = await import('../../../src/course/steps.ts');

const [step] = STEPS;
const file = join(ROOT, 'steps', fileOf(step));
const solution = readFileSync(join(ROOT, 'solutions', fileOf(step)), 'utf8');
const SAVES = [
  ['the starter', readFileSync(file, 'utf8')],
  ['the solution', solution],
  ['an error', 'export const selectPeers = () => { throw new Error("mine"); };\n'],
  ['the solution with CRLF', solution.replaceAll('\n', '\r\n')],
  ['no TypeScript', 'export const selectPeers = ( => ;\n'],
];

const runner = await TestRunner.open({ root: ROOT, code: 'steps', ahead: 'between runs' });
for (const [what, text] of SAVES) {
  writeFileSync(file, text);
  runner.invalidate(file);
  const { tests, trouble } = await runner.run(step);
  const said = trouble?.message ?? tests.find(({ passed }) => !passed)?.message ?? 'all pass';
  console.log(`${what}: ${said.split('\n')[0]}`);
}
writeFileSync(file, SAVES[0][1]);
const { tests } = await runner.run(step, { source: solution });
console.log(`a stand-in: ${tests.every(({ passed }) => passed) && tests.length > 0 ? 'all pass' : 'not seen'}`);
await runner.close();
