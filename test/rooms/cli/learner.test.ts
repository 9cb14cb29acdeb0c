import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadProgress, STATE_FILE } from '../../../src/learner/progress/store.ts';
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

  expect((await run('undo')).stderr).toMatch(/there is no backup to restore/);
  await run('catch-up', '2');
  await run('catch-up', '3');
  expect(loadProgress(join(root, STATE_FILE)).progress.current).toBe(3);
  expect((await run('undo', '--list')).stdout).toMatch(/before catch-up to step 3 +<- the next undo\n +steps\/02-push[^]+before catch-up to step 2\n/);
  expect((await run('undo')).stdout).toMatch(/02-push\/push\.ts is as in [^]+; node rumor undo \S+ brings it back\./);
  expect((await run('undo')).stdout).toContain('01-peer-selection/select-peers.ts is as in');
  expect((await run('undo')).stderr).toMatch(/every backup has been brought back already/);
});
