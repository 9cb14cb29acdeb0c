import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { compileModule } from '../../../src/grade/compile.ts';
import { normalised } from '../../../src/grade/same-files.ts';
import { ROOT } from '../../../src/course/root.ts';

/** In a process of its own: esbuild prints hundreds of lines when it comes to its end. */
const COMPILE = `
import { compileModule } from ${JSON.stringify(pathToFileURL(join(ROOT, 'src/grade/compile.ts')).href)};
const good = 'export const answer: number = 42;';
const deep = 'export const answer = ' + '!'.repeat(250_000) + '1;';
const compiled = await Promise.all([good, deep, good, good].map((source) => compileModule('02-push/push.ts', source)));
console.log(JSON.stringify(compiled.map(({ code }) => code.includes('answer = 42') || code)));
`;

const COMPILE_ALL = `
import { compileAll } from ${JSON.stringify(pathToFileURL(join(ROOT, 'src/grade/compile.ts')).href)};
const deep = 'export const answer = ' + '!'.repeat(250_000) + '1;';
const files = new Map([['good.ts', 'export const answer: number = 42;'], ...Array.from({ length: 9 }, (_, i) => [i + '.ts', deep])]);
console.log(JSON.stringify([...await compileAll(files)].map(([, { code }]) => code.includes('answer = 42') || /cannot cope|were too much/.exec(code)?.[0])));
`;

test('a file that ends the compiler ends it for nobody else', { timeout: 60_000 }, () => {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', COMPILE], { cwd: ROOT, encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual([true, expect.stringContaining('the compiler cannot cope with it'), true, true]);
});

test('a small file that becomes a large one is worth nothing, and costs nothing', async () => {
  const doubling = Array.from({ length: 20 }, (_, i) => (i === 0 ? "c0 = 'xx'" : `c${i} = c${i - 1} + c${i - 1}`)).join(', ');
  const { code, map } = await compileModule('02-push/push.ts', `export enum E { ${doubling} }`);
  expect(code).toBe('throw new RangeError("steps/02-push/push.ts compiles to more than 1 MB");');
  expect(map).toBeUndefined();
});

test('many files that each end the compiler cost as much as two of them', { timeout: 60_000 }, () => {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', COMPILE_ALL], { cwd: ROOT, encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual([true, 'cannot cope', 'cannot cope', ...Array.from({ length: 7 }, () => 'were too much')]);
});

/** As long as a step file may be. Each took a quarter of a minute or more once, and takes ten milliseconds now. */
for (const [what, source] of [
  ['escaped backticks', '`\\'.repeat(120_000)],
  ['escaped quotes', '"\\'.repeat(120_000)],
  ['white space', `a${' '.repeat(250_000)}a`],
] as const) {
  test(`a file full of ${what} is compared with the others in no time`, () => {
    const started = performance.now();
    normalised(source);
    expect(performance.now() - started).toBeLessThan(5000);
  });
}

test('files are compared without their comments and white space, and with what their texts hold', () => {
  expect(normalised("const a = 'x // y'; // said\n/* and\n said */ let  b  =  `/* z */` ;")).toBe("const a='x//y';let b=`/*z*/`;");
  expect(normalised("a('it\\'s') // it's")).toBe("a('it\\'s')");
});
