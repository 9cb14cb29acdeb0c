import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { PoolOptions } from 'vitest/node';
import { reporting } from '../host/watch/hear-child.ts';

/** Tests of a step need a tenth of this; code that hoards should not hold up the verdict. */
const MEGABYTES_OF_HEAP = 256;

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
      env: { ...process.env, ...env, ...reporting.env },
      execArgv: [...execArgv, ...(imported === undefined ? [] : ['--import', imported]), `--max-old-space-size=${MEGABYTES_OF_HEAP}`],
      stdio: reporting.stdio('pipe', 'pipe', 'pipe'),
      serialization: 'advanced',
    });
  }
}
