import type { GossipEvent, NodeId } from '../gossip/types.ts';
import { brief } from './brief.ts';

/** The code of a node threw, or answered with something that nobody can carry out. */
export class NodeFault extends Error {
  override readonly name = 'NodeFault';
  readonly node: NodeId;
  /** None where the world counts no rounds. */
  readonly round: number | undefined;

  constructor(node: NodeId, round: number | undefined, sentence: string, cause?: unknown) {
    super(`${placeOf(node, round)}: ${sentence}`, cause === undefined ? undefined : { cause });
    this.node = node;
    this.round = round;
  }
}

/**
 * What a function that a node of ours calls has done wrong, as a sentence about that function: its
 * author wrote no `handle`, and should not read of one.
 */
export class FunctionFault extends Error {
  override readonly name = 'FunctionFault';
}

/** `node 3, round 5`. */
function placeOf(node: NodeId, round: number | undefined): string {
  return round === undefined ? `node ${node}` : `node ${node}, round ${round}`;
}

/** `handle({ type: 'message', … })`, short enough for a sentence. */
export function callOf(event: GossipEvent): string {
  switch (event.type) {
    case 'round':
      return "handle({ type: 'round' })";
    case 'timer':
      return `handle({ type: 'timer', id: ${brief(event.id)} })`;
    case 'message':
      return `handle({ type: 'message', from: ${event.from}, message: ${brief(event.message)} })`;
  }
}
