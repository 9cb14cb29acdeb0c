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

export function beat(test: string): void {
  say({ rumorHasIt: 'heartbeat', test });
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
  if (process.env[HEARTBEAT_VARIABLE] !== undefined) process.send?.(sign);
}

export function isSign(message: unknown): message is Sign {
  return typeof message === 'object' && message !== null && 'rumorHasIt' in message;
}
