import type { CreateNode, Effect, GossipEvent, GossipNode, Message, NodeId } from '../gossip/types.ts';
import { brief } from '../host/brief.ts';
import { EventQueue, type Batch } from './event-queue.ts';
import { fetchAhead } from './fetch-ahead.ts';
import { Network } from './network.ts';
import { callOf, NodeFault } from '../host/node-fault.ts';
import { NodeSet } from './node-set.ts';
import { Observer } from '../host/observer.ts';
import { SeededRandom } from '../host/random.ts';
import { ROUND, type Scenario } from './scenario.ts';
import type { TraceListener } from '../host/trace.ts';

/** One event must not be answered with this many effects or more: that is a mistake, not a protocol. */
export const TOO_MANY_EFFECTS = 1000;

/** Timers below this would not move time, and a run would never end. Milliseconds. */
const LEAST_DELAY = 0.001;

/** So many messages are read before the first of them is handed out … */
const AHEAD = 128;

/** … where at least so many are due at once. Fewer are still close to the processor. */
const FAR = 10_000;

const NETWORK_STREAM = 0;
const FIRST_NODE_STREAM = 1;
const CHANGED_MEMBERS = 'changed the list of members, which belongs to everybody; work on a copy';
const ROUND_EVENT = { type: 'round' } as const;

/** A message on its way, or a timer of the life that set it. */
type Due<M> = M | Timer;

class Timer {
  readonly id: string;
  readonly life: number;

