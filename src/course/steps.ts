import type { NodeId } from '../gossip/types.ts';
import type { TopicName } from '../view/topics/topics.ts';
import { DEFAULTS, type Fault, type Scenario, type Write } from '../sim/scenario.ts';

/** One step of the workshop: where its file is, and the run that shows it. */
export interface Step {
  readonly number: number;
  /** The name of its folder in `steps/`, `solutions/` and everywhere else code is loaded from. */
  readonly folder: string;
  /** The one file that the learner writes. */
  readonly file: string;
  readonly title: string;
  /** What the picture is about. */
  readonly topic: TopicName;
  /** The run that is shown when nobody asks for another. */
  readonly scenario: Partial<Scenario>;
}

const TWO_WRITERS: readonly Write[] = [
  { round: 1, node: 0, key: 'rumor', value: 'a', version: 1 },
  { round: 1, node: 20, key: 'rumor', value: 'b', version: 1 },
];

/** For fifteen rounds, nodes 0 to 19 and 20 to 39 cannot reach each other. */
const TWO_HALVES: Fault = { type: 'link', from: idsBelow(20), to: idsBelow(40).slice(20), loss: 1, at: 5, until: 20 };

/** Node 17 is killed, and started again later. It knows nothing then. */
const STARTED_AGAIN: readonly Fault[] = [
  { type: 'crash', node: 17, at: 5 },
  { type: 'restart', node: 17, at: 15 },
];

export const STEPS: readonly Step[] = [
  {
    number: 1,
    folder: '01-peer-selection',
    file: 'select-peers.ts',
    title: 'Peer selection',
    topic: 'calls',
    scenario: { fanout: 2, rounds: 20, writes: [] },
  },
  {
    number: 2,
    folder: '02-push',
    file: 'push.ts',
    title: 'Push',
    topic: 'rumor',
    scenario: { rounds: 30 },
  },
  {
    number: 3,
    folder: '03-merge',
    file: 'merge.ts',
    title: 'Merge',
    topic: 'values',
    scenario: { rounds: 30, writes: TWO_WRITERS },
  },
  {
    number: 4,
    folder: '04-rumor-decay',
    file: 'rumor-decay.ts',
    title: 'Rumor decay',
    topic: 'rumor',
    scenario: { rounds: 100, k: 2 },
  },
  {
    number: 5,
    folder: '05-failure-detection',
    file: 'failure-detection.ts',
    title: 'Failure detection',
    topic: 'beliefs',
    scenario: { rounds: 20, fanout: 2, k: 3, writes: [], faults: [{ type: 'crash', node: 17, at: 5 }] },
  },
  {
    number: 6,
    folder: '06-suspicion',
    file: 'suspicion.ts',
    title: 'Suspicion',
    topic: 'beliefs',
    scenario: { rounds: 40, fanout: 2, k: 3, writes: [], faults: [{ type: 'link', from: [17], to: 'all', latency: 600, at: 5 }] },
  },
  {
    number: 7,
    folder: '07-anti-entropy',
    file: 'anti-entropy.ts',
    title: 'Anti-entropy',
    topic: 'beliefs',
    scenario: { rounds: 45, fanout: 2, k: 3, writes: [], faults: [TWO_HALVES] },
  },
  {
    number: 8,
    folder: '08-cluster',
    file: 'cluster.ts',
    title: 'Cluster',
    topic: 'beliefs',
    scenario: { rounds: 40, fanout: 2, k: 3, writes: [], faults: STARTED_AGAIN },
  },
];

function idsBelow(count: number): NodeId[] {
  return Array.from({ length: count }, (_, id) => id);
}

/** The run of a step before anybody changes it. */
export function standardScenario(step: Step): Scenario {
  return { ...DEFAULTS, ...step.scenario };
}

/** `04-rumor-decay/rumor-decay.ts`, with slashes on every system. */
export function fileOf(step: Step): string {
  return `${step.folder}/${step.file}`;
}
