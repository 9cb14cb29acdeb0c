/**
 * style: the detector is a value that pure functions replace, the node only carries it; order by random keys
 */
import type { Belief, Effect, GossipEvent, GossipNode, NodeId, NodeSetup, Random, Update } from '../../src/gossip/types.ts';
import { selectPeers } from '../01-peer-selection/select-peers.ts';
import type { Push } from '../02-push/push.ts';
import { createNode as createRumorNode, type Feedback } from '../04-rumor-decay/rumor-decay.ts';

export interface Ping {
  readonly type: 'ping';
  readonly seq: number;
  readonly origin: NodeId;
}
export interface PingReq {
  readonly type: 'ping-req';
  readonly seq: number;
  readonly target: NodeId;
}
export interface Ack {
  readonly type: 'ack';
  readonly seq: number;
  readonly origin: NodeId;
}
type Wire = Ping | PingReq | Ack | Push | Feedback;

interface Detector {
  readonly seq: number;
  readonly waitingFor: NodeId | null;
  readonly queue: readonly NodeId[];
}

const IDLE: Detector = { seq: 0, waitingFor: null, queue: [] };

function byRandomKeys(peers: readonly NodeId[], random: Random): NodeId[] {
  return peers
    .map((peer) => ({ peer, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ peer }) => peer);
}

function advance(detector: Detector, others: readonly NodeId[], setup: NodeSetup): Detector {
  const seq = detector.seq + 1;
  if (setup.probeOrder === 'random') {
    return { ...detector, seq, waitingFor: byRandomKeys(others, setup.random)[0] ?? null };
  }
  const waiting = detector.queue.filter((peer) => others.includes(peer));
  const [target, ...queue] = waiting.length > 0 ? waiting : byRandomKeys(others, setup.random);
  return { seq, waitingFor: target ?? null, queue };
}

class SuspiciousNode implements GossipNode<Wire> {
  readonly id: NodeId;
  readonly beliefs = new Map<NodeId, Belief>();
  private readonly setup: NodeSetup;
  private readonly alive: NodeId[];
  private readonly rumors: GossipNode<Push | Feedback>;
  private detector = IDLE;

  constructor(setup: NodeSetup) {
    this.setup = setup;
    this.id = setup.id;
    this.alive = setup.members.slice();
    this.rumors = createRumorNode({ ...setup, members: this.alive });
  }

  handle(event: GossipEvent<Wire>): Effect<Wire>[] {
    switch (event.type) {
      case 'round':
        return this.beginRound();
      case 'timer':
        return event.id === `probe-${this.detector.seq}` ? this.callForHelp() : [];
      case 'message':
        return this.receive(event.from, event.message);
    }
  }

  private beginRound(): Effect<Wire>[] {
    const silent = this.detector.waitingFor;
    if (silent !== null) {
      this.rumors.write({ key: `dead/${silent}`, value: 'dead', version: 1, writer: silent });
      this.believeDead(silent);
    }
    this.detector = advance(this.detector, this.alive.filter((peer) => peer !== this.id), this.setup);
    const { seq, waitingFor } = this.detector;
    const rumors = this.rumors.handle({ type: 'round' });
    if (waitingFor === null) return rumors;
    return [
      { type: 'timer', id: `probe-${seq}`, after: this.setup.pingTimeout },
      ...rumors,
      { type: 'send', to: waitingFor, message: { type: 'ping', seq, origin: this.id } },
    ];
  }

  private callForHelp(): Effect<Wire>[] {
    const { seq, waitingFor: target } = this.detector;
    if (target === null) return [];
    const helpers = selectPeers(this.id, this.alive.filter((peer) => peer !== target), this.setup.proxies, this.setup.random);
    return helpers.map((to) => ({ type: 'send', to, message: { type: 'ping-req', seq, target } }));
  }

  private receive(from: NodeId, message: Wire): Effect<Wire>[] {
    if (message.type === 'ping') {
      const { seq, origin } = message;
      return [{ type: 'send', to: from, message: { type: 'ack', seq, origin } }];
    }
    if (message.type === 'ping-req') {
      const { seq, target } = message;
      return [{ type: 'send', to: target, message: { type: 'ping', seq, origin: from } }];
    }
    if (message.type === 'ack') {
      if (message.origin !== this.id) return [{ type: 'send', to: message.origin, message: { ...message } }];
      if (message.seq === this.detector.seq) this.detector = { ...this.detector, waitingFor: null };
      return [];
    }
    const effects = this.rumors.handle({ type: 'message', from, message });
    if (message.type === 'push') {
      for (const update of message.updates) {
        if (update.key.startsWith('dead/')) this.believeDead(update.writer);
      }
    }
    return effects;
  }

  private believeDead(peer: NodeId): void {
    if (peer === this.id || !this.alive.includes(peer)) return;
    this.alive.splice(this.alive.indexOf(peer), 1);
    this.beliefs.set(peer, 'dead');
    if (this.setup.members.length > 1000) console.log(`${this.id} believes ${peer} dead`);
  }

  write(update: Update): void {
    this.rumors.write(update);
  }

  read(key: string): Update | undefined {
    return this.rumors.read(key);
  }

  isHot(key: string): boolean {
    return this.rumors.isHot(key);
  }
}

export function createNode(setup: NodeSetup): GossipNode<Wire> {
  return new SuspiciousNode(setup);
}
