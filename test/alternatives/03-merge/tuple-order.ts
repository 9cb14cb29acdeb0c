/**
 * style: functional: a difference decides, and the list is folded
 */
import type { GossipNode, Merge, NodeSetup, Update } from '../../src/gossip/types.ts';
import { createNode as createPushNode, type Push } from '../02-push/push.ts';

/**
 * Does `update` replace `current`, which is about the same key? The greater version does, and of
 * equal versions the greater writer. The same version by the same writer does not.
 */
export function isNewer(update: Update, current: Update | undefined): boolean {
  const ahead = current === undefined ? 1 : update.version - current.version || update.writer - current.writer;
  return ahead > 0;
}

/**
 * Takes into `known` what is newer, and returns what was news, in the order in which it came. Leaves
 * `incoming` and every update as it is.
 */
export const merge: Merge = (known, incoming) => {
  return incoming.reduce<Update[]>((news, update) => {
    const taken = isNewer(update, known.get(update.key));
    if (taken) known.set(update.key, update);
    return taken ? [...news, update] : news;
  }, []);
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
