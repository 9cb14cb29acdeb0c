/**
 * style: no update counts as version 0, since versions count from 1
 */
import type { GossipNode, Merge, NodeSetup, Update } from '../../src/gossip/types.ts';
import { createNode as createPushNode, type Push } from '../02-push/push.ts';

/**
 * Does `update` replace `current`, which is about the same key? The greater version does, and of
 * equal versions the greater writer. The same version by the same writer does not.
 */
export function isNewer(update: Update, current: Update | undefined): boolean {
  const version = current?.version ?? 0;
  return update.version > version || (update.version === version && update.writer > (current?.writer ?? -1));
}

/**
 * Takes into `known` what is newer, and returns what was news, in the order in which it came. Leaves
 * `incoming` and every update as it is.
 */
export const merge: Merge = (known, incoming) => {
  const news: Update[] = [];
  for (const update of incoming) {
    if (!isNewer(update, known.get(update.key))) continue;
    known.set(update.key, update);
    news.push(update);
  }
  return news;
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
