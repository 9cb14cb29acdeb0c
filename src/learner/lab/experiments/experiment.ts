import type { CreateNode, Decay, Message } from '../../../gossip/types.ts';
import type { Simulation } from '../../../sim/simulate.ts';

/** A run that is played round by round, and ends in a value for each row of its block. */
export type Run = Generator<Simulation<Message>, readonly number[]>;

/** A column that is measured: the code of one step, in the world of its block. */
export interface Series {
  readonly label: string;
  readonly step: number;
  /** A further task of step 04 that the code must do for this. */
  readonly decay?: Decay;
  run(createNode: CreateNode, seed: number): Run;
}

/** What stands beside the measured columns, and is no number to compare with: a limit, say. */
export interface Beside {
  readonly label: string;
  readonly values: readonly string[];
}

/** One table: the rows, what is known about them beforehand, and what is measured. */
export interface Block {
  readonly title: string;
  /** What the rows differ in: loss, round. */
  readonly rowsAre: string;
  readonly rows: readonly string[];
  readonly series: readonly Series[];
  /** What the one series should come to, a value a row, and where that is from. */
  readonly theory?: { readonly label: string; readonly values: readonly number[] };
  readonly beside?: readonly Beside[];
}

/** A question to the learner's code that many runs answer. */
export interface Experiment {
  /** What follows `node rumor lab`. */
  readonly name: string;
  readonly title: string;
  /** What is played, and what the figures mean, in lines of less than 80 characters. */
  readonly about: readonly string[];
  readonly nodes: number;
  /** How many runs each column is the mean of, unless somebody says so. */
  readonly trials: number;
  readonly blocks: readonly Block[];
  /** What to keep in mind, after the tables. */
  readonly notes: readonly string[];
}

/** The steps whose code an experiment plays, the earliest first. */
export function stepsOf({ blocks }: Experiment): number[] {
  return [...new Set(blocks.flatMap(({ series }) => series.map(({ step }) => step)))].sort((a, b) => a - b);
}

/** The code runs, and cannot be measured. The message says why. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}

/** Plays all rounds of a simulation that is made when the first of them is due. */
export function* play(make: () => Simulation<Message>, rounds: number): Generator<Simulation<Message>, Simulation<Message>> {
  const simulation = make();
  yield simulation;
  while (simulation.round < rounds) {
    simulation.playRound();
    yield simulation;
  }
  return simulation;
}
