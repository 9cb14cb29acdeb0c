/**
 * Step 03: two writers, one truth.
 *
 * Nodes hear the same updates in different orders, some of them twice. They must agree all the
 * same, so what wins may depend on the updates alone.
 */
import type { GossipNode, Merge, NodeSetup, Update } from '../../src/gossip/types.ts';
import { createNode as createPushNode, type Push } from '../02-push/push.ts';

/**
 * Does `update` replace `current`, which is about the same key? The greater version does, and of
 * equal versions the greater writer. The same version by the same writer does not.
 */
export function isNewer(update: Update, current: Update | undefined): boolean {
  // --- your code starts here: decide which of two updates is newer ---
  if (current === undefined) return true;
  if (update.version !== current.version) return update.version > current.version;
  return update.writer > current.writer;
  // --- your code ends here ---
}

/**
 * Takes into `known` what is newer, and returns what was news, in the order in which it came. Leaves
 * `incoming` and every update as it is.
 */
export const merge: Merge = (known, incoming) => {
  // --- your code starts here: take in what is newer, and return it ---
  const news: Update[] = [];
  for (const update of incoming) {
    if (!isNewer(update, known.get(update.key))) continue;
    known.set(update.key, update);
    news.push(update);
  }
  return news;
  // --- your code ends here ---
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
