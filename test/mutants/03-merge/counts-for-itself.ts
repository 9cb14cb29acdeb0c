/**
 * mistake: counts the version up by itself when it takes an update
 * tempting: a new value is a new version
 * caught by: stores what is newer, and returns it
 * says: is taken whole
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
  const news: Update[] = [];
  for (const update of incoming) {
    const current = known.get(update.key);
    if (!isNewer(update, current)) continue;
    const version = Math.max(update.version, (current?.version ?? 0) + 1);
    known.set(update.key, { ...update, version });
    news.push({ ...update, version });
  }
  return news;
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
