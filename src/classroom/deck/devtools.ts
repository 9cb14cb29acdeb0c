import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** Asks one thing of the browser, and waits for its answer. */
export type Ask = (method: string, params?: object, session?: string) => Promise<Record<string, unknown>>;

interface Waiting {
  resolve(result: Record<string, unknown>): void;
  reject(error: Error): void;
}

/**
 * Starts a browser without a window, and lets `use` talk to it over the DevTools protocol.
 *
 * The talk goes through two pipes, not through a port: nobody else can join, and no package is
 * needed. The browser is stopped when `use` is done or has failed.
 */
export async function withBrowser<T>(program: string, flags: readonly string[], use: (ask: Ask) => Promise<T>): Promise<T> {
  const child = spawn(program, ['--headless', '--remote-debugging-pipe', ...flags], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The browser ended by itself, with code ${code}.`)));
  });
  try {
    return await Promise.race([use(talkTo(child)), ended]);
  } finally {
    ended.catch(() => {});
    await stop(child);
  }
}

function talkTo(child: ChildProcess): Ask {
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let rest = '';
  input.on('error', () => {});
  output.setEncoding('utf8');
  output.on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop()!;
    for (const message of messages) settle(waiting, message);
  });
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    });
}

function settle(waiting: Map<number, Waiting>, message: string): void {
  const { id, result, error } = JSON.parse(message) as { id?: number; result?: Record<string, unknown>; error?: { message: string } };
  const waiter = id === undefined ? undefined : waiting.get(id);
  if (id === undefined || waiter === undefined) return;
  waiting.delete(id);
  if (error === undefined) waiter.resolve(result ?? {});
  else waiter.reject(new Error(error.message));
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill();
  });
}
