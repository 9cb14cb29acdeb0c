import type { CreateNode, Message, NodeId } from '../../../gossip/types.ts';
import type { Fault, Scenario } from '../../../sim/scenario.ts';
import { Simulation } from '../../../sim/simulate.ts';
import { standardScenario, STEPS } from '../../../course/steps.ts';
import { play, type Block, type Experiment, type Run } from './experiment.ts';

const COMPARED = [5, 6, 7];

/** The worlds with which lessons 06 and 07 open, and a node that comes back with all that it knew. */
const SLOW = standardScenario(STEPS[5]!).faults;
const CUT = standardScenario(STEPS[6]!).faults;
const AWAY: readonly Fault[] = [{ type: 'crash', node: 17, at: 5 }, { type: 'recover', node: 17, at: 15 }];

function* pairs(createNode: CreateNode, faults: readonly Fault[], rounds: readonly number[], seed: number): Run {
  const scenario: Scenario = { ...standardScenario(STEPS[6]!), faults, seed, rounds: rounds.at(-1)! };
  const pairs = new Map<number, number>();
  for (const playing = play(() => new Simulation<Message>(scenario, createNode), scenario.rounds); ; ) {
    const { done, value } = playing.next();
    if (done === true) return rounds.map((round) => pairs.get(round)!);
    if (rounds.includes(value.round)) pairs.set(value.round, wrongPairs(value, faults));
    yield value;
  }
}

/** It reads the nodes instead of listening to the trace: a listener would cost more than the run itself. */
function wrongPairs({ nodes, round }: Simulation<Message>, faults: readonly Fault[]): number {
  const changes = faults.flatMap((fault) => (fault.type !== 'link' && fault.at <= round ? [fault] : []));
  const isDown = (id: NodeId): boolean => changes.findLast(({ node }) => node === id)?.type === 'crash';
  return nodes.reduce((sum, { id, beliefs }) => sum + (isDown(id) ? 0 : [...(beliefs ?? [])].filter(([peer, belief]) => belief === 'dead' && !isDown(peer)).length), 0);
}

function world(title: string, faults: readonly Fault[], rounds: readonly number[]): Block {
  return {
    title,
    rowsAre: 'round',
    rows: rounds.map(String),
    series: COMPARED.map((step) => ({ label: `step 0${step}`, step, run: (createNode, seed) => pairs(createNode, faults, rounds, seed) })),
  };
}

export const WRONG_PAIRS: Experiment = {
  name: 'wrong-pairs',
  title: 'Wrong pairs: somebody believes somebody dead who lives',
  about: ['Your steps 05, 06 and 07 in the same worlds of 40 nodes, at the end of each round.'],
  nodes: 40,
  trials: 20,
  blocks: [
    world('one slow node: messages of and to node 17 take 600 ms, from round 5 on', SLOW, [10, 20, 30, 40]),
    world('a cut: 0 to 19 and 20 to 39 cannot reach each other, from round 5 to 20', CUT, [19, 20, 25, 30, 35, 40, 45]),
    world('a return: node 17 is away from round 5 to 15', AWAY, [14, 15, 20, 25, 30, 40]),
  ],
  notes: [],
};
