import type { CreateNode, Effect, GossipEvent, GossipNode, Message, NodeId } from '../gossip/types.ts';
import { NodeCaller } from '../host/answer.ts';
import { Observer } from '../host/observer.ts';
import { SeededRandom } from '../host/random.ts';
import { ROUND } from '../host/round.ts';
import type { TraceListener } from '../host/trace.ts';
import type { Batch } from './event-queue.ts';
import { fetchAhead } from './fetch-ahead.ts';
import { nodeKnobs, type NodeKnobs } from './knobs.ts';
import { NodeSet } from './node-set.ts';
import { lastScripted, type NodeFailure, type Scenario } from './scenario.ts';
import { SimulatedWorld, Timer, type Due } from './simulated-world.ts';

/** So many messages are read before the first of them is handed out … */
const AHEAD = 128;

/** … where at least so many are due at once. Fewer are still close to the processor. */
const FAR = 10_000;

const FIRST_NODE_STREAM = 1;
const ROUND_EVENT = { type: 'round' } as const;

/**
 * Plays a scenario through the nodes that `createNode` makes, round by round.
 *
 * At the start of a round come the faults, then the writes, then every node that is not idle gets
 * its round event, in the order of their numbers. Messages and timers follow when they are due;
 * what is due at one instant goes out by recipient, and then in the order of sending.
 *
 * Throws a {@link NodeFault} when the code of a node throws, or answers with nonsense.
 */
export class Simulation<M extends Message> {
  /** The node that was handed something last: the one to name if it never comes back. */
  current: NodeId = 0;
  delivered = 0;

  readonly #scenario: Scenario;
  readonly #createNode: CreateNode<M>;
  readonly #knobs: NodeKnobs;
  readonly #world: SimulatedWorld<M>;
  readonly #nodes: GossipNode<M>[];
  readonly #caller: NodeCaller<M>;
  readonly #observer: Observer | undefined;
  readonly #awake: NodeSet;
  readonly #crashed: NodeSet;
  /** How often a node has begun anew. */
  readonly #births = new Map<NodeId, number>();
  readonly #lastScripted: number;
  /** Means nothing: see {@link fetchAhead}. */
  #fetched = 0;

  constructor(scenario: Scenario, createNode: CreateNode<M>, listener?: TraceListener) {
    this.#scenario = scenario;
    this.#createNode = createNode;
    this.#knobs = nodeKnobs(scenario);
    this.#observer = listener && new Observer(scenario.nodes, listener);
    this.#world = new SimulatedWorld(scenario, this.#observer);
    this.#caller = new NodeCaller(this.#world);
    this.#awake = new NodeSet(scenario.nodes);
    this.#crashed = new NodeSet(scenario.nodes);
    this.#lastScripted = lastScripted(scenario);
    this.#nodes = this.#world.nodes;
    for (let id = 0; id < scenario.nodes; id++) this.#nodes.push(this.#create(id));
  }

  /** The round being played, or the last one that was. */
  get round(): number {
    return this.#world.round;
  }

  get sent(): number {
    return this.#world.sent;
  }

  get lost(): number {
    return this.#world.lost;
  }

  get nodes(): readonly GossipNode<M>[] {
    return this.#nodes;
  }

  /** The present millisecond; a round begins at its number times 1,000. */
  get now(): number {
    return this.#world.now;
  }

  /** True when nothing is left to happen: everybody idle, nothing under way, nothing scripted. */
  get quiet(): boolean {
    return this.#awake.size === 0 && this.inFlight === 0 && this.round >= this.#lastScripted;
  }

  /** How many messages and timers are on their way. */
  get inFlight(): number {
    return this.#world.queue.size;
  }

