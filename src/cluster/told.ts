import { printableName } from '../terminal/printable.ts';

/** Sentences for whoever watches: on standard error, until a live view takes them. */
export class Told {
  #listener = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  readonly #once = new Set<string>();

  listen(listener: (sentence: string) => void): void {
    this.#listener = listener;
  }

  /** Parts of a sentence come from other processes, and from strangers. */
  say(sentence: string): void {
    this.#listener(printableName(sentence));
  }

  /** Nothing, where something was said under this name before. */
  sayOnce(name: string, sentence: string): void {
    if (this.#once.has(name)) return;
    this.#once.add(name);
    this.say(sentence);
  }
}
