import { theyRun, weRun } from '../host/watch/watch.ts';

/** What a child says while its tests run, before Vitest reports. In plain Vitest nobody listens. */
export type Sign = Heartbeat | EarlyFailure | EarlyPass;

/** A test begins. */
export interface Heartbeat {
  readonly rumorHasIt: 'heartbeat';
  readonly test: string;
}

/** The first test of a run that failed. Vitest tells of it when all are over, or a tenth of a second later. */
export interface EarlyFailure {
  readonly rumorHasIt: 'failure';
  readonly test: string;
  readonly name: string;
  readonly message: string;
}

/** All tests of the step's own tasks have passed. Those of its further tasks, if there are any, follow. */
export interface EarlyPass {
  readonly rumorHasIt: 'pass';
  readonly tests: readonly string[];
}

export const HEARTBEAT_VARIABLE = 'RUMOR_HEARTBEAT';
export const PATIENCE_VARIABLE = 'RUMOR_PATIENCE';

/** How much of the processor code may take without a sign of life, in seconds. Asked for anew each time: this file may be loaded before it is known for which run. */
export const patienceSeconds = (): number => Number(process.env[PATIENCE_VARIABLE] ?? 2);

const isHeard = (): boolean => process.env[HEARTBEAT_VARIABLE] !== undefined;

export function beat(test: string): void {
  if (isHeard()) theyRun(patienceSeconds() * 1000);
  say({ rumorHasIt: 'heartbeat', test });
}

/** All tests are over. Whoever reads the results takes their time; what the code left running does not get more than before. */
export function beatNoMore(): void {
  if (isHeard()) weRun(patienceSeconds() * 1000);
}

/** The function that a file of the code under test calls before and after it runs: `code-plugin.ts` puts the calls there. */
const LOADING = "Symbol.for('rumor-has-it:loading')";
export const LOADING_BEGINS = `globalThis[${LOADING}]?.(true);`;
export const LOADING_ENDS = `globalThis[${LOADING}]?.(false);`;

/** From now on, time counts while a file of the code under test is loaded, and not while one of ours is. */
export function watchLoading(): void {
  if (!isHeard()) return;
  weRun();
  (globalThis as Record<symbol, unknown>)[Symbol.for('rumor-has-it:loading')] = (begins: boolean) => (begins ? theyRun(patienceSeconds() * 1000) : weRun());
}

let told = false;

/** Tells of a failure, if it is the first. What is no error is left to Vitest. */
export function tellFailure(test: string, error: unknown): void {
  if (told || !(error instanceof Error)) return;
  told = true;
  say({ rumorHasIt: 'failure', test, name: error.name, message: error.message });
}

/** Tells that all tests of the step's own tasks have passed. */
export function tellPass(tests: readonly string[]): void {
  say({ rumorHasIt: 'pass', tests });
}

function say(sign: Sign): void {
  if (isHeard()) process.send?.(sign);
}

export function isSign(message: unknown): message is Sign {
  return typeof message === 'object' && message !== null && 'rumorHasIt' in message;
}
