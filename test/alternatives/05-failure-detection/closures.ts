/**
 * style: closures, the set of unanswered numbers decides, a timer that is set for other reasons too
 */
import type { Belief, Effect, GossipNode, NodeId, NodeSetup, Random } from '../../src/gossip/types.ts';
import { selectPeers } from '../01-peer-selection/select-peers.ts';
import type { Push } from '../02-push/push.ts';
import { createNode as createRumorNode, type Feedback } from '../04-rumor-decay/rumor-decay.ts';

export type Ping = { readonly type: 'ping'; readonly seq: number; readonly origin: NodeId };
export type PingReq = { readonly type: 'ping-req'; readonly seq: number; readonly target: NodeId };
export type Ack = { readonly type: 'ack'; readonly seq: number; readonly origin: NodeId };
type Wire = Ping | PingReq | Ack | Push | Feedback;

const send = (to: NodeId, message: Wire): Effect<Wire> => ({ type: 'send', to, message });

/** Draws one after the other: a shuffle that needs no swaps. */
function inRandomOrder(peers: readonly NodeId[], random: Random): NodeId[] {
  const rest = [...peers];
  return peers.map(() => rest.splice(random.int(rest.length), 1)[0]!);
}

export function createNode(setup: NodeSetup): GossipNode<Wire> {
  const { id, random, pingTimeout, proxies, probeOrder } = setup;
  const alive = [...setup.members];
  const beliefs = new Map<NodeId, Belief>();
  const unanswered = new Map<number, NodeId>();
  const gossip = createRumorNode({ ...setup, members: alive });
  let rounds = 0;
  let order: NodeId[] = [];

  const bury = (peer: NodeId): void => {
    const index = alive.indexOf(peer);
    if (peer === id || index < 0) return;
    alive.splice(index, 1);
    order = order.filter((other) => other !== peer);
    beliefs.set(peer, 'dead');
  };

  const next = (): NodeId | undefined => {
    if (probeOrder === 'random') return selectPeers(id, alive, 1, random).at(0);
    if (order.length === 0) order = inRandomOrder(alive.filter((peer) => peer !== id), random);
    return order.shift();
  };

  const round = (): Effect<Wire>[] => {
    for (const peer of unanswered.values()) {
      bury(peer);
      gossip.write({ key: `dead/${peer}`, value: 'dead', version: 1, writer: peer });
    }
    unanswered.clear();
    rounds++;
    const rumors = gossip.handle({ type: 'round' });
    const target = next();
    if (target === undefined) return rumors;
    unanswered.set(rounds, target);
    return [
      ...rumors,
      { type: 'timer', id: 'half the round is over', after: 500 },
      { type: 'timer', id: String(rounds), after: pingTimeout },
      send(target, { type: 'ping', seq: rounds, origin: id }),
    ];
  };

  const timer = (name: string): Effect<Wire>[] => {
    const target = unanswered.get(Number(name));
    if (target === undefined) return [];
    const helpers = selectPeers(id, alive.filter((peer) => peer !== target), proxies, random);
    return helpers.map((helper) => send(helper, { type: 'ping-req', seq: Number(name), target }));
  };

  const message = (from: NodeId, received: Wire): Effect<Wire>[] => {
    switch (received.type) {
      case 'ping':
        return [send(from, { type: 'ack', seq: received.seq, origin: received.origin })];
      case 'ping-req':
        return [send(received.target, { type: 'ping', seq: received.seq, origin: from })];
      case 'ack':
        if (received.origin !== id) return [send(received.origin, received)];
        unanswered.delete(received.seq);
        return [];
      case 'feedback':
        return gossip.handle({ type: 'message', from, message: received });
      case 'push': {
        const effects = gossip.handle({ type: 'message', from, message: received });
        received.updates
          .map(({ key }) => /^dead\/(\d+)$/.exec(key)?.[1])
          .forEach((accused) => accused !== undefined && bury(Number(accused)));
        return effects;
      }
    }
  };

  return {
    id,
    beliefs,
    handle(event) {
      switch (event.type) {
        case 'round':
          return round();
        case 'timer':
          return timer(event.id);
        case 'message':
          return message(event.from, event.message);
      }
    },
    write: (update) => gossip.write(update),
    read: (key) => gossip.read(key),
    isHot: (key) => gossip.isHot(key),
  };
}
