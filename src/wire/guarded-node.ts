import type { Effect, GossipEvent, Message, NodeId, StoringNode, Update } from '../gossip/types.ts';
import { NodeCaller } from '../host/answer.ts';
import { Guard, type Unfit } from './guard.ts';
import { OuterNode } from './outer-node.ts';

export interface GuardOptions<M extends Message> {
  /** How many bytes a message takes. */
  readonly sizeOf: (message: M) => number;
  /** So many fit into one datagram. */
  readonly room: number;
  /** Called where something of a message may not come in. */
  readonly onUnfit?: (why: Unfit, from: NodeId) => void;
}

/**
 * A node between a network and itself: what may not come in does not, what it answers is checked as in
 * the simulator, and a message whose updates are too many for a datagram travels as several. Throws a
 * NodeFault where the code of the node throws, or answers with nonsense.
 */
export class GuardedNode<M extends Message> extends OuterNode<M> {
  readonly #options: GuardOptions<M>;
  readonly #guard: Guard;
  readonly #caller: NodeCaller<M>;
  #effects: Effect<M>[] = [];

  constructor(node: StoringNode<M>, options: GuardOptions<M>) {
    super(node);
    this.#options = options;
    this.#guard = new Guard(node.id);
    this.#caller = new NodeCaller<M>({
      round: undefined,
      // To itself, too: somebody who lies can ask for that, with a ping-req whose target it is. Nobody sends it.
      isPeer: (_from, to) => Number.isSafeInteger(to) && (to as number) >= 0,
      peersOf: () => 'another node',
      haveMembersChanged: () => false,
      send: (from, to, message) => void (to !== from && this.#effects.push(...this.#split(message).map((part): Effect<M> => ({ type: 'send', to, message: part })))),
      startTimer: (_id, name, after) => void this.#effects.push({ type: 'timer', id: name, after }),
    });
  }

  handle(event: GossipEvent<M>): Effect<M>[] {
    const admitted = event.type === 'message' ? this.#admit(event) : event;
    this.#caller.carryOut(this.id, admitted, this.#caller.handle(this.id, this.inner, admitted));
    return this.#effects.splice(0);
  }

  #admit(event: Extract<GossipEvent<M>, { type: 'message' }>): GossipEvent<M> {
    const { message, unfit } = this.#guard.admit(event.message, event.from);
    if (unfit !== undefined) this.#options.onUnfit?.(unfit, event.from);
    return { ...event, message };
  }

  /** Answers are by update, so no protocol notices that what it said in one message arrives in two. */
  #split(message: M): M[] {
    const { updates } = message;
    if (updates === undefined || updates.length < 2 || this.#options.sizeOf(message) <= this.#options.room) return [message];
    const half = Math.ceil(updates.length / 2);
    return [updates.slice(0, half), updates.slice(half)].flatMap((part) => this.#split({ ...message, updates: part }));
  }

  write(update: Update): void {
    this.#guard.wrote(update.key);
    this.#caller.write(this.id, this.inner, update);
  }
}
