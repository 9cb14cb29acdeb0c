import { basename } from 'node:path';
import type { PoolRunnerInitializer, WorkerRequest } from 'vitest/node';
import { STEPS, fileOf } from '../course/steps.ts';
import { ended } from './explain.ts';
import { GuardedWorker } from './guarded-worker.ts';
import { HEARTBEAT_VARIABLE } from './heartbeat.ts';
import { Nursery } from './nursery.ts';

/** What the children of the pool must find in their environment. */
export const guardedEnv = { [HEARTBEAT_VARIABLE]: '1' };

/**
 * For who starts Vitest by hand, or its pages, instead of our commands: each file of tests runs in a
 * child that is stopped when code does not come back. Vitest reports what is told here as an error.
 */
export function guardedPool(folder: string): PoolRunnerInitializer {
  const nursery = new Nursery(false);
  return {
    name: 'rumor-has-it',
    createPoolWorker: (recipe) => {
      nursery.prepare(recipe);
      return new ReportingWorker(nursery, folder);
    },
  };
}

class ReportingWorker extends GuardedWorker {
  #file = 'the code';
  readonly #folder: string;

  constructor(nursery: Nursery, folder: string) {
    super(nursery, {
      onBusy: () => undefined,
      onEnding: (ending) => this.giveUp(new Error(ended(ending, this.#file))),
      onPrinted: (text) => process.stdout.write(text),
      onEarly: () => undefined,
    });
    this.#folder = folder;
  }

  override send(message: WorkerRequest): void {
    if (message.type === 'run') this.#file = this.#nameOf(message.context.files[0]?.filepath ?? '');
    super.send(message);
  }

  #nameOf(test: string): string {
    const step = STEPS.find(({ folder }) => basename(test).startsWith(folder));
    return step === undefined ? 'the code' : `${this.#folder}/${fileOf(step)}`;
  }
}
