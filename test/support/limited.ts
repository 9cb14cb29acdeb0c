import type { CreateNode, Effect, GossipEvent, GossipNode, Message } from '../../src/gossip/types.ts';
import { WrappedNode } from './wrapped-node.ts';

/** How much the nodes of one run may send, and how much they wanted to. */
export interface Budget {
  readonly most: number;
  sent: number;
}

/**
 * Nodes that fall silent when together they have sent more than the budget allows. Code that answers
 * each message with several others would fill the memory before it could be told what is wrong.
 */
export function limited<M extends Message>(createNode: CreateNode<M>, budget: Budget): CreateNode<M> {
  return (setup) => new LimitedNode(createNode(setup), budget);
}

class LimitedNode<M extends Message> extends WrappedNode<M> {
  readonly #budget: Budget;

  constructor(node: GossipNode<M>, budget: Budget) {
    super(node);
    this.#budget = budget;
  }

  handle(event: GossipEvent<M>): Effect<M>[] {
    const budget = this.#budget;
    if (budget.sent > budget.most) return [];
    const effects = this.node.handle(event);
    if (Array.isArray(effects)) budget.sent += effects.length;
    return effects;
  }
}
