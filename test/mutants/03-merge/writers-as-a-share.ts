/**
 * mistake: adds the writer to the version as a fraction that gets too small
 * tempting: 1 − 1/(writer + 1) stays below 1 for every writer
 * caught by: compares writers of any size, also beside versions of any size
 * says: every node keeps what it heard first
 */
import type { GossipNode, Merge, NodeSetup, Update } from '../../src/gossip/types.ts';
import { createNode as createPushNode, type Push } from '../02-push/push.ts';

/**
 * Does `update` replace `current`, which is about the same key? The greater version does, and of
 * equal versions the greater writer. The same version by the same writer does not.
 */
export function isNewer(update: Update, current: Update | undefined): boolean {
  if (current === undefined) return true;
  const rank = ({ version, writer }: Update): number => version + 1 - 1 / (writer + 1);
  return rank(update) > rank(current);
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
