import { resolve } from 'node:path';
import type { CreateNode, Message } from '../../src/gossip/types.ts';
import { Meter, type Metrics } from '../../src/sim/metrics.ts';
import { defineScenario, type Scenario } from '../../src/sim/scenario.ts';
import { Simulation } from '../../src/sim/simulate.ts';
import type { TraceEvent } from '../../src/host/trace.ts';
import { replayCommand, type Spot } from '../../src/course/run/replay.ts';
import { STEPS, standardScenario } from '../../src/course/steps.ts';
import { seed } from './seed.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');

/** A run that is over. */
export interface Run<M extends Message> {
  readonly scenario: Scenario;
  readonly simulation: Simulation<M>;
  readonly trace: readonly TraceEvent[];
  readonly metrics: Metrics;
  /** The command that shows this run, paused where it went wrong. */
  replay(spot?: Spot): string;
}

/** Plays the run of a step, with some of it changed, until nothing is left to happen. */
export function run<M extends Message>(
  stepNumber: number,
  createNode: CreateNode<M>,
  changes: Partial<Scenario> = {},
  until?: (meter: Meter) => boolean,
): Run<M> {
  const scenario = scenarioOf(stepNumber, changes);
  const meter = new Meter(scenario.nodes);
  const trace: TraceEvent[] = [];
  const simulation = new Simulation(scenario, createNode, (event) => {
    trace.push(event);
    meter.listen(event);
  });
  simulation.run(until && (() => until(meter)));
  return {
    scenario,
    simulation,
    trace,
    metrics: meter.read(),
    replay: (spot) => replayOf(stepNumber, changes, spot),
  };
}

/**
 * The command that shows the run of a step, with some of it changed. A test that stopped before the
 * rounds were over gives the `rounds` that it saw, so that the replay ends where the test did.
 */
export function replayOf(stepNumber: number, changes: Partial<Scenario>, spot?: Spot): string {
  return replayCommand(ROOT, STEPS[stepNumber - 1]!, scenarioOf(stepNumber, changes), spot);
}

/** The run of a step, with some of it changed. */
export function scenarioOf(stepNumber: number, changes: Partial<Scenario> = {}): Scenario {
  const standard = standardScenario(STEPS[stepNumber - 1]!);
  return defineScenario({ ...standard, seed: seed(standard.seed), ...changes });
}
