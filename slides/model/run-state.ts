import type { NodeId } from '../../src/gossip/types.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import type { Point } from './place.ts';
import type { Playhead } from './playhead.ts';
import type { Turnable } from './settings.ts';

/** A line across the network. */
export type Across = readonly [Point, Point];

/** A node that was asked, and which of its messages, if it was one of those. */
export interface Asked {
  readonly node: NodeId;
  /** Its place in the round's list of messages. */
  readonly message?: number;
}

/** What a click on a node does. */
export type Click = 'tell' | 'kill' | 'ask';

/** What happens to a node in the next round: a press on Play shows it. */
export interface Pending {
  readonly node: NodeId;
  readonly what: 'falls' | 'rises' | 'is told';
}

/** All that makes one run look like another: two windows that have the same show the same. */
export interface RunState {
  readonly turned: Turnable;
  readonly scenario: Scenario | undefined;
  readonly head: Playhead;
  readonly cutLine: Across | undefined;
  readonly earlier: readonly number[] | undefined;
  readonly chosen: NodeId | undefined;
  readonly asked: Asked | undefined;
  /** What a click on a node does, where somebody has chosen. */
  readonly click: Click | undefined;
  readonly said: string;
  readonly touched: boolean;
}

/** What is written down for the start of `round`. */
export function pendingIn({ writes, faults }: Scenario, round: number): Pending[] {
  const told = writes.filter((write) => write.round === round).map(({ node }): Pending => ({ node, what: 'is told' }));
  const failing = faults.flatMap((fault): Pending[] => (fault.type === 'link' || fault.at !== round ? [] : [{ node: fault.node, what: fault.type === 'crash' ? 'falls' : 'rises' }]));
  return [...told, ...failing];
}

export function isSame(one: Scenario, other: Scenario | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
