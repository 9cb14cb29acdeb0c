import type { Decay, NodeSetup, ProbeOrder } from '../gossip/types.ts';
import { ROUND } from '../host/round.ts';
import { choice, fraction, limit, span, whole, type Kind } from './kinds.ts';

/** What a node is told besides who it is. */
export type NodeKnobs = Omit<NodeSetup, 'id' | 'members' | 'random'>;

/** Something about a run that can be turned. */
export interface Knob<T> {
  readonly kind: Kind<T>;
  readonly default: T;
  /** Who is handed it: each node, in its setup, or only the world around them. */
  readonly to: 'node' | 'world';
  /** The flag of `play`, and the attribute in the deck. */
  readonly flag: string;
  /** What stands for the value in the help: `--seed N`. */
  readonly value: string;
  readonly help: string;
}

export const MOST_NODES = 2_000_000;
const MOST_ROUNDS = 100_000;
/** No message and no time-out outlasts so many milliseconds. */
export const MOST_MS = 1000 * ROUND;

/**
 * Every knob, a row each. Types, defaults, checks, flags, what a node is set up with and what the
 * deck can show are read off these. A node's knob has its type and its meaning in NodeSetup, the
 * word that steps know; without a row here, nothing compiles.
 */
const KNOBS = {
  nodes: { kind: whole(2, MOST_NODES), default: 40, to: 'world', flag: 'nodes', value: 'N', help: 'how many nodes' },
  /** The most rounds that are played; a run ends before that when nothing is left to happen. */
  rounds: { kind: whole(1, MOST_ROUNDS), default: 30, to: 'world', flag: 'rounds', value: 'N', help: 'the most rounds to play' },
  seed: { kind: whole(0, Number.MAX_SAFE_INTEGER), default: 1, to: 'world', flag: 'seed', value: 'N', help: 'another seed is another run' },
  fanout: { kind: whole(1, MOST_NODES), default: 1, to: 'node', flag: 'fanout', value: 'N', help: 'how many peers a node calls in a round' },
  k: { kind: whole(1, 1000), default: 2, to: 'node', flag: 'k', value: 'N', help: 'step 04: how soon a node loses interest' },
  decay: {
    kind: choice<Decay>('feedback-counter', 'feedback-coin', 'blind-counter', 'blind-coin'),
    default: 'feedback-counter',
    to: 'node',
    flag: 'decay',
    value: 'KIND',
    help: 'step 04: feedback-counter, feedback-coin, blind-counter or blind-coin',
  },
  /** The probability that a message is lost. */
  loss: { kind: fraction, default: 0, to: 'world', flag: 'loss', value: 'P', help: 'the probability that a message is lost, 0 to 1' },
  /** How long a message travels, in milliseconds: always so long, or between two bounds. */
  latency: { kind: span(1, MOST_MS), default: 50, to: 'world', flag: 'latency', value: 'MS', help: 'how long a message travels, 50 or 20-200; a round lasts 1000' },
  pingTimeout: { kind: whole(1, ROUND - 1), default: 300, to: 'node', flag: 'ping-timeout', value: 'MS', help: 'step 05: how long to wait for an ack' },
  proxies: { kind: whole(0, MOST_NODES), default: 3, to: 'node', flag: 'proxies', value: 'N', help: 'step 05: how many others are asked to ping' },
  probeOrder: {
    kind: choice<ProbeOrder>('round-robin', 'random'),
    default: 'round-robin',
    to: 'node',
    flag: 'probe-order',
    value: 'ORDER',
    help: 'step 05: round-robin or random',
  },
  suspicionTimeout: { kind: whole(1, MOST_MS), default: 4500, to: 'node', flag: 'suspicion-timeout', value: 'MS', help: 'step 06: how long a suspect may deny' },
  repairEvery: { kind: whole(1, MOST_ROUNDS), default: 5, to: 'node', flag: 'repair-every', value: 'N', help: 'step 07: compare with a random member every N rounds' },
  // Long enough for six comparisons, after which every living node of the usual 40 has heard of a delete.
  graceRounds: { kind: whole(1, MOST_ROUNDS), default: 30, to: 'node', flag: 'grace-rounds', value: 'N', help: 'step 07: up to which age, in rounds, a death certificate is offered' },
  budget: { kind: limit(1), default: Infinity, to: 'node', flag: 'budget', value: 'N', help: 'step 07: at most N updates a message, or unlimited' },
} satisfies { readonly [K in keyof NodeKnobs]: Knob<NodeKnobs[K]> & { readonly to: 'node' } } & Readonly<Record<string, Knob<unknown>>>;

type ValueOf<K> = K extends { readonly kind: Kind<infer T> } ? T : never;

/** A value for every knob. */
export type Knobs = { readonly [K in keyof typeof KNOBS]: ValueOf<(typeof KNOBS)[K]> };

export const KNOB_NAMES = Object.keys(KNOBS) as readonly (keyof Knobs)[];

/** The row of a knob whose name is only known at run time. */
export function knobRow(name: keyof Knobs): Knob<unknown> {
  return KNOBS[name] as Knob<unknown>;
}

export const KNOB_DEFAULTS = Object.fromEntries(KNOB_NAMES.map((name) => [name, KNOBS[name].default])) as Knobs;

const NODE_KNOBS = KNOB_NAMES.filter((name) => KNOBS[name].to === 'node');

/** Those of the knobs that a node is set up with. */
export function nodeKnobs(knobs: Knobs): NodeKnobs {
  return Object.fromEntries(NODE_KNOBS.map((name) => [name, knobs[name]])) as unknown as NodeKnobs;
}

/** Throws a ScenarioError at the first knob that is turned too far. */
export function checkKnobs(knobs: Knobs): void {
  for (const name of KNOB_NAMES) KNOBS[name].kind.check(name, knobs[name]);
}
