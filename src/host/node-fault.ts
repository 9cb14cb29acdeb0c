import type { GossipEvent, NodeId } from '../gossip/types.ts';
import { brief } from './brief.ts';

/** The code of a node threw, or answered with something that nobody can carry out. */
export class NodeFault extends Error {
  override readonly name = 'NodeFault';
  readonly node: NodeId;
  readonly round: number;

  constructor(node: NodeId, round: number, sentence: string, cause?: unknown) {
    super(`node ${node}, round ${round}: ${sentence}`, cause === undefined ? undefined : { cause });
    this.node = node;
    this.round = round;
  }
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
