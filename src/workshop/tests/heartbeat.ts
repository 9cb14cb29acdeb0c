/** Tells whoever started this process which test comes next. In plain Vitest nobody listens. */
export interface Heartbeat {
  readonly rumorHasIt: 'heartbeat';
  readonly test: string;
}

export const HEARTBEAT_VARIABLE = 'RUMOR_HEARTBEAT';

export function beat(test: string): void {
  if (process.env[HEARTBEAT_VARIABLE] === undefined) return;
  process.send?.({ rumorHasIt: 'heartbeat', test } satisfies Heartbeat);
}

export function isHeartbeat(message: unknown): message is Heartbeat {
  return typeof message === 'object' && message !== null && 'rumorHasIt' in message;
}
