/**
 * mistake: Leaves node 0 out when it shuffles.
 * tempting: filter(Boolean) throws out what is undefined, and 0 with it.
 * caught by: pings one other node when a round begins (round-robin)
 * says: in a group of two, 3 and 0
 */
/**
 * Step 05: who is dead?
 *
 * Once a round a node pings one peer. No ack in time: it asks others to ping for it. Still no ack by
 * the next round: the peer is dead, and that verdict spreads as a rumor through your step 04.
 */
import type { Belief, Effect, GossipEvent, NodeId, NodeSetup, Random, StoringNode, Update } from '../../src/gossip/types.ts';
import { selectPeers } from '../01-peer-selection/select-peers.ts';
import type { Push } from '../02-push/push.ts';
import { createNode as createRumorNode, type Feedback } from '../04-rumor-decay/rumor-decay.ts';

/** `origin` is who wants to know. It travels along, so that whoever helps need not remember anything. */
export type Ping = { readonly type: 'ping'; readonly seq: number; readonly origin: NodeId };
export type PingReq = { readonly type: 'ping-req'; readonly seq: number; readonly target: NodeId };
export type Ack = { readonly type: 'ack'; readonly seq: number; readonly origin: NodeId };
export type DetectorMessage = Ping | PingReq | Ack | Push | Feedback;

/** What to do about a peer that has not answered, in place of `declareDead`. Step 06 brings its own. */
export type OnSilence = (peer: NodeId) => Effect<DetectorMessage>[];

/** The node of this step. Step 06 decides itself whom it calls. */
export interface Detector extends StoringNode<DetectorMessage> {
  bury(peer: NodeId): void;
  welcome(peer: NodeId): void;
}

class DetectorNode implements Detector {
  readonly id: NodeId;
  readonly beliefs = new Map<NodeId, Belief>();
  private readonly setup: NodeSetup;
  /** Everybody this node believes alive, itself included. The rumor node calls nobody else either. */
  private readonly alive: NodeId[];
  private readonly rumors: StoringNode<Push | Feedback>;
  private readonly onSilence: OnSilence | undefined;
  /** The number of the last ping. Each ping has a number of its own. */
  private seq = 0;
  /** The peer that was pinged last; undefined once it has answered. */
  private probe: { readonly target: NodeId; readonly seq: number } | undefined;
  /** Who is still to be pinged before everybody's turn comes again. */
  private turns: NodeId[] = [];

  constructor(setup: NodeSetup, onSilence?: OnSilence) {
    this.id = setup.id;
    this.onSilence = onSilence;
    this.alive = [...setup.members];
    this.setup = { ...setup, members: this.alive };
    this.rumors = createRumorNode(this.setup);
  }

  handle(event: GossipEvent<DetectorMessage>): Effect<DetectorMessage>[] {
    switch (event.type) {
      case 'round':
        return [...this.endProbe(), ...this.startProbe(), ...this.rumors.handle(event)];
      case 'timer':
        return this.askOthers(event.id);
      case 'message':
        return this.receive(event.from, event.message);
    }
  }

  /** Ping the next peer under a new number, and set a timer for the case that it does not answer. */
  private startProbe(): Effect<DetectorMessage>[] {
    // --- your code starts here: ping the next peer, and set a timer ---
    const target = this.nextTarget();
    if (target === undefined) return [];
    const seq = ++this.seq;
    this.probe = { target, seq };
    return [
      { type: 'send', to: target, message: { type: 'ping', seq, origin: this.id } },
      { type: 'timer', id: `ping ${seq}`, after: this.setup.pingTimeout },
    ];
    // --- your code ends here ---
  }

  /**
   * Whose turn it is: each peer once, in a shuffled order, then each once again in a new order. With
   * `probeOrder: 'random'` it is anybody's, every time. Undefined when nobody else is alive.
   */
  private nextTarget(): NodeId | undefined {
    // --- your code starts here: say whose turn it is ---
    if (this.setup.probeOrder === 'random') {
      return selectPeers(this.id, this.alive, 1, this.setup.random)[0];
    }
    this.turns = this.turns.filter((peer) => !this.beliefs.has(peer));
    if (this.turns.length === 0) {
      this.turns = shuffled(this.alive.filter((peer) => peer && peer !== this.id), this.setup.random);
    }
    return this.turns.pop();
    // --- your code ends here ---
  }

