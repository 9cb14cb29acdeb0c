import { constants } from 'node:os';
import type { Host } from './io.ts';

/**
 * Sends a signal to this very process. Windows can only end a process, and does not know SIGHUP for that
 * (ENOSYS): there, whoever listens is told; and if nobody does, the process ends as the signal would end it.
 */
export function signalSelf(signal: NodeJS.Signals, host: Host = process): void {
  try {
    host.kill(host.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSYS') throw error;
    if (host.listenerCount(signal) > 0) host.emit(signal, signal);
    else host.exit(128 + constants.signals[signal]);
  }
}
