import { expect, test } from 'vitest';
import { verify } from '../../../../src/cli/commands/verify.ts';
import { parse } from '../../../../src/terminal/usage.ts';
import { rumorHere } from '../../support/cli.ts';

test.each([
  [['--step', '99'], 'there is no step "99"'],
  [['--seeds', 'many'], '--seeds many; allowed: a whole number from 1 to 99999'],
  [['--soak', '0'], '--soak 0; allowed: a whole number from 1 to 99999'],
  [['--soak', '2', '--update'], '--soak runs the solutions only; give it without --update and --seeds'],
])('verify %j is refused with a sentence', async (flags, sentence) => {
  await expect(verify.run(parse(verify, flags), {})).rejects.toThrow(sentence);
});

test('verify can say what it found as JSON', async () => {
  const { code, stdout } = await rumorHere(['verify', '--step', '1', '--soak', '2', '--json']);
  expect(JSON.parse(stdout)).toEqual({
    holds: true,
    seconds: expect.any(Number),
    reports: [{ step: 1, holds: true, checked: ['solution passed 2 of 2 runs'], findings: [] }],
  });
  expect(code).toBe(0);
});

test('verify prints a line a step', async () => {
  const { code, stdout } = await rumorHere(['verify', '--step', '1', '--soak', '1']);
  expect(stdout).toMatch(/^01 {2}Peer selection +holds +solution passed 1 of 1 runs\n\nAll of it holds \(\d+(\.\d)? s\)\.\n$/);
  expect(code).toBe(0);
});
