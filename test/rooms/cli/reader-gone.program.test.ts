import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/cli.ts';

/** What a command leaves behind when its reader goes away after the first words, or before any. */
function cutShort(args: readonly string[], when: 'at once' | 'after the first words'): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'rumor.js'), ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  if (when === 'at once') child.stdout.destroy();
  else child.stdout.once('data', () => child.stdout.destroy());
  return new Promise((done) => child.on('close', (code) => done({ code, stderr })));
}

test.each([
  [['help'], 'at once'],
  [['list', '--code', 'solutions'], 'after the first words'],
] as const)('a command whose output is cut short (%j, %s) ends quietly', async (args, when) => {
  expect(await cutShort(args, when)).toEqual({ code: 0, stderr: '' });
});
