import { colourLevel, wantsPlain } from './colour.ts';
import type { Line } from './line.ts';
import { paint } from './paint.ts';

/** What the place we print to can do. */
export interface Display {
  /** The screen may be repainted; otherwise text is only ever appended. */
  readonly animated: boolean;
  /** Somebody is there, and can press keys. */
  readonly keys: boolean;
  /** Appends lines to standard output. */
  print(lines: readonly Line[]): void;
}

/** Looks at the terminal, the environment, and what was asked for. */
export function displayOf({ plain }: { readonly plain: boolean }): Display {
  const { env, stdout, stdin } = process;
  const colours = colourLevel(env, stdout);
  const animated = stdout.isTTY === true && !plain && !wantsPlain(env);
  return {
    animated,
    keys: stdout.isTTY === true && stdin.isTTY === true,
    print: (lines) => void stdout.write(`${paint(lines, colours)}\n`),
  };
}
