import { emitKeypressEvents } from 'node:readline';
import type { ReadStream } from 'node:tty';

export interface Keys {
  close(): void;
}

/** Calls `onKey` with `h`, `?`, `up`, `escape`, `ctrl+c` … for each key that is pressed. */
export function readKeys(input: ReadStream, onKey: (name: string) => void): Keys {
  const listener = (text: string | undefined, key: { name?: string; ctrl?: boolean } | undefined): void => {
    if (key?.ctrl === true && key.name !== undefined) onKey(`ctrl+${key.name}`);
    else onKey(key?.name ?? text ?? '');
  };
  emitKeypressEvents(input);
  input.setRawMode(true);
  input.on('keypress', listener);
  input.resume();
  return {
    close() {
      input.off('keypress', listener);
      input.setRawMode(false);
      input.pause();
    },
  };
}