  /** Plays until nothing is left to happen, or `until` says so, or the scenario's rounds are over. */
  run(until?: () => boolean): this {
    while (this.round < this.#scenario.rounds && !this.quiet && until?.() !== true) this.playRound();
    return this;
  }

  playRound(): void {
    const world = this.#world;
    world.round++;
    world.moveTo(world.round * ROUND);
    this.#observer?.tell({ type: 'round' });
    this.#applyFaults();
    this.#applyWrites();
    this.#awake.forEach((id) => this.#act(id, ROUND_EVENT));
    while (world.queue.nextInstant < (world.round + 1) * ROUND) world.queue.drain(this.#play);
  }

  #create(id: NodeId): GossipNode<M> {
    this.current = id;
    const { seed, nodes } = this.#scenario;
    // A node that begins anew draws from another stream than any node before it.
    const stream = FIRST_NODE_STREAM + id + nodes * (this.#births.get(id) ?? 0);
    const random = new SeededRandom(seed, stream);
    const node = this.#caller.create(this.#createNode, { id, members: this.#world.members.ids, random, ...this.#knobs });
    if (!this.#caller.isIdle(id, node)) this.#awake.add(id);
    return node;
  }

  #applyFaults(): void {
    for (const fault of this.#scenario.faults) if (fault.at === this.round && fault.type !== 'link') this.#befall(fault);
  }

  #befall({ type, node: id }: NodeFailure): void {
    if (type === 'crash') {
      this.#crashed.add(id);
      this.#awake.delete(id);
      this.#world.endLife(id);
      this.#observer?.tell({ type: 'crashed', node: id });
      return;
    }
    this.#crashed.delete(id);
    if (type === 'restart') {
      this.#world.endLife(id);
      this.#births.set(id, (this.#births.get(id) ?? 0) + 1);
      this.#awake.delete(id);
      this.#nodes[id] = this.#create(id);
      this.#observer?.restarted(this.#nodes[id]);
      return;
    }
    if (!this.#caller.isIdle(id, this.#nodes[id]!)) this.#awake.add(id);
    this.#observer?.tell({ type: 'recovered', node: id });
  }

  #applyWrites(): void {
    for (const { round, node: id, key, value, version } of this.#scenario.writes) {
      if (round !== this.round || this.#crashed.has(id)) continue;
      const node = this.#nodes[id]!;
      const update = { key, value, version, writer: id };
      this.current = id;
      this.#observer?.tell({ type: 'wrote', node: id, update });
      const before = this.#observer?.remember(node, [update]);
      this.#caller.write(id, node, update);
      if (before !== undefined) this.#observer?.learned(node, this.#observer.news(node, [update], before));
      if (!this.#caller.isIdle(id, node)) this.#awake.add(id);
    }
  }

  readonly #play = ({ recipients, senders, items, size }: Batch<Due<M>>, order: Int32Array, instant: number): void => {
    this.#world.moveTo(instant);
    for (let i = 0; i < size; i++) {
      if (size >= FAR && i % AHEAD === 0) this.#fetched = fetchAhead(items, order, i, Math.min(i + AHEAD, size));
      const entry = order[i]!;
      const item = items[entry]!;
      items[entry] = undefined;
      if (item instanceof Timer) this.#fire(recipients[entry]!, item);
      else this.#deliver(senders[entry]!, recipients[entry]!, item);
    }
  };

  #fire(id: NodeId, timer: Timer): void {
    if (this.#crashed.has(id) || !this.#world.isCurrent(id, timer)) return;
    this.#observer?.tell({ type: 'timer', node: id, id: timer.id });
    this.#act(id, { type: 'timer', id: timer.id });
  }

  #deliver(from: NodeId, to: NodeId, message: M): void {
    if (this.#crashed.has(to)) {
      this.#world.lose(from, to, message, 'crash');
      return;
    }
    this.delivered++;
    const event: GossipEvent<M> = { type: 'message', from, message };
    if (this.#observer === undefined) {
      this.#act(to, event);
      return;
    }
    const node = this.#nodes[to]!;
    const updates = message.updates?.map((update) => ({ ...update })) ?? [];
    const before = this.#observer.remember(node, updates);
    const effects = this.#handle(to, event);
    const news = this.#observer.news(node, updates, before);
    this.#observer.tell({ type: 'delivered', from, to, message, news: news.length });
    this.#observer.learned(node, news, from);
    this.#carryOut(to, event, effects);
  }

  #act(id: NodeId, event: GossipEvent<M>): void {
    this.#carryOut(id, event, this.#handle(id, event));
  }

  #handle(id: NodeId, event: GossipEvent<M>): Effect<M>[] {
    this.current = id;
    return this.#caller.handle(id, this.#nodes[id]!, event);
  }

  #carryOut(id: NodeId, event: GossipEvent<M>, effects: Effect<M>[]): void {
    this.#caller.carryOut(id, event, effects);
    const node = this.#nodes[id]!;
    if (this.#caller.isIdle(id, node)) this.#awake.delete(id);
    else this.#awake.add(id);
    this.#observer?.settled(node);
  }
}

/** Plays a whole scenario. See {@link Simulation}. */
export function simulate<M extends Message>(
  scenario: Scenario,
  createNode: CreateNode<M>,
  listener?: TraceListener,
): Simulation<M> {
  return new Simulation(scenario, createNode, listener).run();
}
