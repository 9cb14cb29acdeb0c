/**
 * style: nested ifs, copies of everything that is kept, and logging
 */
import type { GossipNode, Merge, NodeSetup, Update } from '../../src/gossip/types.ts';
import { createNode as createPushNode, type Push } from '../02-push/push.ts';

/**
 * Does `update` replace `current`, which is about the same key? The greater version does, and of
 * equal versions the greater writer. The same version by the same writer does not.
 */
export function isNewer(update: Update, current: Update | undefined): boolean {
  if (!current) {
    return true;
  } else if (update.version > current.version) {
    return true;
  } else if (update.version === current.version) {
    if (update.writer > current.writer) {
      return true;
    }
  }
  return false;
}

/**
 * Takes into `known` what is newer, and returns what was news, in the order in which it came. Leaves
 * `incoming` and every update as it is.
 */
export const merge: Merge = (known, incoming) => {
  const fresh: Update[] = [];
  for (let i = 0; i < incoming.length; i++) {
    const { key, value, version, writer } = incoming[i]!;
    if (isNewer(incoming[i]!, known.get(key))) {
      known.set(key, { key, value, version, writer });
      fresh.push({ key, value, version, writer });
    }
  }
  if (fresh.length > 1000) console.log(`${fresh.length} news at once`);
  return fresh;
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
