import type { CreateNode, Decay, Effect, GossipEvent, GossipNode, Message, NodeId } from '../../src/gossip/types.ts';
import { defineScenario } from '../../src/sim/scenario.ts';
import { Simulation } from '../../src/sim/simulate.ts';
import { WrappedNode } from './wrapped-node.ts';

/** What became of a rumor: the columns of the tables in Demers et al. 1987. */
export interface Outcome {
  /** The share of nodes that never heard it: s. */
  readonly residue: number;
  /** How often it was sent, divided by the number of nodes: m. */
  readonly traffic: number;
  /** The round in which the last node heard it: t_last. */
  readonly lastHeard: number;
  /** The node that heard it last. */
  readonly lastNode: NodeId;
  /** In how many rounds it came to its end. */
  readonly rounds: number;
}

export const POPULATION = 1000;

/**
 * Plays a rumor among 1,000 nodes until nobody spreads it, and keeps only the figures.
 *
 * A trace of such a run would have tens of thousands of entries, and tests need many runs.
 */
export function epidemic<M extends Message>(createNode: CreateNode<M>, k: number, decay: Decay, seed: number): Outcome {
  const tally: Tally = { round: 0, pushes: 0, heard: 1, lastHeard: 0, lastNode: 0 };
  const scenario = defineScenario({ nodes: POPULATION, rounds: 1000, k, decay, seed });
  const simulation = new Simulation<M>(scenario, (setup) => new WatchedNode(createNode(setup), tally));
  let spreader = 0;
  const isOver = (): boolean => {
    tally.round = simulation.round + 1;
    if (simulation.round === 0) return false;
    // Who spread it a round ago probably still does: then nobody else need be asked.
    for (let asked = 0; asked < POPULATION; asked++) {
      if (simulation.nodes[spreader]!.isHot('rumor')) return false;
      spreader = (spreader + 1) % POPULATION;
    }
    return true;
  };
  simulation.run(isOver);
  const { heard, pushes, lastHeard, lastNode } = tally;
  return { residue: (POPULATION - heard) / POPULATION, traffic: pushes / POPULATION, lastHeard, lastNode, rounds: simulation.round };
}

/** What the nodes of one run have done together, in the round that is being played. */
interface Tally {
  round: number;
  pushes: number;
  heard: number;
  lastHeard: number;
  lastNode: NodeId;
}

/** Node 0 is the one that a client tells the rumor. */
class WatchedNode<M extends Message> extends WrappedNode<M> {
  readonly #tally: Tally;
  #knows: boolean;

  constructor(node: GossipNode<M>, tally: Tally) {
    super(node);
    this.#tally = tally;
    this.#knows = node.id === 0;
  }

  handle(event: GossipEvent<M>): Effect<M>[] {
    const effects = this.node.handle(event);
    if (!Array.isArray(effects)) return effects;
    const tally = this.#tally;
    tally.pushes += countPushes(effects);
    if (this.#knows || this.node.read('rumor') === undefined) return effects;
    this.#knows = true;
    tally.heard++;
    tally.lastHeard = tally.round;
    tally.lastNode = this.id;
    return effects;
  }
}

function countPushes(effects: readonly Effect[]): number {
  let pushes = 0;
  for (const effect of effects) {
    if (effect?.type === 'send' && effect.message?.type === 'push') pushes++;
  }
  return pushes;
}