  /** Answer a ping. Ping for somebody who asks. Pass an ack on to its origin, or take it if that is you. */
  private answer(from: NodeId, message: Ping | PingReq | Ack): Effect<DetectorMessage>[] {
    // --- your code starts here: answer pings, help others, take acks ---
    switch (message.type) {
      case 'ping':
        return [{ type: 'send', to: from, message: { ...message, type: 'ack' } }];
      case 'ping-req':
        return [{ type: 'send', to: message.target, message: { type: 'ping', seq: message.seq, origin: from } }];
      case 'ack':
        if (message.origin !== this.id) return [{ type: 'send', to: message.origin, message: { ...message } }];
        if (message.seq === this.probe?.seq) this.probe = undefined;
        return [];
    }
    // --- your code ends here ---
  }

  /** A timer went off. If its ping is still unanswered, ask `setup.proxies` others to ping that peer. */
  private askOthers(timer: string): Effect<DetectorMessage>[] {
    // --- your code starts here: ask others to ping a silent peer ---
    if (this.probe === undefined || timer !== `ping ${this.probe.seq}`) return [];
    const { target, seq } = this.probe;
    const others = this.alive.filter((peer) => peer !== target);
    return selectPeers(this.id, others, this.setup.proxies, this.setup.random).map((to) => ({
      type: 'send',
      to,
      message: { type: 'ping-req', seq, target },
    }));
    // --- your code ends here ---
  }

  /** A peer did not answer in time. Believe it dead, and tell everybody: write the verdict as a rumor. */
  private declareDead(peer: NodeId): void {
    // --- your code starts here: believe the peer dead, and write a rumor that says so ---
    this.bury(peer);
    this.rumors.write(verdictOn(peer));
    // --- your code ends here ---
  }

  /** The period is over. Whoever has not answered by now never will. */
  private endProbe(): Effect<DetectorMessage>[] {
    const silent = this.probe?.target;
    if (silent === undefined) return [];
    if (this.onSilence !== undefined) {
      this.probe = undefined;
      return this.onSilence(silent);
    }
    this.declareDead(silent);
    return [];
  }

  private receive(from: NodeId, message: DetectorMessage): Effect<DetectorMessage>[] {
    if (message.type === 'push' || message.type === 'feedback') return this.gossip(from, message);
    return this.answer(from, message);
  }

  /** Rumors go through your step 04. A verdict among them is believed. */
  private gossip(from: NodeId, message: Push | Feedback): Effect<DetectorMessage>[] {
    const effects = this.rumors.handle({ type: 'message', from, message });
    if (message.type !== 'push' || this.onSilence !== undefined) return effects;
    for (const { key } of message.updates) {
      const peer = accusedBy(key);
      if (peer !== undefined) this.bury(peer);
    }
    return effects;
  }

  /** Believes `peer` dead: it is not called any more. */
  bury(peer: NodeId): void {
    const at = this.alive.indexOf(peer);
    if (at === -1 || peer === this.id) return;
    this.alive.splice(at, 1);
    this.beliefs.set(peer, 'dead');
  }

  /** Believes `peer` alive, whoever it is: it is called like the others. */
  welcome(peer: NodeId): void {
    this.beliefs.delete(peer);
    if (!this.alive.includes(peer)) this.alive.push(peer);
  }

  write(update: Update): void {
    this.rumors.write(update);
  }

  read(key: string): Update | undefined {
    return this.rumors.read(key);
  }

  readAll(): Update[] {
    return this.rumors.readAll();
  }

  forget(key: string): void {
    this.rumors.forget(key);
  }

  isHot(key: string): boolean {
    return this.rumors.isHot(key);
  }
}

/** The rumor that says so. Whoever finds out, it is the same update, so that two finders agree. */
function verdictOn(peer: NodeId): Update {
  return { key: `dead/${peer}`, value: 'dead', version: 1, writer: peer };
}

function accusedBy(key: string): NodeId | undefined {
  return key.startsWith('dead/') ? Number(key.slice('dead/'.length)) : undefined;
}

/** A copy of `list` in random order (Fisher and Yates). */
function shuffled(list: readonly NodeId[], random: Random): NodeId[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random.int(last + 1);
    [copy[last], copy[other]] = [copy[other]!, copy[last]!];
  }
  return copy;
}

export function createNode(setup: NodeSetup, onSilence?: OnSilence): Detector {
  return new DetectorNode(setup, onSilence);
}
