import type { CreateNode, Effect, GossipEvent, GossipNode, Message, NodeId, NodeSetup, Update } from '../gossip/types.ts';
import { brief } from './brief.ts';
import { callOf, FunctionFault, NodeFault } from './node-fault.ts';

/** One event must not be answered with this many effects or more: that is a mistake, not a protocol. */
export const TOO_MANY_EFFECTS = 1000;

/** Timers below this would not move time, and a run would never end. Milliseconds. */
const LEAST_DELAY = 0.001;

export const CHANGED_MEMBERS = 'changed the list of members, which belongs to everybody; work on a copy';

/** The world around some nodes, or around one. It decides who is there, and carries out what nodes ask for. */
export interface Surroundings<M extends Message> {
  /** The round being played; 0 before the first one. A world that counts no rounds has none. */
  readonly round: number | undefined;
  /** May node `from` send to `to`? */
  isPeer(from: NodeId, to: unknown): boolean;
  /** To whom node `from` may send, for a sentence: `another node, from 0 to 39`. */
  peersOf(from: NodeId): string;
  /** Is the list of members that was lent to `id` no longer as this world left it? */
  haveMembersChanged(id: NodeId): boolean;
  send(from: NodeId, to: NodeId, message: M): void;
  /** Hands the timer `name` to node `id` in `after` milliseconds. */
  startTimer(id: NodeId, name: string, after: number): void;
}

/**
 * Calls the code of nodes for a world, and looks at every answer before anything comes of it.
 *
 * Where the code throws, or answers with something that nobody can carry out, the node is blamed in
 * words: everything here may throw a {@link NodeFault}.
 */
export class NodeCaller<M extends Message> {
  readonly #world: Surroundings<M>;

  constructor(world: Surroundings<M>) {
    this.#world = world;
  }

  create(createNode: CreateNode<M>, setup: NodeSetup): GossipNode<M> {
    const { id } = setup;
    const node = this.#guard(id, 'createNode(setup)', () => createNode(setup));
    if (typeof node?.handle !== 'function') this.#refuse(id, `createNode(setup) returned ${brief(node)}; it must return a node, with a method handle`);
    if (node.id !== id) this.#refuse(id, `createNode(setup) returned a node with the id ${brief(node.id)}; it must be setup.id, ${id}`);
    if (this.#world.haveMembersChanged(id)) this.#refuse(id, `createNode(setup) ${CHANGED_MEMBERS}`);
    return node;
  }

  write(id: NodeId, node: GossipNode<M>, update: Update): void {
    this.#guard(id, `write(${brief(update)})`, () => node.write({ ...update }));
  }

  isIdle(id: NodeId, node: GossipNode<M>): boolean {
    try {
      return node.idle === true;
    } catch (error) {
      this.#blame(id, 'idle', error);
    }
  }

  /** What `node` answers to `event`, whatever it is: {@link carryOut} looks at it. */
  handle(id: NodeId, node: GossipNode<M>, event: GossipEvent<M>): Effect<M>[] {
    try {
      return node.handle(event);
    } catch (error) {
      this.#blame(id, callOf(event), error);
    }
  }

  /** Has the world carry out what node `id` answered to `event`, one effect after the other, until one is nonsense. */
  carryOut(id: NodeId, event: GossipEvent<M>, effects: readonly Effect<M>[]): void {
    if (!Array.isArray(effects)) this.#reject(id, event, `${brief(effects)}; it must return a list of effects, an empty one when there is nothing to do`);
    if (effects.length >= TOO_MANY_EFFECTS) this.#reject(id, event, `${effects.length} effects at once; fewer than ${TOO_MANY_EFFECTS} are allowed`);
    for (let i = 0; i < effects.length; i++) this.#perform(id, event, effects[i]!);
    if (this.#world.haveMembersChanged(id)) this.#refuse(id, `${callOf(event)} ${CHANGED_MEMBERS}`);
  }

  #perform(id: NodeId, event: GossipEvent<M>, effect: Effect<M>): void {
    switch (effect?.type) {
      case 'send':
        if (!this.#world.isPeer(id, effect.to)) this.#reject(id, event, `a message to ${brief(effect.to)}; allowed: ${this.#world.peersOf(id)}`);
        if (typeof effect.message?.type !== 'string') this.#reject(id, event, `a message without a type: ${brief(effect.message)}`);
        this.#checkUpdates(id, event, effect.message.updates);
        return this.#world.send(id, effect.to, effect.message);
      case 'timer':
        if (!(effect.after >= LEAST_DELAY && effect.after < Infinity)) {
          this.#reject(id, event, `a timer with after: ${brief(effect.after)}; allowed: a number of milliseconds, at least ${LEAST_DELAY}`);
        }
        if (typeof effect.id !== 'string') this.#reject(id, event, `a timer with id: ${brief(effect.id)}; allowed: a text`);
        return this.#world.startTimer(id, effect.id, effect.after);
      default:
        this.#reject(id, event, `${brief(effect)} in its list of effects; allowed: { type: 'send', … } and { type: 'timer', … }`);
    }
  }

  #checkUpdates(id: NodeId, event: GossipEvent<M>, updates: unknown): void {
    if (updates === undefined) return;
    if (!Array.isArray(updates)) this.#reject(id, event, `a message whose updates are ${brief(updates)}; allowed: a list of updates`);
    for (let i = 0; i < updates.length; i++) {
      if (typeof updates[i]?.key === 'string') continue;
      this.#reject(id, event, `a message with the update ${brief(updates[i])}; an update has a key, a value, a version and a writer`);
    }
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
    if (error instanceof FunctionFault) throw new NodeFault(id, this.#world.round, error.message, error.cause);
    throw new NodeFault(id, this.#world.round, `${call} threw ${brief(error, 300)}`, error);
  }

  /** What was returned is no answer. */
  #reject(id: NodeId, event: GossipEvent<M>, returned: string): never {
    this.#refuse(id, `${callOf(event)} returned ${returned}`);
  }

  #refuse(id: NodeId, sentence: string): never {
    throw new NodeFault(id, this.#world.round, sentence);
  }
}

/** A run that is stopped from outside (for taking too long) is nobody's exception to explain here. */
export function isTermination(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
