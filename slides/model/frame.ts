import type { Message, NodeId } from '../../src/gossip/types.ts';

/** One message in one round. Times are milliseconds since the start of the round. */
export interface Flight {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Message;
  readonly depart: number;
  arrive: number;
  outcome: 'under way' | 'news' | 'known' | 'taken' | 'lost';
}

/** What one node is, as far as the picture goes. */
export interface NodeState {
  /** Which of the film's `values` it holds; −1 for none. */
  readonly value: number;
  /** Does it still spread it? */
  readonly hot: boolean;
  readonly crashed: boolean;
  /** How many others believe that it is dead. */
  readonly accusers: number;
  /** How many others suspect it. */
  readonly suspecters: number;
  /** How many peers it believes dead or suspects. */
  readonly doubts: number;
}

export interface Change {
  readonly at: number;
  readonly node: NodeId;
  readonly state: NodeState;
}

/** Totals at the end of a round. */
export interface Totals {
  /** How many know the latest value. */
  readonly knowing: number;
  /** How many of them still spread it. */
  readonly hot: number;
  readonly crashed: number;
  /** How many hold each of the film's values. */
  readonly holders: readonly number[];
  /** All messages, and those of them that were lost. */
  readonly sent: number;
  readonly lost: number;
  /** Messages that carry updates, and those of them that were lost. The others are answers, pings and the like. */
  readonly updates: number;
  readonly updatesLost: number;
  /** Copies that arrived where they were known already. */
  readonly wasted: number;
  /** How many nodes believe the first crashed node dead. */
  readonly believers: number;
  /** How many nodes are alive and believed dead all the same. */
  readonly accused: number;
  /** How often somebody alive believes somebody alive dead, and how often suspects it. */
  readonly wrongPairs: number;
  readonly suspicions: number;
  /** How often each node was called so far. */
  readonly calls: Uint32Array;
}

/** One recorded round: how it began, what happened, how it ended. */
export interface Frame {
  readonly start: readonly NodeState[];
  readonly changes: readonly Change[];
  readonly flights: readonly Flight[];
  /** Which value counts as the latest in this round; −1 before the first write. */
  readonly latest: number;
  readonly totals: Totals;
}

export const NOBODY: NodeState = { value: -1, hot: false, crashed: false, accusers: 0, suspecters: 0, doubts: 0 };
