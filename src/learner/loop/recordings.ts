import type { RunRequest } from '../../course/run/request.ts';
import { record, type Recording } from '../../recording/record.ts';

/** The runs that were recorded since the last save: the same run through the same code is the same film. */
export class Recordings {
  readonly #record: typeof record;
  readonly #kept = new Map<string, Promise<Recording>>();

  constructor(make = record) {
    this.#record = make;
  }

  of(request: RunRequest, onBusy?: () => void): Promise<Recording> {
    const key = JSON.stringify(request);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const made = this.#record(request, onBusy);
    this.#kept.set(key, made);
    return made;
  }

  /** The code has changed. */
  forget(): void {
    this.#kept.clear();
  }
}
