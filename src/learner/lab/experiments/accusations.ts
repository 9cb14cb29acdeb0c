import type { CreateNode, Effect, GossipNode, Message, NodeId, NodeSetup } from '../../../gossip/types.ts';
import { defineScenario } from '../../../sim/scenario.ts';
import { Simulation } from '../../../sim/simulate.ts';
import { falseAccusations } from '../../../sim/theory.ts';
import { play, Unfit, type Block, type Experiment, type Run } from './experiment.ts';

const NODES = 40;
/** A probe is judged when the next round begins: in so many rounds, 30 of each node are. */
const ROUNDS = 31;
const PROBES = NODES * (ROUNDS - 1);
const LOSSES = [0.05, 0.1, 0.2];

/** Step 05 is handed what to do about a silent peer, and does not bury it then. */
type CreateDetector = (setup: NodeSetup, onSilence: (peer: NodeId) => Effect<Message>[]) => GossipNode<Message>;

/** Nobody is down, so every silence is a false accusation. It has no consequences: all probes are alike. */
function* countSilences(createNode: CreateDetector, proxies: number, seed: number): Run {
  const shares: number[] = [];
  for (const loss of LOSSES) {
    const scenario = defineScenario({ nodes: NODES, rounds: ROUNDS, writes: [], loss, proxies, seed });
    let silences = 0;
    const onSilence = (): Effect<Message>[] => {
      silences++;
      return [];
    };
    const { nodes } = yield* play(() => new Simulation<Message>(scenario, (setup) => createNode(setup, onSilence)), ROUNDS);
    if (nodes.some((node) => (node.beliefs?.size ?? 0) > 0)) throw new Unfit('it declares silent peers dead, whatever it is handed as `onSilence`: the code around your gaps is of an earlier version, and `node rumor update` brings it up to date');
    shares.push(silences / PROBES);
  }
  return shares;
}

function withHelpers(proxies: number): Block {
  return {
    title: `with ${proxies} ${proxies === 1 ? 'helper' : 'helpers'}: false accusations a probe`,
    rowsAre: 'loss',
    rows: LOSSES.map((loss) => `${loss * 100} %`),
    theory: { label: 'formula', values: LOSSES.map((loss) => falseAccusations(loss, proxies)) },
    series: [{ label: '05', step: 5, run: (createNode: CreateNode, seed) => countSilences(createNode as CreateDetector, proxies, seed) }],
  };
}

export const ACCUSATIONS: Experiment = {
  name: 'accusations',
  title: 'How often a loss takes the living for dead',
  about: [
    `Your step 05 among ${NODES} nodes, none of which is ever down: ${PROBES.toLocaleString('en')} probes a run and row.`,
    'formula: (1 − (1−p)²) · (1 − (1−p)⁴)^helpers at a loss of p. Ping or ack is lost,',
    'and for each helper one of the four messages of its way.',
  ],
  nodes: NODES,
  trials: 50,
  blocks: [withHelpers(0), withHelpers(1), withHelpers(3)],
  notes: [`Times ${PROBES.toLocaleString('en')}, it is how often somebody alive is accused in 30 rounds of ${NODES} nodes.`],
};
