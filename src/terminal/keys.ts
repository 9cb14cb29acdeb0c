import { emitKeypressEvents } from 'node:readline';
import type { Input } from './io.ts';

/** What readline says about a key that was pressed. */
export interface Pressed {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly shift?: boolean | undefined;
}

const NAMED = new Set(['space', 'left', 'right', 'up', 'down', 'home', 'end', 'escape', 'return']);

/** One word for a key: `space`, `shift-tab`, `ctrl-c`; otherwise the character as it was typed: `L`, `+`, `7`. */
export function keyOf(text: string | undefined, { name, ctrl, shift, sequence }: Pressed): string {
  if (ctrl === true && name !== undefined) return `ctrl-${name}`;
  if (name === 'tab') return shift === true ? 'shift-tab' : 'tab';
  if (name !== undefined && NAMED.has(name)) return name;
  return text ?? sequence ?? '';
}

/** Calls `onKey` for every key until the answer is called, which leaves the input as it was found. */
export function listenToKeys(input: Input, onKey: (key: string) => void): () => void {
  const wasRaw = input.isRaw === true;
  const wasFlowing = input.readableFlowing === true;
  const listener = (text: string | undefined, pressed: Pressed): void => onKey(keyOf(text, pressed));
  // When the terminal goes away, nobody will ever press q.
  const gone = (): void => onKey('q');
  emitKeypressEvents(input as NodeJS.ReadableStream);
  input.setRawMode?.(true);
  input.on('keypress', listener);
  input.on('end', gone);
  input.resume();
  return () => {
    input.off('keypress', listener);
    input.off('end', gone);
    input.setRawMode?.(wasRaw);
    if (!wasFlowing) input.pause();
  };
}
