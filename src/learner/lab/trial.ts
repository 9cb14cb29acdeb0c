import type { CreateNode, Decay, Effect, Message } from '../../gossip/types.ts';
import { defineScenario, type Scenario } from '../../sim/scenario.ts';
import { Simulation } from '../../sim/simulate.ts';
import type { Outcome } from './messages.ts';
import { POPULATION } from './tables.ts';
import { withHandle } from './with-handle.ts';

/** Longer than any rumor of the tables lives: with k = 5, blind and coin, it is over well before round 100. */
const MOST_ROUNDS = 300;

/** The run of one trial: a rumor among 1,000 nodes, each of which calls one other a round. */
export function trialScenario(decay: Decay, k: number, seed: number): Scenario {
  return defineScenario({ nodes: POPULATION, rounds: MOST_ROUNDS, fanout: 1, decay, k, seed });
}

/**
 * A run that is told on round by round, until nobody spreads the rumor.
 *
 * It reads the nodes after each round instead of listening to the trace: a listener would cost more
 * than the run itself. Traffic is what was pushed; answers are not counted, as in the paper.
 */
export class Trial {
  readonly simulation: Simulation<Message>;
  readonly #ignorant: Set<number>;
  #pushes = 0;
  #lastHeard = 0;

  constructor(scenario: Scenario, createNode: CreateNode<Message>) {
    this.simulation = new Simulation(scenario, (setup) => {
      const node = createNode(setup);
      return withHandle(node, (event) => {
        const effects = node.handle(event);
        if (Array.isArray(effects)) this.#pushes += countPushes(effects);
        return effects;
      });
    });
    this.#ignorant = new Set(this.simulation.nodes.keys());
  }

  /** Plays a round. Returns whether anybody spreads the rumor still. */
  playRound(): boolean {
    this.simulation.playRound();
    const { nodes, round } = this.simulation;
    for (const id of this.#ignorant) {
      if (nodes[id]!.read('rumor') === undefined) continue;
      this.#ignorant.delete(id);
      if (id !== 0) this.#lastHeard = round;
    }
    return nodes.some((node) => node.isHot('rumor'));
  }

  get outcome(): Outcome {
    return { s: this.#ignorant.size / POPULATION, m: this.#pushes / POPULATION, t_last: this.#lastHeard };
  }
}

function countPushes(effects: readonly Effect[]): number {
  let pushes = 0;
  for (const effect of effects) {
    if (effect?.type === 'send' && effect.message?.type === 'push') pushes++;
  }
  return pushes;
}
