import type { NodeId } from '../gossip/types.ts';

/** So many nodes or messages are named in a sentence. */
export const MOST_NAMED = 8;

export function named(nodes: readonly NodeId[]): string {
  const shown = nodes.slice(0, MOST_NAMED).join(' ');
  return nodes.length > MOST_NAMED ? `${shown} and ${nodes.length - MOST_NAMED} more` : shown;
}
