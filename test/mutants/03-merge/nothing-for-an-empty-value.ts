/**
 * mistake: takes an update whose value is empty for none
 * tempting: `!current?.value` asks for a value and for an update at once
 * caught by: goes by version and writer, whatever the value
 * says: value: ''
 */
import type { GossipNode, Merge, NodeSetup, Update } from '../../src/gossip/types.ts';
import { createNode as createPushNode, type Push } from '../02-push/push.ts';

/**
 * Does `update` replace `current`, which is about the same key? The greater version does, and of
 * equal versions the greater writer. The same version by the same writer does not.
 */
export function isNewer(update: Update, current: Update | undefined): boolean {
  if (!current?.value) return true;
  if (update.version !== current.version) return update.version > current.version;
  return update.writer > current.writer;
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