  constructor(id: string, life: number) {
    this.id = id;
    this.life = life;
  }
}

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
  readonly nodes: readonly GossipNode<M>[];
  /** The round being played, or the last one that was. */
  round = 0;
  /** The node that was handed something last: the one to name if it never comes back. */
  current: NodeId = 0;
  sent = 0;
  delivered = 0;
  lost = 0;

  readonly #scenario: Scenario;
  #members: readonly NodeId[] = [];
  readonly #network: Network;
  readonly #queue = new EventQueue<Due<M>>();
  readonly #observer: Observer | undefined;
  readonly #awake: NodeSet;
  readonly #crashed: NodeSet;
  readonly #lives = new Map<NodeId, number>();
  readonly #lastScripted: number;
  #now = 0;
  /** Means nothing: see {@link fetchAhead}. */
  #fetched = 0;

  constructor(scenario: Scenario, createNode: CreateNode<M>, listener?: TraceListener) {
    this.#scenario = scenario;
    this.#network = new Network(scenario, new SeededRandom(scenario.seed, NETWORK_STREAM));
    this.#observer = listener && new Observer(scenario.nodes, listener);
    this.#awake = new NodeSet(scenario.nodes);
    this.#crashed = new NodeSet(scenario.nodes);
    this.#lastScripted = lastScripted(scenario);
    this.nodes = this.#createNodes(createNode);
  }

  /** True when nothing is left to happen: everybody idle, nothing under way, nothing scripted. */
  get quiet(): boolean {
    return this.#awake.size === 0 && this.inFlight === 0 && this.round >= this.#lastScripted;
  }

  /** How many messages and timers are on their way. */
  get inFlight(): number {
    return this.#queue.size;
  }

  /** Plays until nothing is left to happen, or `until` says so, or the scenario's rounds are over. */
  run(until?: () => boolean): this {
    while (this.round < this.#scenario.rounds && !this.quiet && until?.() !== true) this.playRound();
    return this;
  }

  playRound(): void {
    this.round++;
    this.#moveTo(this.round * ROUND);
    this.#observer?.tell({ type: 'round' });
    this.#applyFaults();
    this.#applyWrites();
    this.#awake.forEach((id) => this.#act(id, ROUND_EVENT));
    while (this.#queue.nextInstant < (this.round + 1) * ROUND) this.#queue.drain(this.#play);
  }

  #createNodes(createNode: CreateNode<M>): GossipNode<M>[] {
    const { nodes, seed, fanout, k, decay, pingTimeout, proxies, probeOrder } = this.#scenario;
    // Not frozen: V8 is slow on frozen lists, and every learner's code walks through this one.
    const members = Array.from({ length: nodes }, (_, id) => id);
    this.#members = members;
    return members.map((id) => {
      this.current = id;
      const random = new SeededRandom(seed, FIRST_NODE_STREAM + id);
      const node = this.#guard(id, 'createNode(setup)', () =>
        createNode({ id, members, random, fanout, k, decay, pingTimeout, proxies, probeOrder }),
      );
      if (typeof node?.handle !== 'function') this.#refuse(id, `createNode(setup) returned ${brief(node)}; it must return a node, with a method handle`);
      if (node.id !== id) this.#refuse(id, `createNode(setup) returned a node with the id ${brief(node.id)}; it must be setup.id, ${id}`);
      if (this.#haveMembersChanged(id)) this.#refuse(id, `createNode(setup) ${CHANGED_MEMBERS}`);
      if (!this.#isIdle(node)) this.#awake.add(id);
      return node;
    });
  }

  #applyFaults(): void {
    for (const fault of this.#scenario.faults) {
      if (fault.at !== this.round || fault.type === 'link') continue;
      const { node } = fault;
      if (fault.type === 'crash') {
        this.#crashed.add(node);
        this.#awake.delete(node);
        this.#lives.set(node, (this.#lives.get(node) ?? 0) + 1);
        this.#observer?.tell({ type: 'crashed', node });
      } else {
        this.#crashed.delete(node);
        if (!this.#isIdle(this.nodes[node]!)) this.#awake.add(node);
        this.#observer?.tell({ type: 'recovered', node });
      }
    }
  }

  #applyWrites(): void {
    for (const { round, node: id, key, value, version } of this.#scenario.writes) {
      if (round !== this.round || this.#crashed.has(id)) continue;
      const node = this.nodes[id]!;
      const update = { key, value, version, writer: id };
      this.current = id;
      this.#observer?.tell({ type: 'wrote', node: id, update });
      const before = this.#observer?.remember(node, [update]);
      this.#guard(id, `write(${brief(update)})`, () => node.write({ ...update }));
      if (before !== undefined) this.#observer?.learned(node, this.#observer.news(node, [update], before));
      if (!this.#isIdle(node)) this.#awake.add(id);
    }
  }

  readonly #play = ({ recipients, senders, items, size }: Batch<Due<M>>, order: Int32Array, instant: number): void => {
    this.#moveTo(instant);
    for (let i = 0; i < size; i++) {
      if (size >= FAR && i % AHEAD === 0) this.#fetched = fetchAhead(items, order, i, Math.min(i + AHEAD, size));
      const entry = order[i]!;
      const item = items[entry]!;
      items[entry] = undefined;
      if (item instanceof Timer) this.#fire(recipients[entry]!, item);
      else this.#deliver(senders[entry]!, recipients[entry]!, item);
    }
  };

  #fire(id: NodeId, { id: timer, life }: Timer): void {
    if (this.#crashed.has(id) || life !== (this.#lives.get(id) ?? 0)) return;
    this.#observer?.tell({ type: 'timer', node: id, id: timer });
    this.#act(id, { type: 'timer', id: timer });
  }

  #deliver(from: NodeId, to: NodeId, message: M): void {
    if (this.#crashed.has(to)) {
      this.lost++;
      this.#observer?.tell({ type: 'lost', from, to, message, reason: 'crash' });
      return;
    }
    this.delivered++;
    const event: GossipEvent<M> = { type: 'message', from, message };
    if (this.#observer === undefined) {
      this.#act(to, event);
      return;
    }
    const node = this.nodes[to]!;
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
    try {
      return this.nodes[id]!.handle(event);
    } catch (error) {
      this.#blame(id, callOf(event), error);
    }
  }

  #carryOut(id: NodeId, event: GossipEvent<M>, effects: Effect<M>[]): void {
    if (!Array.isArray(effects)) {
      this.#refuse(id, `${callOf(event)} returned ${brief(effects)}; it must return a list of effects, an empty one when there is nothing to do`);
    }
    if (effects.length >= TOO_MANY_EFFECTS) {
      this.#refuse(id, `${callOf(event)} returned ${effects.length} effects at once; fewer than ${TOO_MANY_EFFECTS} are allowed`);
    }
    for (let i = 0; i < effects.length; i++) this.#perform(id, event, effects[i]!);
    if (this.#haveMembersChanged(id)) this.#refuse(id, `${callOf(event)} ${CHANGED_MEMBERS}`);
    const node = this.nodes[id]!;
    if (this.#isIdle(node)) this.#awake.delete(id);
    else this.#awake.add(id);
    this.#observer?.settled(node);
  }

  #perform(id: NodeId, event: GossipEvent<M>, effect: Effect<M>): void {
    switch (effect?.type) {
      case 'send':
        if (!this.#isPeer(id, effect.to)) this.#refuse(id, `${callOf(event)} returned a message to ${brief(effect.to)}; allowed: another node, from 0 to ${this.nodes.length - 1}`);
        if (typeof effect.message?.type !== 'string') this.#refuse(id, `${callOf(event)} returned a message without a type: ${brief(effect.message)}`);
        this.#checkUpdates(id, event, effect.message.updates);
        return this.#send(id, effect.to, effect.message);
      case 'timer':
        if (!(effect.after >= LEAST_DELAY && effect.after < Infinity)) this.#refuse(id, `${callOf(event)} returned a timer with after: ${brief(effect.after)}; allowed: a number of milliseconds, at least ${LEAST_DELAY}`);
        if (typeof effect.id !== 'string') this.#refuse(id, `${callOf(event)} returned a timer with id: ${brief(effect.id)}; allowed: a text`);
        return this.#queue.add(this.#now + effect.after, id, id, new Timer(effect.id, this.#lives.get(id) ?? 0));
      default:
        this.#refuse(id, `${callOf(event)} returned ${brief(effect)} in its list of effects; allowed: { type: 'send', … } and { type: 'timer', … }`);
    }
  }

  #checkUpdates(id: NodeId, event: GossipEvent<M>, updates: unknown): void {
    if (updates === undefined) return;
    if (!Array.isArray(updates)) this.#refuse(id, `${callOf(event)} returned a message whose updates are ${brief(updates)}; allowed: a list of updates`);
    for (let i = 0; i < updates.length; i++) {
      if (typeof updates[i]?.key !== 'string') this.#refuse(id, `${callOf(event)} returned a message with the update ${brief(updates[i])}; an update has a key, a value, a version and a writer`);
    }
  }

  #send(from: NodeId, to: NodeId, message: M): void {
    this.sent++;
    this.#observer?.tell({ type: 'sent', from, to, message });
    this.#observer?.sent(this.nodes[from]!, message);
    const fate = this.#network.fate(from, to, this.#now);
    if (typeof fate === 'number') {
      this.#queue.add(this.#now + fate, to, from, message);
      return;
    }
    this.lost++;
    this.#observer?.tell({ type: 'lost', from, to, message, reason: fate });
  }

  #isIdle(node: GossipNode<M>): boolean {
    try {
      return node.idle === true;
    } catch (error) {
      this.#blame(node.id, 'idle', error);
    }
  }

  /**
   * Three places tell: a shuffle that leaves the first, the last and the node's own as they were is
   * rare, and comparing all of them after each event would take longer than the event.
   */
  #haveMembersChanged(id: NodeId): boolean {
    const members = this.#members;
    const last = this.#scenario.nodes - 1;
    return members.length !== last + 1 || members[0] !== 0 || members[id] !== id || members[last] !== last;
  }

  #isPeer(id: NodeId, to: unknown): boolean {
    return Number.isInteger(to) && (to as number) >= 0 && (to as number) < this.nodes.length && to !== id;
  }

  #moveTo(now: number): void {
    this.#now = now;
    if (this.#observer === undefined) return;
    this.#observer.at = now;
    this.#observer.round = this.round;
  }

  #guard<T>(id: NodeId, call: string, run: () => T): T {
    try {
      return run();
    } catch (error) {
      this.#blame(id, call, error);
    }
  }

  #blame(id: NodeId, call: string, error: unknown): never {
    if (isTermination(error)) throw error;
    throw new NodeFault(id, this.round, `${call} threw ${brief(error, 300)}`, error);
  }

  #refuse(id: NodeId, sentence: string): never {
    throw new NodeFault(id, this.round, sentence);
  }
}

/** The last round for which something is written down. The lists may be longer than a call can take arguments. */
function lastScripted({ writes, faults }: Scenario): number {
  let last = 0;
  for (const { round } of writes) last = Math.max(last, round);
  for (const { at } of faults) last = Math.max(last, at);
  return last;
}

/** A run that is stopped from outside (for taking too long) is nobody's exception to explain here. */
function isTermination(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** Plays a whole scenario. See {@link Simulation}. */
export function simulate<M extends Message>(
  scenario: Scenario,
  createNode: CreateNode<M>,
  listener?: TraceListener,
): Simulation<M> {
  return new Simulation(scenario, createNode, listener).run();
}
