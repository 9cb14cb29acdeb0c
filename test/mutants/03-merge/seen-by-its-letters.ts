/**
 * mistake: tells updates apart by key, version and writer in one text, without anything between them
 * tempting: a text is easy to put into a set
 * caught by: takes every key for a key of its own
 * says: did not know 'a1'
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
  const seen = new Set<string>();
  const news: Update[] = [];
  for (const update of incoming) {
    const name = update.key + update.version + update.writer;
    if (seen.has(name) || !isNewer(update, known.get(update.key))) continue;
    seen.add(name);
    known.set(update.key, update);
    news.push(update);
  }
  return news;
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
