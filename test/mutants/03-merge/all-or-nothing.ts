/**
 * mistake: takes a list only if all of it is newer
 * tempting: a message is true or it is not
 * caught by: returns exactly what was news, in the order in which it came
 * says: says nothing about the next one
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
  if (!incoming.every((update) => isNewer(update, known.get(update.key)))) return [];
  const news = incoming.filter((update) => isNewer(update, known.get(update.key)));
  for (const update of [...news].sort((a, b) => (isNewer(a, b) ? 1 : -1))) known.set(update.key, update);
  return news.filter((update) => known.get(update.key) === update);
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
