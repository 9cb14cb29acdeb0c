import type { CreateNode } from '../../gossip/types.ts';
import { defineScenario } from '../../sim/scenario.ts';
import { Simulation } from '../../sim/simulate.ts';
import { pushLoop, rumorLoop } from './yardstick.ts';

/** The steps that are measured: push until everybody knows, and rumor mongering until it is silent. */
export type MeasuredStep = 2 | 4;

/** Medians over the repetitions. */
export interface Measured {
  /** Calls to peers in a run. In step 04 each is answered; the answer is no contact of its own. */
  readonly contacts: number;
  /** How long a run takes by the clock on the wall, nodes and all. */
  readonly milliseconds: number;
  /** Contacts per second of processor time, the garbage collector's included. */
  readonly perSecond: number;
  /** The same of the bare loop. */
  readonly yardstickPerSecond: number;
  /** How many times faster the bare loop is. */
  readonly factor: number;
  /** What the heap holds for each node at the end of a run. */
  readonly bytesPerNode: number;
  /** The most memory that the process has had, in bytes. */
  readonly peakBytes: number;
}

/** One line of the table. */
export interface MeasuredGroup extends Measured {
  readonly step: MeasuredStep;
  readonly nodes: number;
}

const K = 2;
const WARM_UPS = 10;
const WARM_UP_NODES = 1000;
/** Short runs are repeated for so many milliseconds: the clock that counts processor time is coarse. */
const LEAST_TIME = 100;
/** Small groups are held by the dozen, or the rest of the heap would be louder than they are. */
const NODES_HELD = 100_000;

/** Measures simulator and bare loop in turn, so that a noisy machine is unkind to both. */
export function measure(step: MeasuredStep, createNode: CreateNode, nodes: number, repetitions: number): Measured {
  for (let seed = 1; seed <= WARM_UPS; seed++) {
    contactsOf(step, play(step, createNode, WARM_UP_NODES, seed));
    loop(step, WARM_UP_NODES, seed);
  }
  const bytesPerNode = bytesHeld(step, createNode, nodes);
  const runs = Array.from({ length: repetitions }, (_, i) => ({
    bare: timed(() => loop(step, nodes, i + 1)),
    simulated: timed(() => contactsOf(step, play(step, createNode, nodes, i + 1))),
  }));
  const perSecond = median(runs.map(({ simulated }) => simulated.perSecond));
  const yardstickPerSecond = median(runs.map(({ bare }) => bare.perSecond));
  return {
    contacts: median(runs.map(({ simulated }) => simulated.contacts)),
    milliseconds: median(runs.map(({ simulated }) => simulated.milliseconds)),
    perSecond,
    yardstickPerSecond,
    factor: yardstickPerSecond / perSecond,
    bytesPerNode,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

function loop(step: MeasuredStep, nodes: number, seed: number): number {
  return step === 2 ? pushLoop(nodes, seed) : rumorLoop(nodes, K, seed);
}

/** Step 02 never falls silent, so it is over when everybody knows. */
function play(step: MeasuredStep, createNode: CreateNode, nodes: number, seed: number): Simulation<never> {
  const scenario = defineScenario({ nodes, rounds: 1000, k: K, seed });
  const simulation = new Simulation(scenario, createNode as CreateNode<never>);
  let knowing = 0;
  const everybodyKnows = (): boolean => {
    while (knowing < nodes && simulation.nodes[knowing]!.read('rumor') !== undefined) knowing++;
    return knowing === nodes;
  };
  return simulation.run(step === 2 ? everybodyKnows : undefined);
}

function contactsOf(step: MeasuredStep, { sent }: { readonly sent: number }): number {
  return step === 2 ? sent : sent / 2;
}

/** `run` answers with its number of contacts. */
function timed(run: () => number): { contacts: number; milliseconds: number; perSecond: number } {
  const start = performance.now();
  const before = processorTime();
  let runs = 0;
  let contacts = 0;
  while (performance.now() - start < LEAST_TIME) {
    contacts += run();
    runs++;
  }
  const milliseconds = (performance.now() - start) / runs;
  return { contacts: contacts / runs, milliseconds, perSecond: contacts / (processorTime() - before) };
}

/** In seconds, of all threads: other programs on the machine do not count, our own garbage collector does. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What the heap holds for a node at the end of a run. Needs `--expose-gc`; without it, garbage counts too. */
function bytesHeld(step: MeasuredStep, createNode: CreateNode, nodes: number): number {
  const groups = Math.ceil(NODES_HELD / nodes);
  const before = bytesUsed();
  const held = Array.from({ length: groups }, () => play(step, createNode, nodes, 1));
  const after = bytesUsed();
  return (after - before) / (held.length * nodes);
}

function bytesUsed(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
