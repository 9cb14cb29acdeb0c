import type { Belief, Effect, GossipEvent, NodeId, StoringNode, Update } from '../../src/gossip/types.ts';
import type { RepairMessage } from '../../steps/07-anti-entropy/anti-entropy.ts';

/** A node that does what a test wants, and keeps what it was told. */
export interface PlayedNode {
  readonly node: StoringNode<RepairMessage>;
  readonly events: readonly GossipEvent<RepairMessage>[];
  readonly written: readonly Update[];
}

export interface Part {
  readonly id: NodeId;
  readonly known?: readonly Update[];
  readonly beliefs?: ReadonlyMap<NodeId, Belief>;
  /** What it answers to an event; nothing, unless told. */
  readonly answer?: (event: GossipEvent<RepairMessage>) => Effect<RepairMessage>[];
}

export function playedNode({ id, known = [], beliefs = new Map(), answer = () => [] }: Part): PlayedNode {
  const events: GossipEvent<RepairMessage>[] = [];
  const written: Update[] = [];
  const all = new Map(known.map((update) => [update.key, update]));
  const node: StoringNode<RepairMessage> = {
    id,
    beliefs,
    handle(event) {
      events.push(event);
      return answer(event);
    },
    write(update) {
      written.push({ ...update });
      all.set(update.key, { ...update });
    },
    read: (key) => all.get(key),
    readAll: () => [...all.values()],
    forget: (key) => void all.delete(key),
    isHot: () => false,
  };
  return { node, events, written };
}
