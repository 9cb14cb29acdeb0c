import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CreateNode } from '../../gossip/types.ts';
import { defineScenario } from '../../sim/scenario.ts';
import { Simulation } from '../../sim/simulate.ts';
import { pushLoop, rumorLoop } from './yardstick.ts';

/** What one process measures: one step at one size. */
export interface Task {
  /** The folder that holds the steps, absolute. */
  readonly code: string;
  readonly step: 2 | 4;
  readonly nodes: number;
  readonly repetitions: number;
}

/** Medians over the repetitions. */
export interface Measured {
  readonly contacts: number;
  readonly milliseconds: number;
  readonly contactsPerSecond: number;
  readonly yardstickPerSecond: number;
  /** How often the bare loop fits into the time of the simulator. */
  readonly factor: number;
  /** What the heap holds for each node at the end of a run. */
  readonly bytesPerNode: number;
  /** The most memory that the process had at any time, in bytes. */
  readonly peakBytes: number;
}

const MODULES = { 2: '02-push/push.ts', 4: '04-rumor-decay/rumor-decay.ts' } as const;
const K = 2;

/** Measures simulator and yardstick in turn, so that a noisy machine is unkind to both alike. */
export async function measure({ code, step, nodes, repetitions }: Task): Promise<Measured> {
  const { createNode } = (await import(pathToFileURL(join(code, MODULES[step])).href)) as { createNode: CreateNode };
  for (let i = 1; i <= WARM_UPS; i++) {
    play(step, createNode, WARM_UP_NODES, i);
    loop(step, WARM_UP_NODES, i);
  }
  const runs = [];
  for (let seed = 1; seed <= repetitions; seed++) {
    const bare = timed(() => loop(step, nodes, seed));
    const simulated = timed(() => play(step, createNode, nodes, seed));
    runs.push({ bare, simulated, contacts: contactsOf(step, simulated.result) });
  }
  const yardstickPerSecond = median(runs.map(({ bare }) => bare.result / bare.seconds));
  const contactsPerSecond = median(runs.map(({ contacts, simulated }) => contacts / simulated.seconds));
  return {
    contacts: median(runs.map(({ contacts }) => contacts)),
    milliseconds: median(runs.map(({ simulated }) => simulated.seconds * 1000)),
    contactsPerSecond,
    yardstickPerSecond,
    factor: yardstickPerSecond / contactsPerSecond,
    bytesPerNode: bytesHeld(() => play(step, createNode, nodes, 1)) / nodes,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

const WARM_UPS = 5;
const WARM_UP_NODES = 1000;

function loop(step: 2 | 4, nodes: number, seed: number): number {
  return step === 2 ? pushLoop(nodes, seed) : rumorLoop(nodes, K, seed);
}

/** Step 02 never falls quiet, so it is over when everybody knows. */
function play(step: 2 | 4, createNode: CreateNode, nodes: number, seed: number): Simulation<never> {
  const simulation = new Simulation<never>(defineScenario({ nodes, rounds: 1000, k: K, seed }), createNode as CreateNode<never>);
  let knowing = 0;
  const until = (): boolean => {
    while (knowing < nodes && simulation.nodes[knowing]!.read('rumor') !== undefined) knowing++;
    return knowing === nodes;
  };
  return simulation.run(step === 2 ? until : undefined);
}

/** A contact is a call to a peer. In step 04 each is answered, and the answer is no contact of its own. */
function contactsOf(step: 2 | 4, { sent }: { readonly sent: number }): number {
  return step === 2 ? sent : sent / 2;
}

function timed<T>(run: () => T): { result: T; seconds: number } {
  const start = performance.now();
  const result = run();
  return { result, seconds: (performance.now() - start) / 1000 };
}

/** What the result of `run` keeps on the heap. Needs `--expose-gc`; without it the figure includes garbage. */
function bytesHeld(run: () => unknown): number {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const held = run();
  globalThis.gc?.();
  const after = process.memoryUsage();
  return held === undefined ? 0 : after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
