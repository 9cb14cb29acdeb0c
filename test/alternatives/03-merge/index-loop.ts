/**
 * style: one expression decides, an index walks through the list, and an equal update is stored again, though it is no news
 */
import type { GossipNode, Merge, NodeSetup, Update } from '../../src/gossip/types.ts';
import { createNode as createPushNode, type Push } from '../02-push/push.ts';

/**
 * Does `update` replace `current`, which is about the same key? The greater version does, and of
 * equal versions the greater writer. The same version by the same writer does not.
 */
export function isNewer(update: Update, current: Update | undefined): boolean {
  return current === undefined || update.version > current.version || (update.version === current.version && update.writer > current.writer);
}

/**
 * Takes into `known` what is newer, and returns what was news, in the order in which it came. Leaves
 * `incoming` and every update as it is.
 */
export const merge: Merge = (known, incoming) => {
  const news: Update[] = [];
  for (let i = 0; i < incoming.length; i++) {
    const update = incoming[i]!;
    const current = known.get(update.key);
    if (current !== undefined && isNewer(current, update)) continue;
    if (isNewer(update, current)) news[news.length] = update;
    known.set(update.key, update);
  }
  return news;
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
