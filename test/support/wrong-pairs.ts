import type { CreateNode, GossipNode, Message, NodeId } from '../../src/gossip/types.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { Simulation } from '../../src/sim/simulate.ts';

/** A run of which only the wrong pairs are kept: somebody believes somebody dead who lives. */
export interface PairsRun {
  readonly scenario: Scenario;
  /** How many there are at the end. */
  readonly pairs: number;
  /** One of the wrongly accused, and who accuses it. */
  readonly example: { readonly accused: NodeId; readonly accuser: NodeId } | undefined;
}

/** Plays a run in which nobody is down at the end. */
export function playPairs<M extends Message>(scenario: Scenario, createNode: CreateNode<M>): PairsRun {
  const { nodes } = new Simulation<M>(scenario, createNode).run();
  const wrong = nodes.flatMap((node: GossipNode<M>) => [...(node.beliefs ?? [])].filter(([, belief]) => belief === 'dead').map(([accused]) => ({ accused, accuser: node.id })));
  return { scenario, pairs: wrong.length, example: wrong[0] };
}
