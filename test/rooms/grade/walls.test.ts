import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Opening, Unit } from '../../../src/grade/cell/protocol.ts';
import { compileKit } from '../../../src/grade/kit.ts';
import { ROOT } from '../../../src/course/root.ts';
import { STEPS } from '../../../src/course/steps.ts';
import { canLeaveTheNetwork, startCell } from '../../../src/grade/walls.ts';

/**
 * What a cell may do whose realm has been broken out of: this program is given `require` from the
 * start. Each line of its answer is what came of one attempt.
 */
const BREAKOUT = (port: number, file: string): string => `
const attempt = (name, body) => { try { console.log(name, 'DONE', String(body()).slice(0, 40)); } catch (error) { console.log(name, error.code); } };
const fs = require('node:fs');
attempt('read', () => fs.readFileSync(${JSON.stringify(file)}));
attempt('list', () => fs.readdirSync('.'));
attempt('write', () => fs.writeFileSync('pwned', ''));
attempt('spawn', () => require('node:child_process').spawnSync(process.execPath, ['--version']).stdout);
attempt('worker', () => new (require('node:worker_threads').Worker)('0', { eval: true }));
attempt('eval', () => eval('1'));
console.log('environment', JSON.stringify(Object.keys(process.env).filter((name) => !['SystemRoot', 'SystemDrive'].includes(name))));
require('node:net').connect(${port}, '127.0.0.1').on('connect', () => { console.log('network DONE'); process.exit(); }).on('error', () => { console.log('network refused'); process.exit(); });
`;

test('whoever breaks out of the realm finds no files, programs, threads or secrets, and on Linux no network', { timeout: 60_000 }, async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const program = BREAKOUT((server.address() as AddressInfo).port, join(ROOT, 'package.json'));
  const child = startCell();
  child.stdin!.write(`${Buffer.byteLength(program)}\n${program}`);
  let printed = '';
  child.stdout!.on('data', (data: Buffer) => (printed += data.toString()));
  await new Promise((ended) => child.on('close', ended));
  server.close();
  const lines = printed.trimEnd().split('\n');
  expect(lines.slice(0, -1)).toEqual([
    'read ERR_ACCESS_DENIED', 'list ERR_ACCESS_DENIED', 'write ERR_ACCESS_DENIED', 'spawn ERR_ACCESS_DENIED', 'worker ERR_ACCESS_DENIED', 'eval undefined', 'environment []',
  ]);
  expect(lines.at(-1)).toBe(canLeaveTheNetwork() ? 'network refused' : 'network DONE');
});

test('a loop ends itself when nobody is left to end it', { timeout: 60_000 }, async () => {
  const { cell, realm, tests } = await compileKit(STEPS.slice(0, 1));
  const { folder, file } = STEPS[0]!;
  const opening: Opening = { secret: 'secret', longest: 200, realm, tests };
  const unit: Unit = { id: 0, step: folder, modules: { [`${folder}/${file}`]: 'exports.selectPeers = () => { for (;;) { try { for (;;); } finally { continue; } } };' }, from: 0 };
  const child = startCell();
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const began = new Promise<void>((resolve) => child.stdout!.on('data', (data: Buffer) => data.includes('"loaded"') && resolve()));
  child.stdin!.write(`${Buffer.byteLength(cell)}\n${cell}${JSON.stringify(opening)}\n${JSON.stringify(unit)}\n`);
  await began;
  // What a grader leaves behind that was killed: pipes with nobody at the other end.
  child.stdin!.destroy();
  child.stdout!.destroy();
  child.stderr!.destroy();
  expect(await ended).toBeGreaterThan(0);
});
