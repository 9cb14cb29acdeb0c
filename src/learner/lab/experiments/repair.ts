import type { CreateNode, Effect, GossipEvent, Message } from '../../../gossip/types.ts';
import { defineScenario } from '../../../sim/scenario.ts';
import { Simulation } from '../../../sim/simulate.ts';
import { repairCurve, type Way } from '../../../sim/theory.ts';
import { withHandle } from '../with-handle.ts';
import { play, type Block, type Experiment, type Run } from './experiment.ts';

const NODES = 1000;
const MISSED = 100;
const UPDATE = { key: 'rumor', value: 'a', version: 1, writer: NODES - 1 };

/** A delta of step 07, as far as this is about it. */
interface Delta extends Message {
  readonly updates: readonly [];
  readonly wanted: readonly string[];
}

/** All but the first hundred know; everybody compares with one other a round, and nothing else spreads it. */
function* shares(createNode: CreateNode, way: Way, rounds: number, seed: number): Run {
  const scenario = defineScenario({ nodes: NODES, rounds, writes: [], repairEvery: 1, seed });
  const missed: number[] = [];
  const make = (): Simulation<Message> =>
    new Simulation<Message>(scenario, (setup) => {
      const node = createNode(setup);
      if (setup.id >= MISSED) node.write({ ...UPDATE });
      return withHandle(node, (event) => left(node.handle(event), event, way));
    });
  for (const playing = play(make, rounds); ; ) {
    const { done, value } = playing.next();
    if (done === true) return missed;
    if (value.round > 0) missed.push(value.nodes.filter((each) => each.read(UPDATE.key) === undefined).length / NODES);
    yield value;
  }
}

/**
 * What is left of the answer to an event, without rumors. Who is asked answers a digest with what is newer
 * here, which whoever began *pulls*, and with what it wants itself, which whoever began *pushes*. Of those
 * two only what belongs to the way is left.
 */
function left(effects: Effect[], event: GossipEvent, way: Way): Effect[] {
  // What is no list is left for the simulation to refuse.
  if (!Array.isArray(effects)) return effects;
  const asked = event.type === 'message' && event.message.type === 'digest';
  return (effects as Effect[]).flatMap((effect): Effect[] => {
    if (effect?.type !== 'send') return [effect];
    if (effect.message?.type === 'push') return [];
    if (!asked || way === 'both' || effect.message?.type !== 'delta') return [effect];
    const delta = effect.message as Delta;
    const message = way === 'push' ? { ...delta, updates: [] } : { ...delta, wanted: [] };
    return message.updates.length + message.wanted.length === 0 ? [] : [{ ...effect, message }];
  });
}

/** As many rounds as there is somebody left to find. */
function byWay(way: Way, rounds: number, title: string): Block {
  return {
    title,
    rowsAre: 'round',
    rows: Array.from({ length: rounds }, (_, i) => String(i + 1)),
    theory: { label: 'recurrence', values: repairCurve(NODES, MISSED / NODES, way, rounds) },
    series: [{ label: '07', step: 7, run: (createNode, seed) => shares(createNode, way, rounds, seed) }],
  };
}

export const REPAIR: Experiment = {
  name: 'repair',
  title: 'How fast comparisons find what rumors have missed',
  about: [
    `Your step 07 among ${NODES.toLocaleString('en')} nodes, of which ${MISSED} have missed an update: p = 0.1.`,
    'Each compares with one other a round, and rumors are taken out. A row: p after it.',
    'recurrence (Demers et al. 1987, section 1.3): p′ = p² by pull, and by push',
    'p′ = p·(1−1/n)^(n(1−p)); both ways p² times that power.',
  ],
  nodes: NODES,
  trials: 10,
  blocks: [byWay('pull', 2, 'pull: who begins asks for what is newer there'), byWay('push', 3, 'push: who begins gives what is newer here'), byWay('both', 2, 'both ways, as you have written it')],
  notes: ['Where less than one node in 1,000 is left to find, chance decides.'],
};
