import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { GuardedWorker, type Ending, type Nursery } from '../../../src/verdict/guarded-worker.ts';

/** A worker whose child does what the test says. */
async function workerWith(patience = 60_000) {
  const child = Object.assign(new EventEmitter(), { kill: () => true, connected: true, send: () => true });
  const endings: Ending[] = [];
  const nursery = { take: () => child as unknown as ChildProcess } as unknown as Nursery;
  const worker = new GuardedWorker(nursery, { patience, onEnding: (ending) => endings.push(ending), onPrinted: () => undefined, onEarly: () => undefined });
  await worker.start();
  const told: string[] = [];
  for (const event of ['message', 'error', 'exit']) {
    worker.on(event, (argument) => told.push(event === 'message' ? (argument as { type: string }).type : event));
  }
  return { worker, child, endings, told };
}

test('a child that is killed while something is sent to it fails and ends; Vitest hears of it once', async () => {
  const { worker, child, told } = await workerWith();
  child.emit('message', { type: 'started' });
  await worker.stop();
  child.emit('error', new Error('write EPIPE'));
  child.emit('exit', null, 'SIGKILL');
  expect(told).toEqual(['started', 'error']);
});

test('a child that ends before it has said anything is not waited for', async () => {
  const { child, told, endings } = await workerWith();
  child.emit('exit', 1, null);
  await expect.poll(() => told).toEqual(['exit', 'started']);
  expect(endings).toEqual([{ kind: 'died', during: undefined, detail: 'exit code 1' }]);
});

test('a child that was stopped is not blamed for a loop', async () => {
  const { worker, child, endings } = await workerWith(1);
  worker.send({ type: 'run' } as Parameters<GuardedWorker['send']>[0]);
  await worker.stop();
  child.emit('message', { type: 'late' });
  await new Promise((done) => setTimeout(done, 20));
  expect(endings).toEqual([]);
});
