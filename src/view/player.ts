import type { NodeId } from '../gossip/types.ts';
import { colourLevel, knowsUnicode, wantsPlain } from './colour.ts';
import type { Film } from './film.ts';
import { drawFrame } from './frame.ts';
import type { Io } from './io.ts';
import { paint, painter } from './paint.ts';
import { plainLines } from './plain.ts';
import { openScreen, sizeOf } from './terminal.ts';

export interface PlayOptions {
  /** One line a round, never repainted. A pipe, `ACCESSIBLE=1` and TERM=dumb mean the same. */
  readonly plain?: boolean;
  /** A node to point out. */
  readonly mark?: NodeId | undefined;
}

/** Without keys a film lasts about this long, however many rounds it has. */
const WHOLE_FILM = 5000;
const SLOWEST = 500;

/**
 * Plays a film once, from start to end. On a terminal it is animated, and its last frame stays on the
 * normal screen; elsewhere it is a list of lines.
 */
export async function playFilm(film: Film, io: Io, options: PlayOptions = {}): Promise<void> {
  const { stdout, env } = io;
  if (options.plain === true || stdout.isTTY !== true || wantsPlain(env)) {
    stdout.write(`${plainLines(film).join('\n')}\n`);
    return;
  }
  const level = colourLevel(env, stdout);
  const unicode = knowsUnicode(env, io.platform);
  let position = 0;
  const frame = () => drawFrame(film, position, sizeOf(stdout), { unicode, mark: options.mark });
  const screen = openScreen({ output: stdout, paint: painter(level), host: io.host, writeNow: io.writeNow, onResize: () => screen.draw(frame()) });
  const pause = Math.min(SLOWEST, WHOLE_FILM / film.frames.length);
  try {
    for (; position < film.frames.length; position++) {
      screen.draw(frame());
      await new Promise<void>((resolve) => io.later(resolve, pause));
    }
  } finally {
    screen.close();
  }
  position = film.frames.length - 1;
  stdout.write(`${paint(frame(), level)}\n`);
}
