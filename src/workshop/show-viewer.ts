import type { NodeId } from '../gossip/types.ts';
import type { Film } from '../view/film.ts';
import { processIo } from '../view/io.ts';
import { playFilm } from '../view/player.ts';
import type { Request } from './recording/messages.ts';

/** Where the viewer opens. */
export interface Spot {
  readonly round?: number | undefined;
  readonly node?: NodeId | undefined;
}

/** The viewer, full screen, until it is left. A changed world is played by the same code. */
export async function showViewer(film: Film, _request: Omit<Request, 'scenario'>, spot: Spot): Promise<void> {
  await playFilm(film, processIo(), { mark: spot.node });
}
