/**
 * style: groups the list by key first, finds what is news in each group, and puts it back into the order of the list
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
  const groups = new Map<string, { update: Update; place: number }[]>();
  for (const [place, update] of incoming.entries()) groups.set(update.key, [...(groups.get(update.key) ?? []), { update, place }]);
  const news: { update: Update; place: number }[] = [];
  for (const [key, group] of groups) {
    for (const entry of group) {
      if (!isNewer(entry.update, known.get(key))) continue;
      known.set(key, entry.update);
      news.push(entry);
    }
  }
  return news.sort((a, b) => a.place - b.place).map(({ update }) => update);
};

/** Your node of step 02, with your merge in place of "believe what you heard first". */
export function createNode(setup: NodeSetup): GossipNode<Push> {
  return createPushNode(setup, merge);
}
