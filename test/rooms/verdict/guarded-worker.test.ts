import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { GuardedWorker, type Ending } from '../../../src/verdict/guarded-worker.ts';
import type { Nursery } from '../../../src/verdict/nursery.ts';

type Asked = Parameters<GuardedWorker['send']>[0];

/** A worker whose child does what the test says, and whose second thread says what the test says. */
async function workerWith() {
  const sent: string[] = [];
  const killed: string[] = [];
  const [stdout, watch] = [new PassThrough(), new PassThrough()];
  const child = Object.assign(new EventEmitter(), {
    kill: (signal: string) => killed.push(signal),
    connected: true,
    send: ({ type }: Asked) => sent.push(type),
    stdout,
    stdio: [null, stdout, null, null, watch],
  });
  const endings: Ending[] = [];
  const nursery = { take: () => child as unknown as ChildProcess } as unknown as Nursery;
  const worker = new GuardedWorker(nursery, { onBusy: () => undefined, onEnding: (ending) => endings.push(ending), onPrinted: () => undefined, onEarly: () => undefined });
  await worker.start();
  const told: string[] = [];
  for (const event of ['message', 'error', 'exit']) {
    worker.on(event, (argument) => told.push(event === 'message' ? (argument as { type: string }).type : event));
  }
  const ask = (...types: string[]): void => types.forEach((type) => worker.send({ type } as Asked));
  const secondThread = (report: object): void => void watch.write(`${JSON.stringify(report)}\n`);
  return { worker, child, endings, told, sent, killed, ask, secondThread };
}

test('a child that is killed while something is sent to it fails and ends; Vitest hears of it once', async () => {
  const { worker, child, told, ask } = await workerWith();
  ask('start');
  await worker.stop();
  child.emit('error', new Error('write EPIPE'));
  child.emit('exit', null, 'SIGKILL');
  expect(told).toEqual(['started', 'error']);
});

test('a child that ends before it has said anything is not waited for', async () => {
  const { child, told, endings, ask } = await workerWith();
  ask('start', 'run');
  child.emit('exit', 1, null);
  expect(told).toEqual(['started', 'exit']);
  expect(endings).toEqual([{ kind: 'died', during: undefined, detail: 'exit code 1' }]);
});

test('Vitest waits a minute for a child to start; here it may take longer, and is asked to run when it has', async () => {
  const { child, told, sent, ask } = await workerWith();
  ask('start', 'run');
  expect([told, sent]).toEqual([['started'], ['start']]);
  child.emit('message', { type: 'started' });
  expect([told, sent]).toEqual([['started'], ['start', 'run']]);
});

test('a child that cannot start has finished, with an error', async () => {
  const { child, told, sent, ask } = await workerWith();
  ask('start', 'run');
  child.emit('message', { type: 'started', error: new Error('no') });
  expect([told, sent]).toEqual([['started', 'testfileFinished'], ['start']]);
});

test('what the second thread says is believed after what the first one said before', async () => {
  const { child, endings, killed, secondThread } = await workerWith();
  secondThread({ cpu: 100, idle: 0 });
  secondThread({ verdict: 'endless', patience: 2000, printed: 7 });
  setImmediate(() => child.emit('message', { rumorHasIt: 'heartbeat', test: 'a test' }));
  await expect.poll(() => endings).toEqual([{ kind: 'endless', during: 'a test', detail: '2 s', printed: 7 }]);
  expect(killed).toEqual(['SIGKILL']);
});

test.each([['was stopped', 'stop'], ['has told all', 'finish']])('a child that %s is not blamed for a loop', async (_what, how) => {
  const { worker, child, endings, secondThread } = await workerWith();
  secondThread({ verdict: 'endless', patience: 2000, printed: 7 });
  if (how === 'stop') await worker.stop();
  else child.emit('message', { type: 'testfileFinished' });
  secondThread({ verdict: 'waits', patience: 2000, printed: 7 });
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
  expect(endings).toEqual([]);
});
