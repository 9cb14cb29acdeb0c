/**
 * style: plain loops, an index into the order instead of a shrinking list, an answered flag
 */
import type { Belief, Effect, GossipEvent, GossipNode, NodeId, NodeSetup, Update } from '../../src/gossip/types.ts';
import { selectPeers } from '../01-peer-selection/select-peers.ts';
import type { Push } from '../02-push/push.ts';
import { createNode as createRumorNode, type Feedback } from '../04-rumor-decay/rumor-decay.ts';

export type Ping = { readonly type: 'ping'; readonly seq: number; readonly origin: NodeId };
export type PingReq = { readonly type: 'ping-req'; readonly seq: number; readonly target: NodeId };
export type Ack = { readonly type: 'ack'; readonly seq: number; readonly origin: NodeId };
type Any = Ping | PingReq | Ack | Push | Feedback;

class Watcher implements GossipNode<Any> {
  readonly id: NodeId;
  readonly beliefs = new Map<NodeId, Belief>();
  private readonly setup: NodeSetup;
  private readonly living: NodeId[];
  private readonly rumors: GossipNode<Push | Feedback>;
  private count = 100;
  private target: NodeId | undefined;
  private answered = true;
  private order: NodeId[] = [];
  private at = 0;

  constructor(setup: NodeSetup) {
    this.id = setup.id;
    this.living = [...setup.members];
    this.setup = setup;
    this.rumors = createRumorNode({ ...setup, members: this.living });
  }

  handle(event: GossipEvent<Any>): Effect<Any>[] {
    if (event.type === 'timer') return event.id === `time is up for ${this.count}` ? this.help() : [];
    if (event.type === 'message') return this.receive(event.from, event.message);
    if (!this.answered && this.target !== undefined) {
      this.bury(this.target);
      this.rumors.write({ key: `gone:${this.target}`, value: 'x', version: 1, writer: this.target });
    }
    const effects: Effect<Any>[] = [];
    for (const effect of this.rumors.handle(event)) effects.push(effect);
    this.answered = true;
    this.target = this.choose();
    if (this.target === undefined) return effects;
    this.answered = false;
    this.count += 7;
    effects.push({ type: 'timer', id: `time is up for ${this.count}`, after: this.setup.pingTimeout });
    effects.push({ type: 'send', to: this.target, message: { type: 'ping', seq: this.count, origin: this.id } });
    return effects;
  }

  private choose(): NodeId | undefined {
    if (this.setup.probeOrder === 'random') {
      const others = this.living.filter((peer) => peer !== this.id);
      return others.length === 0 ? undefined : others[this.setup.random.int(others.length)];
    }
    for (let tries = 0; tries < 2; tries++) {
      while (this.at < this.order.length) {
        const next = this.order[this.at++]!;
        if (!this.beliefs.has(next)) return next;
      }
      this.order = selectPeers(this.id, this.living, this.living.length, this.setup.random);
      for (let i = this.order.length - 1; i > 0; i--) {
        const j = this.setup.random.int(i + 1);
        const swap = this.order[i]!;
        this.order[i] = this.order[j]!;
        this.order[j] = swap;
      }
      this.at = 0;
    }
    return undefined;
  }

  private help(): Effect<Any>[] {
    const { answered, target, count: seq } = this;
    if (answered || target === undefined) return [];
    const effects: Effect<Any>[] = [];
    const candidates = this.living.filter((peer) => peer !== target);
    for (const to of selectPeers(this.id, candidates, this.setup.proxies, this.setup.random)) {
      effects.push({ type: 'send', to, message: { target, seq, type: 'ping-req' } });
    }
    return effects;
  }

  private receive(from: NodeId, message: Any): Effect<Any>[] {
    if (message.type === 'ping') return [{ type: 'send', to: from, message: { type: 'ack', seq: message.seq, origin: message.origin } }];
    if (message.type === 'ping-req') {
      return [{ type: 'send', to: message.target, message: { type: 'ping', origin: from, seq: message.seq } }];
    }
    if (message.type === 'ack') {
      const mine = message.origin === this.id;
      if (mine && message.seq === this.count) this.answered = true;
      return mine ? [] : [{ type: 'send', to: message.origin, message: { ...message } }];
    }
    const effects = this.rumors.handle({ type: 'message', from, message });
    if (message.type === 'push') {
      for (const { key } of message.updates) {
        const accused = key.split(':');
        if (accused[0] === 'gone') this.bury(Number(accused[1]));
      }
    }
    return effects;
  }

  private bury(peer: NodeId): void {
    if (peer === this.id || this.beliefs.has(peer)) return;
    this.living.splice(this.living.indexOf(peer), 1);
    this.beliefs.set(peer, 'dead');
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

export function createNode(setup: NodeSetup): GossipNode<Any> {
  return new Watcher(setup);
}
