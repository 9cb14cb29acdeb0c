import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { findCompiler } from '../../../../src/course/compiler.ts';
import { errorsIn } from '../../../../src/learner/loop/type-check.ts';

test('the first type error is shown in the form that terminals make clickable', () => {
  const output = [
    "steps\\02-push\\push.ts(31,5): error TS2322: Type 'string' is not assignable to type 'number'.",
    "steps/02-push/push.ts(40,1): error TS2304: Cannot find name 'x'.",
    '',
  ].join('\n');
  expect(errorsIn(output)).toEqual({
    first: "steps/02-push/push.ts:31  Type 'string' is not assignable to type 'number'.",
    count: 2,
  });
});

test('no error is no error', () => {
  expect(errorsIn('')).toEqual({ first: undefined, count: 0 });
});

test.each(['process', 'document', 'setTimeout'])('a name of Node or of a browser (%s) is told without the advice to install types', (name) => {
  const advice = {
    process: ' Do you need to install type definitions for node? Try `npm i --save-dev @types/node` and then add \'node\' to the types field in your tsconfig.',
    document: " Do you need to change your target library? Try changing the 'lib' compiler option to include 'dom'.",
    setTimeout: '',
  }[name];
  const { first } = errorsIn(`steps/02-push/push.ts(3,1): error TS2591: Cannot find name '${name}'.${advice}\n`);
  expect(first).toBe(`steps/02-push/push.ts:3  There is no '${name}' here: protocol code has no Node and no browser, only what it is given.`);
});

test('a name that is only misspelt is told as TypeScript tells it', () => {
  expect(errorsIn("a.ts(3,1): error TS2304: Cannot find name 'peeers'.\n").first).toBe("a.ts:3  Cannot find name 'peeers'.");
});

test('the compiler is a program of its own, so that a cancel ends it', async () => {
  const { command, args } = await findCompiler();
  expect(args).toEqual([]);
  const child = spawn(command, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  await once(child, 'close');
  expect(printed).toMatch(/^Version \d/);
});
