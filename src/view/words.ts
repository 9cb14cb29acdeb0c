import type { NodeId } from '../gossip/types.ts';
import type { Ending } from './film/film.ts';

/** So many nodes or messages are named in a sentence. */
export const MOST_NAMED = 8;

export function named(nodes: readonly NodeId[]): string {
  const shown = nodes.slice(0, MOST_NAMED).join(' ');
  return nodes.length > MOST_NAMED ? `${shown} and ${nodes.length - MOST_NAMED} more` : shown;
}

/** Why a film is over, in a sentence and in a word or two. */
export const ENDINGS: Readonly<Record<Ending, { readonly sentence: string; readonly short: string }>> = {
  agreed: { sentence: 'all who are up know the same', short: 'all know' },
  silent: { sentence: 'nobody says anything any more', short: 'silence' },
  quiet: { sentence: 'nobody has anything left to do', short: 'silence' },
  rounds: { sentence: 'those were all its rounds; --rounds plays more', short: 'last round' },
};
