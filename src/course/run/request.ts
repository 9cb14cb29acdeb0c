import type { Scenario } from '../../sim/scenario.ts';

/** A run of somebody's code that is to be recorded. */
export interface RunRequest {
  readonly step: number;
  /** The absolute path of the folder the code is loaded from. */
  readonly code: string;
  readonly scenario: Scenario;
  /** Play all rounds of the scenario, also those in which there is nothing new to see. */
  readonly whole?: boolean;
  /** Print the trace as JSON Lines on standard output, instead of making a film. */
  readonly trace: boolean;
}
