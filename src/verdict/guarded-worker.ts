import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { PoolOptions, PoolWorker, WorkerRequest } from 'vitest/node';
import { isSign, type EarlyFailure, type EarlyPass, type Sign } from './heartbeat.ts';

/** What happened to a child that did not finish. */
export type Ending = { readonly kind: 'endless' | 'died'; readonly during: string | undefined; readonly detail: string };

export interface WorkerOptions {
  /** A child that shows no life for so long is killed, in milliseconds. */
  readonly patience: number;
  readonly onEnding: (ending: Ending) => void;
  readonly onPrinted: (text: string) => void;
  /** Something about the verdict is known before all tests are over. */
  readonly onEarly: (sign: EarlyFailure | EarlyPass) => void;
}

type Listener = (argument: unknown) => void;

/** Tests of a step need a tenth of this; code that hoards should not hold up the verdict. */
const MEGABYTES_OF_HEAP = 256;

/**
 * A Vitest worker in a child process that can be stopped whatever it does.
 *
 * Vitest never gets a synchronous endless loop back. Here the tests send a heartbeat each, and a
 * child without one is killed from outside. One further child may wait in reserve: it has loaded
 * Vitest by the time it is needed, which is most of what a run costs.
 */
export class GuardedWorker implements PoolWorker {
  readonly name = 'rumor-has-it';
  readonly cacheFs = true;
  readonly #options: WorkerOptions;
  readonly #nursery: Nursery;
  #child: ChildProcess | undefined;
  #alarm: NodeJS.Timeout | undefined;
  #during: string | undefined;
  /** Has the child said anything yet? */
  #answering = false;
  #stopping = false;
  #over = false;
  readonly #listeners = { message: new Set<Listener>(), error: new Set<Listener>(), exit: new Set<Listener>() };

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
      if (isSign(message)) this.#hear(message);
      this.#answering = true;
      if (this.#alarm !== undefined) this.#wait();
      for (const listener of this.#listeners.message) listener(message);
    });
    child.on('error', (error) => this.#end('error', error));
    child.on('exit', (code, signal) => {
      clearTimeout(this.#alarm);
      this.#end('exit', code);
      // Vitest asks a child that has not answered yet for a minute whether it has started.
      if (!this.#answering) setImmediate(() => this.#answer('started', new Error('The child ended before it started.')));
      if (this.#stopping) return;
      const detail = signal ?? `exit code ${code}`;
      this.#options.onEnding({ kind: 'died', during: this.#during, detail });
    });
  }

  send(message: WorkerRequest): void {
    if (message.type === 'run' || message.type === 'collect') this.#wait();
    // A child that is killed cannot say goodbye, and Vitest would wait a minute for that.
    if (message.type === 'stop') this.#answer('stopped');
    else if (this.#child?.connected === true) this.#child.send(message);
  }

  on(event: string, listener: Listener): void {
    if (isKnown(event)) this.#listeners[event].add(listener);
  }

  off(event: string, listener: Listener): void {
    if (isKnown(event)) this.#listeners[event].delete(listener);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#alarm);
    this.#child?.kill('SIGKILL');
  }

  #hear(sign: Sign): void {
    if (sign.rumorHasIt === 'heartbeat') this.#during = sign.test;
    else if (!this.#stopping) this.#options.onEarly(sign);
  }

  /** A child that is killed while something is sent to it fails first, and ends then. Vitest can take one of them. */
  #end(event: 'error' | 'exit', argument: unknown): void {
    if (this.#over) return;
    this.#over = true;
    for (const listener of this.#listeners[event]) listener(argument);
  }

  /** Speaks for a child that cannot. */
  #answer(type: 'started' | 'stopped', error?: Error): void {
    for (const listener of this.#listeners.message) listener({ __vitest_worker_response__: true, type, ...(error === undefined ? {} : { error }) });
  }

  #wait(): void {
    clearTimeout(this.#alarm);
    if (this.#stopping) return;
    this.#alarm = setTimeout(() => {
      this.#options.onEnding({ kind: 'endless', during: this.#during, detail: `${this.#options.patience / 1000} s` });
      this.#stopping = true;
      this.#child?.kill('SIGKILL');
    }, this.#options.patience);
  }
}

function isKnown(event: string): event is 'message' | 'error' | 'exit' {
  return event === 'message' || event === 'error' || event === 'exit';
}

/** What a child loads before Vitest, as addresses: one that is needed at once, and one that has time. */
export interface Imports {
  readonly atOnce: string;
  readonly inReserve: string;
}

/** Starts children, and may have one ready before it is needed. */
export class Nursery {
  #spare: ChildProcess | undefined;
  #recipe: PoolOptions | undefined;
  #closed = false;
  readonly #atOnce: boolean;
  readonly #imports: Imports | undefined;

  /** `atOnce`: whenever the child in reserve is taken, start the next one. */
  constructor(atOnce: boolean, imports?: Imports) {
    this.#atOnce = atOnce;
    this.#imports = imports;
  }

  prepare(recipe: PoolOptions): void {
    this.#recipe = recipe;
  }

  take(): ChildProcess {
    const child = this.#spare ?? this.#start(this.#imports?.atOnce);
    this.#spare = undefined;
    if (this.#atOnce) this.refill();
    return child;
  }

  /** Puts a child in reserve. `hurry`: somebody is about to need it. */
  refill(hurry = false): void {
    if (this.#recipe !== undefined && !this.#closed) this.#spare ??= this.#start(hurry ? this.#imports?.atOnce : this.#imports?.inReserve);
  }

  close(): void {
    this.#closed = true;
    this.#spare?.kill('SIGKILL');
    this.#spare = undefined;
  }

  #start(imported: string | undefined): ChildProcess {
    const { distPath, env, execArgv } = this.#recipe!;
    return fork(join(distPath, 'workers', 'forks.js'), [], {
      env: { ...process.env, ...env },
      execArgv: [...execArgv, ...(imported === undefined ? [] : ['--import', imported]), `--max-old-space-size=${MEGABYTES_OF_HEAP}`],
      stdio: 'pipe',
      serialization: 'advanced',
    });
  }
}
