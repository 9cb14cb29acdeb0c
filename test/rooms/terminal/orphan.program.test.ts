import { spawn, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ROOT } from '../support/cli.ts';

const CODE = `
import('./src/terminal/orphan.ts').then(async ({ hangUpWithParents }) => {
  process.on('SIGHUP', () => {
    console.log('hung up');
    process.exit();
  });
  await hangUpWithParents();
  console.log('ready');
  setInterval(() => {}, 1000);
});`;

/** Runs the code below the shells, ends the outer one as soon as it is ready, and answers what it printed until its own end. */
function endedAbove(shells: string): Promise<string> {
  const outer = spawn('sh', ['-c', shells], { cwd: ROOT, env: { ...process.env, NODE: process.execPath, CODE }, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve) => {
    let printed = '';
    outer.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (text.includes('ready')) outer.kill('SIGKILL');
    });
    outer.stdout.on('end', () => resolve(printed));
  });
}

const NODE = '"$NODE" --import tsx -e "$CODE"; true';

const HAS_PS = spawnSync('ps', ['-p', '1']).status === 0;

const CASES: readonly (readonly [who: string, shells: string])[] = [
  ['its parent', NODE],
  ['the parent of its parent', `sh -c '${NODE}'; true`],
];

test.skipIf(process.platform === 'win32').each(HAS_PS ? CASES : CASES.slice(0, 1))('a process hangs up when %s is gone', async (_who, shells) => {
  expect(await endedAbove(shells)).toBe('ready\nhung up\n');
});
