import type { CreateNode, GossipNode, NodeSetup } from '../../../src/gossip/types.ts';
import { defineScenario, type Scenario } from '../../../src/sim/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { FilmMaker } from '../../../src/view/film/film-maker.ts';
import type { Film } from '../../../src/view/film/film.ts';
import { topicNamed, type TopicName } from '../../../src/view/topics/topics.ts';
import { selectPeers } from '../../../solutions/01-peer-selection/select-peers.ts';
import { createNode as pushNode } from '../../../solutions/02-push/push.ts';
import { createNode as mergeNode } from '../../../solutions/03-merge/merge.ts';
import { createNode as rumorNode } from '../../../solutions/04-rumor-decay/rumor-decay.ts';
import { createNode as detectorNode } from '../../../solutions/05-failure-detection/failure-detection.ts';

/** A node that calls whom step 01 chooses, and says nothing. */
function callerNode({ id, members, fanout, random }: NodeSetup): GossipNode {
  return {
    id,
    handle: (event) =>
      event.type === 'round' ? selectPeers(id, members, fanout, random).map((to) => ({ type: 'send', to, message: { type: 'call' } })) : [],
    write() {},
    read: () => undefined,
    isHot: () => false,
  };
}

interface Recipe {
  readonly topic: TopicName;
  readonly title: string;
  readonly createNode: CreateNode<any>;
  readonly scenario: Partial<Scenario>;
}

const TWO_WRITERS: Partial<Scenario> = {
  rounds: 12,
  writes: [
    { round: 1, node: 0, key: 'rumor', value: 'blue', version: 1 },
    { round: 1, node: 20, key: 'rumor', value: 'green', version: 1 },
  ],
};

/** A film for each topic, and one with two truths for ever. */
export const RECIPES = {
  calls: { topic: 'calls', title: '01 peer selection', createNode: callerNode, scenario: { rounds: 10, fanout: 2, writes: [] } },
  push: { topic: 'rumor', title: '02 push', createNode: pushNode, scenario: { rounds: 10, fanout: 2, seed: 7 } },
  merge: { topic: 'values', title: '03 merge', createNode: mergeNode, scenario: TWO_WRITERS },
  quarrel: { topic: 'values', title: '03 merge', createNode: pushNode, scenario: TWO_WRITERS },
  decay: { topic: 'rumor', title: '04 rumor decay', createNode: rumorNode, scenario: { rounds: 60, fanout: 2, k: 2, seed: 7 } },
  detection: {
    topic: 'beliefs',
    title: '05 failure detection',
    createNode: detectorNode,
    scenario: { nodes: 20, rounds: 12, fanout: 2, loss: 0.05, writes: [], faults: [{ type: 'crash', node: 17, at: 3 }] },
  },
} satisfies Record<string, Recipe>;

/** Records the film of a recipe, in its own world or another. */
export function filmOf(name: keyof typeof RECIPES, changes: Partial<Scenario> = {}): Film {
  const { scenario } = RECIPES[name];
  return replay(name, defineScenario({ ...scenario, ...changes }));
}

export function replay(name: keyof typeof RECIPES, scenario: Scenario): Film {
  const { topic, title, createNode }: Recipe = RECIPES[name];
  const maker = new FilmMaker(scenario, topicNamed(topic), title);
  simulate(scenario, createNode, maker.listen);
  return maker.finish();
}
