import { expect, test } from 'vitest';
import { rumor } from '../support/cli.ts';
import { workshopCopy } from '../support/terminal.ts';

test('in a pipe, a learner is told where they are, hinted, and brought back', async () => {
  const root = workshopCopy();
  const run = (...args: string[]) => rumor(args, {}, root);

  const start = await run('start');
  expect(start.code).toBe(0);
  expect(start.stdout).toContain('TODO step 01: choose the peers to call');

  expect((await run('list')).stdout).toMatch(/1.+Peer selection/);
  const [first, second] = [await run('hint', '2'), await run('hint', '2')];
  expect(first.stdout).toMatch(/1 of 3/);
  expect(second.stdout).toMatch(/2 of 3/);

  const undo = await run('undo');
  expect(undo.stdout + undo.stderr).toMatch(/backup/);
});
