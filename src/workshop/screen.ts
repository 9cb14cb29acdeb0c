import { Chalk, type ChalkInstance } from 'chalk';
import { colourLevel, knowsUnicode, wantsPlain, type ColourLevel } from '../view/colour.ts';

/** What the place we print to can do. */
export interface Screen {
  /** A terminal that may be repainted; otherwise text is only ever appended. */
  readonly animated: boolean;
  /** Somebody is there to press keys. */
  readonly keys: boolean;
  readonly unicode: boolean;
  readonly colours: ColourLevel;
  readonly paint: ChalkInstance;
}

/** Looks at the terminal, the environment, and what was asked for. */
export function screenOf({ plain }: { readonly plain: boolean }): Screen {
  const { env, stdout, stdin, platform } = process;
  const colours = colourLevel(env, stdout);
  const animated = stdout.isTTY === true && !plain && !wantsPlain(env);
  return {
    animated,
    keys: animated && stdin.isTTY === true,
    unicode: knowsUnicode(env, platform),
    colours,
    paint: new Chalk({ level: colours }),
  };
}
