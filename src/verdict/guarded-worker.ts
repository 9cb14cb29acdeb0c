import type { ChildProcess } from 'node:child_process';
import type { PoolWorker, WorkerRequest } from 'vitest/node';
import { seconds } from '../host/endless.ts';
import { hearChild, type Judgement } from '../host/watch/hear-child.ts';
import { isSign, type EarlyFailure, type EarlyPass, type Sign } from './heartbeat.ts';
import type { Nursery } from './nursery.ts';

/** What happened to a child that did not finish. */
export interface Ending {
  readonly kind: Judgement['verdict'] | 'died';
  readonly during: string | undefined;
  /** How much of the processor it had, or how it died. */
  readonly detail: string;
  /** How many bytes it had printed since its last sign of life, if that is known. */
  readonly printed?: number;
}

export interface WorkerOptions {
  /** The machine is so busy that this takes longer. */
  readonly onBusy: () => void;
  readonly onEnding: (ending: Ending) => void;
  readonly onPrinted: (text: string) => void;
  /** Something about the verdict is known before all tests are over. */
  readonly onEarly: (sign: EarlyFailure | EarlyPass) => void;
}

type Listener = (argument: unknown) => void;

/**
 * A Vitest worker in a child process that can be stopped whatever it does.
 *
 * Vitest never gets a synchronous endless loop back. Here a second thread of the child looks how much
 * of the processor goes by without a heartbeat of a test, and tells; then the child is killed. However
 * little of the processor it gets, it is waited for. One further child may wait in reserve: it has
 * loaded Vitest by the time it is needed, which is most of what a run costs.
 */
export class GuardedWorker implements PoolWorker {
  readonly name = 'rumor-has-it';
  readonly cacheFs = true;
  readonly #options: WorkerOptions;
  readonly #nursery: Nursery;
  #child: ChildProcess | undefined;
  #stopHearing: (() => void) | undefined;
  #during: string | undefined;
  /** What Vitest wants run before the child has started. */
  #early: WorkerRequest[] | undefined = [];
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
    this.#stopHearing = hearChild(child, { onJudgement: (judgement) => this.#judged(judgement), onBusy: this.#options.onBusy });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => this.#options.onPrinted(data.toString()));
    child.on('message', (message) => this.#heard(message));
    child.on('error', (error) => this.#end('error', error));
    child.on('exit', (code, signal) => {
      this.#stopHearing?.();
      this.#end('exit', code);
      if (!this.#stopping) this.#options.onEnding({ kind: 'died', during: this.#during, detail: signal ?? `exit code ${code}` });
    });
  }

  send(message: WorkerRequest): void {
    // A child that is killed cannot say goodbye, and Vitest would wait a minute for that.
    if (message.type === 'stop') return this.#answer('stopped');
    if (message.type === 'start') {
      this.#pass(message);
      // To start may take long where others want the processor, and Vitest has a minute for it.
      return this.#answer('started');
    }
    if ((message.type === 'run' || message.type === 'collect') && this.#early !== undefined) this.#early.push(message);
    else this.#pass(message);
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

  /** Tells Vitest that the file of tests is over, and why. */
  giveUp(error: Error): void {
    this.#answer('testfileFinished', error);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopHearing?.();
    this.#child?.kill('SIGKILL');
  }

  #heard(message: unknown): void {
    if (isSign(message)) this.#hear(message);
    const { type, error } = message as { readonly type?: string; readonly error?: Error };
    // Then all has been told, and what is left over may take what it likes until it is killed.
    if (type === 'testfileFinished') this.#stopHearing?.();
    if (type !== 'started' || this.#early === undefined) return this.#emit(message);
    if (error !== undefined) return this.#answer('testfileFinished', error);
    const early = this.#early;
    this.#early = undefined;
    for (const each of early) this.#pass(each);
  }

  #hear(sign: Sign): void {
    if (sign.rumorHasIt !== 'heartbeat') return void (this.#stopping || this.#options.onEarly(sign));
    this.#during = sign.test;
  }

  #judged({ verdict, patience, printed }: Judgement): void {
    if (this.#stopping) return;
    this.#options.onEnding({ kind: verdict, during: this.#during, detail: seconds(patience), printed });
    void this.stop();
  }

  /** A child that is killed while something is sent to it fails first, and ends then. Vitest can take one of them. */
  #end(event: 'error' | 'exit', argument: unknown): void {
    if (this.#over) return;
    this.#over = true;
    for (const listener of this.#listeners[event]) listener(argument);
  }

  /** Speaks for a child that cannot, or not yet. */
  #answer(type: 'started' | 'stopped' | 'testfileFinished', error?: Error): void {
    this.#emit({ __vitest_worker_response__: true, type, ...(error === undefined ? {} : { error }) });
  }

  #emit(message: unknown): void {
    for (const listener of this.#listeners.message) listener(message);
  }

  #pass(message: WorkerRequest): void {
    if (this.#child?.connected === true) this.#child.send(message);
  }
}

function isKnown(event: string): event is 'message' | 'error' | 'exit' {
  return event === 'message' || event === 'error' || event === 'exit';
}
