import { expect, test } from 'vitest';
import { rumorHere } from '../support/cli.ts';

test.each([
  [['--join', 'here'], '--join here; allowed: an address and a port, 192.168.1.5:7946 or [::1]:7946'],
  [['--join', '10.0.0.1:70000', '--secret', 'x'], '--join 10.0.0.1:70000; allowed'],
  [['--join', '10.0.0.1:7946'], '--join needs --secret'],
  [['--open', '--secret', ''], '--secret is empty'],
])('a place that makes no sense is refused in a sentence: %j', async (flags, sentence) => {
  const { code, stderr, stdout } = await rumorHere(['cluster', ...flags]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(sentence);
});
