/**
 * style: closures instead of a class, one map of rumors by name, a log line a write; the further tasks too
 */
import type { Effect, GossipNode, NodeId, NodeSetup, Update } from '../../src/gossip/types.ts';
import { push, type Push } from '../02-push/push.ts';
import { merge } from '../03-merge/merge.ts';

export type Feedback = {
  readonly type: 'feedback';
  readonly key: string;
  readonly version: number;
  readonly writer: NodeId;
  readonly news: boolean;
};

type Name = Pick<Update, 'key' | 'version' | 'writer'>;

const nameOf = ({ key, version, writer }: Name): string => `${version}/${writer}/${key}`;

export function createNode(setup: NodeSetup): GossipNode<Push | Feedback> {
  const { decay, k, random } = setup;
  const [listening, deciding] = decay.split('-') as ['feedback' | 'blind', 'counter' | 'coin'];
  const state = new Map<string, Update>();
  const misses = new Map<string, number>();
  const learnedThisRound = new Set<string>();

  const isHotName = (update: Update): boolean => misses.has(nameOf(update));
  const takeIn = (updates: readonly Update[]): void => {
    for (const update of updates) {
      const replaced = state.get(update.key);
      if (merge(state, [update]).length === 0) continue;
      if (replaced !== undefined) {
        misses.delete(nameOf(replaced));
        learnedThisRound.delete(nameOf(replaced));
      }
      misses.set(nameOf(update), 0);
      learnedThisRound.add(nameOf(update));
    }
  };
  const miss = (name: string): void => {
    const count = misses.get(name)! + 1;
    const over = deciding === 'coin' ? random.next() < 1 / k : count === k;
    if (over) misses.delete(name);
    else misses.set(name, count);
  };
  const call = (): Effect<Push>[] => {
    const updates = [...state.values()].filter(isHotName);
    const effects = push(setup, updates);
    if (listening === 'feedback') return effects;
    for (const update of updates) {
      for (let i = 0; i < effects.length && isHotName(update); i++) miss(nameOf(update));
    }
    return effects;
  };

  return {
    id: setup.id,
    handle(event) {
      if (event.type === 'round') {
        learnedThisRound.clear();
        return call();
      }
      if (event.type !== 'message') return [];
      const { from, message } = event;
      if (message.type === 'feedback') {
        const name = nameOf(message);
        if (listening === 'blind' || !misses.has(name)) return [];
        if (message.news) misses.set(name, 0);
        else miss(name);
        return [];
      }
      takeIn(message.updates);
      if (listening === 'blind') return [];
      return message.updates.map(({ key, version, writer }) => {
        const news = learnedThisRound.has(nameOf({ key, version, writer }));
        return { type: 'send' as const, to: from, message: { type: 'feedback' as const, key, version, writer, news } };
      });
    },
    write(update) {
      if (update.key !== 'rumor') console.log(`node ${setup.id} was told by its client: ${update.key}`);
      takeIn([update]);
    },
    read: (key) => state.get(key),
    isHot: (key) => state.has(key) && isHotName(state.get(key)!),
    get idle() {
      return misses.size === 0;
    },
  };
}
