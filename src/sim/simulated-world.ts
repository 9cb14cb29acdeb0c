import type { GossipNode, Message, NodeId } from '../gossip/types.ts';
import type { Surroundings } from '../host/answer.ts';
import { LentMembers } from '../host/lent-members.ts';
import type { Observer } from '../host/observer.ts';
import { SeededRandom } from '../host/random.ts';
import type { LossReason } from '../host/trace.ts';
import { EventQueue } from './event-queue.ts';
import { Network } from './network.ts';
import type { Scenario } from './scenario.ts';

const NETWORK_STREAM = 0;

/** A message on its way, or a timer of the life that set it. */
export type Due<M> = M | Timer;

export class Timer {
  readonly id: string;
  readonly life: number;

  constructor(id: string, life: number) {
    this.id = id;
    this.life = life;
  }
}

/** What is around the nodes of a simulation: who is there, the network between them, what is on its way, and the time. */
export class SimulatedWorld<M extends Message> implements Surroundings<M> {
  /** The round being played, or the last one that was. */
  round = 0;
  /** Milliseconds since the run began. */
  now = 0;
  sent = 0;
  lost = 0;
  readonly members: LentMembers;
  /** The node that stands at each number; whoever makes the nodes puts them here. */
  readonly nodes: GossipNode<M>[] = [];
  readonly queue = new EventQueue<Due<M>>();
  readonly #size: number;
  readonly #network: Network;
  readonly #observer: Observer | undefined;
  readonly #lives = new Map<NodeId, number>();

  constructor(scenario: Scenario, observer: Observer | undefined) {
    this.#size = scenario.nodes;
    this.#network = new Network(scenario, new SeededRandom(scenario.seed, NETWORK_STREAM));
    this.#observer = observer;
    this.members = new LentMembers(Array.from({ length: scenario.nodes }, (_, id) => id));
  }

  moveTo(now: number): void {
    this.now = now;
    if (this.#observer === undefined) return;
    this.#observer.at = now;
    this.#observer.round = this.round;
  }

  isPeer(from: NodeId, to: unknown): boolean {
    return Number.isInteger(to) && (to as number) >= 0 && (to as number) < this.#size && to !== from;
  }

  peersOf(): string {
    return `another node, from 0 to ${this.#size - 1}`;
  }

  haveMembersChanged(id: NodeId): boolean {
    return this.members.haveChanged(id, id);
  }

  send(from: NodeId, to: NodeId, message: M): void {
    this.sent++;
    this.#observer?.tell({ type: 'sent', from, to, message });
    this.#observer?.sent(this.nodes[from]!, message);
    const fate = this.#network.fate(from, to, this.now);
    if (typeof fate === 'number') this.queue.add(this.now + fate, to, from, message);
    else this.lose(from, to, message, fate);
  }

  lose(from: NodeId, to: NodeId, message: M, reason: LossReason): void {
    this.lost++;
    this.#observer?.tell({ type: 'lost', from, to, message, reason });
  }

  startTimer(id: NodeId, name: string, after: number): void {
    this.queue.add(this.now + after, id, id, new Timer(name, this.#lives.get(id) ?? 0));
  }

  /** Was `timer` set in the life that `id` still leads? */
  isCurrent(id: NodeId, timer: Timer): boolean {
    return timer.life === (this.#lives.get(id) ?? 0);
  }

  /** Timers of an earlier life go off for nobody. */
  endLife(id: NodeId): void {
    this.#lives.set(id, (this.#lives.get(id) ?? 0) + 1);
  }
}
