/**
 * style: finds the winner of each key first, and returns only what stayed
 */
import type { GossipNode, Merge, NodeSetup, Update } from '../../src/gossip/types.ts';
import { createNode as createPushNode, type Push } from '../02-push/push.ts';

/**
 * Does `update` replace `current`, which is about the same key? The greater version does, and of
 * equal versions the greater writer. The same version by the same writer does not.
 */
export function isNewer(update: Update, current: Update | undefined): boolean {
  if (current === undefined) return true;
  if (update.version !== current.version) return update.version > current.version;
  return update.writer > current.writer;
}

/**
 * Takes into `known` what is newer, and returns what was news, in the order in which it came. Leaves
 * `incoming` and every update as it is.
 */
export const merge: Merge = (known, incoming) => {
  const winners = new Map<string, Update>();
  for (const update of incoming) {
    const best = winners.get(update.key) ?? known.get(update.key);
    if (!isNewer(update, best)) continue;
    // Moves the key to the end, where its winner stands in the list.
    winners.delete(update.key);
    winners.set(update.key, update);
  }
  for (const [key, update] of winners) known.set(key, update);
  return [...winners.values()];
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
