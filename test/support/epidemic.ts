import type { CreateNode, Decay, Effect, GossipNode, Message, NodeId } from '../../src/gossip/types.ts';
import { defineScenario } from '../../src/sim/scenario.ts';
import { Simulation } from '../../src/sim/simulate.ts';
import { aRun } from './step-test.ts';

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
  let pushes = 0;
  let heard = 1;
  let lastHeard = 0;
  let lastNode = 0;
  const simulation: Simulation<M> = new Simulation<M>(
    defineScenario({ nodes: POPULATION, rounds: 1000, k, decay, seed }),
    (setup) => {
      let knows = setup.id === 0;
      return watched(createNode(setup), (node, effects) => {
        pushes += countPushes(effects);
        if (knows || node.read('rumor') === undefined) return;
        knows = true;
        heard++;
        lastHeard = simulation.round;
        lastNode = node.id;
      });
    },
  );
  aRun(() => simulation.run(() => simulation.round > 0 && !simulation.nodes.some((node) => node.isHot('rumor'))));
  return { residue: 1 - heard / POPULATION, traffic: pushes / POPULATION, lastHeard, lastNode, rounds: simulation.round };
}

function watched<M extends Message>(
  node: GossipNode<M>,
  look: (node: GossipNode<M>, effects: readonly Effect<M>[]) => void,
): GossipNode<M> {
  return {
    id: node.id,
    handle(event) {
      const effects = node.handle(event);
      if (Array.isArray(effects)) look(node, effects);
      return effects;
    },
    write: (update) => node.write(update),
    read: (key) => node.read(key),
    isHot: (key) => node.isHot(key),
    get idle() {
      return node.idle === true;
    },
  };
}

function countPushes(effects: readonly Effect[]): number {
  let pushes = 0;
  for (const effect of effects) {
    if (effect?.type === 'send' && effect.message?.type === 'push') pushes++;
  }
  return pushes;
}
