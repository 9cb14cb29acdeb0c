import type { Message } from '../gossip/types.ts';

/**
 * Reads a little of each of the items from `start` up to `end` of `order`: those that are handed out next.
 *
 * In a large run every message lies somewhere else in memory, far from the processor. Handed out one
 * by one, each is waited for; read in a row, many are on their way at once, and at hand when their
 * turn comes. The number that is returned means nothing: it is there so that the reading takes place.
 */
export function fetchAhead(items: readonly unknown[], order: Int32Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) {
    if ((items[order[i]!] as Partial<Message>).updates?.[0]?.version === 0) count++;
  }
  return count;
}
