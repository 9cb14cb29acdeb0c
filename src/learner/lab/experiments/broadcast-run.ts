import type { CreateNode, Message, NodeId } from '../../../gossip/types.ts';
import { SeededRandom } from '../../../host/random.ts';
import { ROUND } from '../../../host/round.ts';
import { defineScenario, type Fault, type Scenario, type Write } from '../../../sim/scenario.ts';
import { Simulation } from '../../../sim/simulate.ts';
import { withHandle } from '../with-handle.ts';
import { play } from './experiment.ts';
import { check, missingAtTheEnd, quantile, type Read, type Value } from './set-checker.ts';

/** The workload of Gossip Glomers 3d and 3e: 25 nodes, 100 ms a message, 100 operations a second for 20 seconds … */
export const NODES = 25;
const LATENCY = 100;
const OPERATIONS = 2_000;
const APART = 10;
/** … and ten seconds of rest before everybody is read for the last time, as in Maelstrom. */
const END = OPERATIONS * APART + 10_000;
/** No node draws from it. */
const WORKLOAD_STREAM = 2 ** 31;

/** How a node plays: how many milliseconds its rounds last, and what it is told. */
export interface Pace {
  readonly round: number;
  readonly knobs: Partial<Scenario>;
}

/** While the network is cut, in milliseconds; undefined where it is whole. */
export interface Cut {
  readonly from: number;
  readonly until: number;
}

interface MutableValue extends Value {
  readonly knownAt: number[];
}

/** Half of the operations broadcast a value, half read one node. What, when and where depends on the seed alone. */
function workload(seed: number): { readonly values: MutableValue[]; readonly origins: NodeId[]; readonly reads: Read[] } {
  const random = new SeededRandom(seed, WORKLOAD_STREAM);
  const [values, origins, reads]: [MutableValue[], NodeId[], Read[]] = [[], [], []];
  for (let i = 0; i < OPERATIONS; i++) {
    const [at, node, reading] = [i * APART, random.int(NODES), random.int(2) === 1];
    if (reading) {
      reads.push({ at, node });
      continue;
    }
    const knownAt = Array.from({ length: NODES }, (_, id) => (id === node ? at : Infinity));
    values.push({ invoked: at, knownAt });
    origins.push(node);
  }
  for (let node = 0; node < NODES; node++) reads.push({ at: END, node });
  return { values, origins, reads };
}

/**
 * Plays the workload, and ends in: messages an operation, median and maximal latency, lost values, values
 * that were not there at once, and values that a node lacks at the end.
 */
export function* broadcastRun(createNode: CreateNode, { round, knobs }: Pace, cut: Cut | undefined, seed: number): Generator<Simulation<Message>, number[]> {
  const { values, origins, reads } = workload(seed);
  const toRound = (at: number): number => Math.floor(at / round) + 1;
  // A broadcast is answered at once, and leaves with the next round, as nothing else makes a node talk.
  const writes = values.map(({ invoked }, i): Write => ({ round: toRound(invoked) + (invoked % round === 0 ? 0 : 1), node: origins[i]!, key: `value ${i}`, value: String(i), version: 1 }));
  const faults: readonly Fault[] = cut === undefined ? [] : [{ type: 'link', from: ids(0, 12), to: ids(12, NODES), loss: 1, at: toRound(cut.from), until: toRound(cut.until) }];
  const latency = Math.round((LATENCY * ROUND) / round);
  const scenario = defineScenario({ nodes: NODES, rounds: toRound(END), seed, latency, writes, faults, ...knobs });
  const simulation = yield* play(() => noting(scenario, createNode, new Map(writes.map(({ key }, i) => [key, values[i]!])), round), scenario.rounds);
  const { latencies, lost, stale } = check(values, reads);
  const operations = values.length + reads.length;
  return [simulation.sent / operations, quantile(latencies, 0.5), quantile(latencies, 1), lost, stale, missingAtTheEnd(values, END)];
}

/** A simulation that notes down when a message has told a node a value. */
function noting(scenario: Scenario, createNode: CreateNode, values: ReadonlyMap<string, MutableValue>, round: number): Simulation<Message> {
  const simulation: Simulation<Message> = new Simulation<Message>(scenario, (setup) => {
    const node = createNode(setup);
    return withHandle(node, (event) => {
      const effects = node.handle(event);
      for (const { key } of (event.type === 'message' && event.message.updates) || []) {
        const knownAt = values.get(key)?.knownAt;
        if (knownAt === undefined || knownAt[setup.id]! < Infinity || node.read(key) === undefined) continue;
        // The first round begins at ROUND for the simulator, and at 0 for the clients.
        knownAt[setup.id] = ((simulation.now - ROUND) * round) / ROUND;
      }
      return effects;
    });
  });
  return simulation;
}

function ids(from: number, to: number): NodeId[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
