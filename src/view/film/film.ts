import type { NodeId } from '../../gossip/types.ts';
import type { Scenario } from '../../sim/scenario.ts';

/** The state of a node, in the two lowest bits of its cell. */
export const SUSCEPTIBLE = 0;
export const FRESH = 1;
export const INFECTIVE = 2;
export const REMOVED = 3;
export const STATE_BITS = 0b11;
/** Which value a node holds, in bits 4 to 6 of its cell: 0 for none, else 1 + the index in `film.values`. */
export const VALUE_SHIFT = 4;
export const VALUE_BITS = 0b111;
/** Set in the cell of a node that is down. */
export const CRASHED = 0x80;

/** What became of a message. `plain`: it arrived, and carried no update. */
export const OUTCOMES = ['new', 'duplicate', 'plain', 'loss', 'cut', 'crash'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A message takes this many numbers in `frame.messages`: from, to, index in `film.kinds`, index in OUTCOMES. */
export const MESSAGE_SIZE = 4;

/** Counts of messages. For topics rumor and values, of the messages that carry the watched key. */
export interface Counters {
  readonly sent: number;
  readonly news: number;
  readonly duplicates: number;
  readonly lost: number;
  /** Sent, but without the watched key: answers, say. */
  readonly others: number;
}

/** The world at the end of one round. */
export interface Frame {
  readonly round: number;
  /** One byte a node: state, value, and whether it is down. */
  readonly cells: Uint8Array;
  /** Nodes that are up, by state. */
  readonly susceptible: number;
  readonly fresh: number;
  readonly infective: number;
  readonly removed: number;
  readonly crashed: number;
  /** Nodes that know, up or down. */
  readonly knowing: number;
  /** How many nodes hold each of `film.values`. */
  readonly holders: readonly number[];
  /** What happened in this round, and since the start. */
  readonly now: Counters;
  readonly total: Counters;
  /** How many messages of each of `film.kinds` were sent in this round. */
  readonly kinds: readonly number[];
  /** Up to 200 messages that arrived or were lost, {@link MESSAGE_SIZE} numbers each, by sender. */
  readonly messages: Int32Array;
  /** How many more there were. */
  readonly unlisted: number;
  /** Topic calls: how often each node was called since the start. */
  readonly called: Uint32Array;
  /** How many nodes sent something in this round. */
  readonly callers: number;
  /** Topic beliefs: for each of `film.subjects`, how many nodes that are up suspect it, and believe it dead. */
  readonly opinions: readonly { readonly suspect: number; readonly dead: number }[];
  /** Topic beliefs: how many nodes somebody believed dead, by now, while they were up. */
  readonly wronged: number;
  /** Topic beliefs: how many beliefs that somebody is dead are wrong now, of nodes that are up. */
  readonly wrongPairs: number;
}

/** Who changed their mind, about whom, when, and who told them. Parallel lists, in the order of time. */
export interface Changes {
  readonly rounds: Int32Array;
  readonly nodes: Int32Array;
  /** −1: nobody. The node wrote it itself, or found out itself. */
  readonly froms: Int32Array;
  /** Rumors and values: 1 + index in `film.values`. Beliefs: 0 alive, 1 suspect, 2 dead. */
  readonly values: Uint8Array;
  /** Beliefs: whom the belief is about. Otherwise −1. */
  readonly about: Int32Array;
}

/** A node that heard it was accused, and said in a greater incarnation that it is alive. */
export interface Denial {
  readonly round: number;
  readonly node: NodeId;
  readonly incarnation: number;
}

/** Why a film ends early: the code that was filmed failed. */
export interface FilmFault {
  readonly sentence: string;
  readonly round: number;
  readonly node?: NodeId;
}

/**
 * Why a film is over: all who are up know the same; nobody says anything any more; nobody has anything
 * left to do; or all its rounds were played.
 */
export type Ending = 'agreed' | 'silent' | 'quiet' | 'rounds';

/** A recorded run, ready to be shown. Plain data, so that it can be sent between processes. */
export interface Film {
  readonly scenario: Scenario;
  /** The name of what it is about, a row in ../topics/topics.ts. */
  readonly topic: string;
  readonly title: string;
  /** The key that is watched. */
  readonly key: string;
  /** The values seen under that key, at most seven. */
  readonly values: readonly string[];
  /** Topic beliefs: the nodes that crashed or were accused, at most 16. */
  readonly subjects: readonly NodeId[];
  /** The types of message seen, at most twelve. */
  readonly kinds: readonly string[];
  /** One a round; frames[0] is the world before anything happened. */
  readonly frames: readonly Frame[];
  readonly changes: Changes;
  /** Topic beliefs, where nodes deny, in the order of time. */
  readonly denials: readonly Denial[];
  readonly ending?: Ending;
  readonly fault?: FilmFault;
}
