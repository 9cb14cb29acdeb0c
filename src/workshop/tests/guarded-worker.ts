import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { PoolOptions, PoolWorker, WorkerRequest } from 'vitest/node';
import { isHeartbeat } from './heartbeat.ts';

/** What happened to a child that did not finish. */
export type Ending = { readonly kind: 'endless' | 'died'; readonly during: string | undefined; readonly detail: string };

export interface WorkerOptions {
  /** A child that shows no life for so long is killed, in milliseconds. */
  readonly patience: number;
  readonly onEnding: (ending: Ending) => void;
  readonly onPrinted: (text: string) => void;
}

/** Tests of a step need a tenth of this; code that hoards should not hold up the verdict. */
const MEGABYTES_OF_HEAP = 256;

/**
 * A Vitest worker in a child process that can be stopped whatever it does.
 *
 * Vitest never gets a synchronous endless loop back. Here the tests send a heartbeat each, and a
 * child without one is killed from outside. One further child is always started in reserve: it has
 * loaded Vitest by the time it is needed, which is most of what a run costs.
 */
export class GuardedWorker implements PoolWorker {
  readonly name = 'rumor-has-it';
  readonly cacheFs = true;
  readonly #options: WorkerOptions;
  readonly #nursery: Nursery;
  #child: ChildProcess | undefined;
  #alarm: NodeJS.Timeout | undefined;
  #during: string | undefined;
  #stopping = false;
  readonly #listeners = new Set<(message: unknown) => void>();

  constructor(nursery: Nursery, options: WorkerOptions) {
    this.#nursery = nursery;
    this.#options = options;
  }

  async start(): Promise<void> {
    const child = this.#nursery.take();
    this.#child = child;
    if (this.#stopping) child.kill('SIGKILL');
    child.stdout?.on('data', (data: Buffer) => this.#options.onPrinted(data.toString()));
    child.stderr?.on('data', (data: Buffer) => this.#options.onPrinted(data.toString()));
    child.on('message', (message) => {
      if (isHeartbeat(message)) this.#during = message.test;
      if (this.#alarm !== undefined) this.#wait();
    });
    child.on('exit', (code, signal) => {
      clearTimeout(this.#alarm);
      if (this.#stopping) return;
      const detail = signal ?? `exit code ${code}`;
      this.#options.onEnding({ kind: 'died', during: this.#during, detail });
    });
  }

  send(message: WorkerRequest): void {
    if (message.type === 'run' || message.type === 'collect') this.#wait();
    if (message.type === 'stop') this.#answerStop();
    else if (this.#child?.connected === true) this.#child.send(message);
  }

  on(event: string, callback: (arg: unknown) => void): void {
    if (event === 'message') this.#listeners.add(callback);
    this.#child?.on(event, callback);
  }

  off(event: string, callback: (arg: unknown) => void): void {
    if (event === 'message') this.#listeners.delete(callback);
    this.#child?.off(event, callback);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#alarm);
    this.#child?.kill('SIGKILL');
  }

  /** A child that is killed cannot say goodbye, and Vitest would wait a minute for that. */
  #answerStop(): void {
    for (const listener of this.#listeners) listener({ __vitest_worker_response__: true, type: 'stopped' });
  }

  #wait(): void {
    clearTimeout(this.#alarm);
    this.#alarm = setTimeout(() => {
      this.#options.onEnding({ kind: 'endless', during: this.#during, detail: `${this.#options.patience / 1000} s` });
      this.#stopping = true;
      this.#child?.kill('SIGKILL');
    }, this.#options.patience);
  }
}

/** Starts children, one ahead of the need. */
export class Nursery {
  #spare: ChildProcess | undefined;
  readonly #ahead: boolean;
  #recipe: PoolOptions | undefined;

  constructor(options: { readonly ahead: boolean }) {
    this.#ahead = options.ahead;
  }

  prepare(recipe: PoolOptions): void {
    this.#recipe = recipe;
  }

  take(): ChildProcess {
    const child = this.#spare ?? this.#start();
    this.#spare = this.#ahead ? this.#start() : undefined;
    return child;
  }

  close(): void {
    this.#spare?.kill('SIGKILL');
    this.#spare = undefined;
  }

  #start(): ChildProcess {
    const { distPath, env, execArgv } = this.#recipe!;
    return fork(join(distPath, 'workers', 'forks.js'), [], {
      env: { ...process.env, ...env },
      execArgv: [...execArgv, `--max-old-space-size=${MEGABYTES_OF_HEAP}`],
      stdio: 'pipe',
      serialization: 'advanced',
    });
  }
}
