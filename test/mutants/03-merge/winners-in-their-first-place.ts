/**
 * mistake: returns the newest of each key, in the order in which the keys came
 * tempting: one entry a key is all that others need
 * caught by: keeps the order of news of several keys, and returns nothing twice
 * says: what came first is told first
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
    if (isNewer(update, winners.get(update.key) ?? known.get(update.key))) winners.set(update.key, update);
  }
  for (const [key, update] of winners) known.set(key, update);
  return [...winners.values()];
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
