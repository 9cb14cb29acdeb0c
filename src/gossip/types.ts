/**
 * The words that the steps, the simulator and a real transport share.
 *
 * Types only: nothing in this file exists at run time. A node is a state machine without a world.
 * It has no clock, no socket and no randomness of its own. It is handed events and answers with
 * effects, and somebody else carries them out.
 */

/** A node's name. The simulator numbers its nodes 0 … n−1; a transport maps numbers to addresses. */
export type NodeId = number;

/** The only source of chance a protocol may use. It is seeded, so every run can be repeated. */
export interface Random {
  /** A fraction: at least 0, below 1. */
  next(): number;
  /** A whole number: at least 0, below `below`, each one equally likely. */
  int(below: number): number;
}

/** One version of one piece of state. */
export interface Update {
  readonly key: string;
  readonly value: string;
  /** Counts the writes of `key`: 1, 2, 3 … */
  readonly version: number;
  /** Who wrote this version. */
  readonly writer: NodeId;
}

/** What travels between nodes. */
export interface Message {
  /** Tells the kinds of message apart. */
  readonly type: string;
  /** The payload of a message that spreads state. */
  readonly updates?: readonly Update[];
}

/** What can happen to a node. */
export type GossipEvent<M extends Message = Message> =
  | { readonly type: 'round' }
  | { readonly type: 'message'; readonly from: NodeId; readonly message: M }
  | { readonly type: 'timer'; readonly id: string };

/** What a node can ask the world to do. `after` is in milliseconds; a round lasts 1,000. */
export type Effect<M extends Message = Message> =
  | { readonly type: 'send'; readonly to: NodeId; readonly message: M }
  | { readonly type: 'timer'; readonly id: string; readonly after: number };

/** What a node can think of a peer that it does not think alive. */
export type Belief = 'suspect' | 'dead';

/** A node: events in, effects out, and a read-only look inside for whoever draws the picture. */
export interface GossipNode<M extends Message = Message> {
  readonly id: NodeId;
  /** Everything that happens to a node happens here. The answer is the node's alone to give away. */
  handle(event: GossipEvent<M>): Effect<M>[];
  /** A client writes an update on this node. */
  write(update: Update): void;
  /** What this node knows under `key`. */
  read(key: string): Update | undefined;
  /** Is this node still spreading what it knows under `key`? */
  isHot(key: string): boolean;
  /** The peers that this node does not believe alive. */
  readonly beliefs?: ReadonlyMap<NodeId, Belief>;
  /** True while a round would send nothing and change nothing, so that it need not be called. */
  readonly idle?: boolean;
}

/** A node whose state others may look at, and take from. `write` is the one door by which it grows. */
export interface StoringNode<M extends Message = Message> extends GossipNode<M> {
  /** Everything that this node knows. The list is the caller's; the updates are not to be changed. */
  readAll(): Update[];
  /** Drops what this node knows under `key`, as if it had never heard of it. */
  forget(key: string): void;
}

/** Everything a node is given when it is created. */
export interface NodeSetup {
  readonly id: NodeId;
  /** Everybody this node may call, and `id` itself. The list may change between two rounds. */
  readonly members: readonly NodeId[];
  readonly random: Random;
  /** How many peers are called in a round. */
  readonly fanout: number;
  /** Step 04. Interest is lost after `k` unnecessary contacts (counter), or with probability 1/k (coin). */
  readonly k: number;
  /** Step 04. What makes a node lose interest in a rumor. */
  readonly decay: Decay;
  /** Step 05. How long to wait for an ack before asking others, in milliseconds. */
  readonly pingTimeout: number;
  /** Step 05. How many others are asked to ping a silent peer. */
  readonly proxies: number;
  /** Step 05. In which order peers are probed. */
  readonly probeOrder: ProbeOrder;
  /** Step 06. How long a suspect may deny before it is believed dead, in milliseconds. */
  readonly suspicionTimeout: number;
  /** Step 07. Every so many rounds, what is known is compared with one random member. */
  readonly repairEvery: number;
  /** Step 07. The age, in rounds, up to which a death certificate is offered. */
  readonly graceRounds: number;
  /** Step 07. At most so many updates travel in one message; Infinity where there is no limit. */
  readonly budget: number;
}

/** Is a contact judged by the answer that comes back, or blindly? Does a counter or a coin decide? */
export type Decay = 'feedback-counter' | 'feedback-coin' | 'blind-counter' | 'blind-coin';

export type ProbeOrder = 'round-robin' | 'random';

/** Step 01: at most `fanout` distinct members, never `self`, each choice equally likely. */
export type SelectPeers = (
  self: NodeId,
  members: readonly NodeId[],
  fanout: number,
  random: Random,
) => NodeId[];

/** Step 03: takes `incoming` into `known`, and answers with the updates that were news. */
export type Merge = (known: Map<string, Update>, incoming: readonly Update[]) => Update[];

/** What every step from 02 on exports as `createNode`. */
export type CreateNode<M extends Message = Message> = (setup: NodeSetup) => GossipNode<M>;

/** Step 08. Where a node lives when nobody simulates it: it can send, be called back, and hear; and it has chance. */
export interface World {
  /** Sends bytes to a node, or to an address whose node is not known yet. Whether they arrive, nobody says. */
  send(to: NodeId | string, bytes: Uint8Array): void;
  /** Calls `then` once, so many milliseconds from now. The answer takes it back. */
  after(milliseconds: number, then: () => void): () => void;
  /** Hands over what arrives from now on, and from whom. */
  listen(listener: (from: NodeId, bytes: Uint8Array) => void): void;
  readonly random: Random;
}
