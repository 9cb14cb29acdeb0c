import { expect, test } from 'vitest';
import { errorsIn } from '../../../src/workshop/loop/type-check.ts';

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
