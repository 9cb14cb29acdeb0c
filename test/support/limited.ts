import type { CreateNode, Message } from '../../src/gossip/types.ts';

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
  return (setup) => {
    const node = createNode(setup);
    return {
      id: node.id,
      handle(event) {
        if (budget.sent > budget.most) return [];
        const effects = node.handle(event);
        if (Array.isArray(effects)) budget.sent += effects.length;
        return effects;
      },
      write: (update) => node.write(update),
      read: (key) => node.read(key),
      isHot: (key) => node.isHot(key),
      get idle() {
        return node.idle === true;
      },
    };
  };
}
