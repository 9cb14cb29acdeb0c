import { codeFolder } from '../code-folder.ts';
import { onlyStep } from '../pick-step.ts';
import type { RunRequest } from './request.ts';
import type { Spot } from './replay.ts';
import { SCENARIO_FLAGS, scenarioFromFlags } from './scenario-flags.ts';
import type { Arguments, Flags } from '../../terminal/usage.ts';

/** The flags that say which run to play, and where to open it. */
export const RUN_FLAGS: Flags = {
  ...SCENARIO_FLAGS,
  round: { type: 'string', value: 'N', help: 'open paused at this round; every round is played, also when nothing new happens' },
  node: { type: 'string', value: 'N', help: 'mark this node' },
};

/** Reads the step, the scenario and the spot off a command line. */
export function wantedRun(args: Arguments, code: string): { request: RunRequest; spot: Spot } {
  const step = onlyStep(args.positionals);
  const folder = codeFolder(code, step);
  const scenario = scenarioFromFlags(step, args);
  const round = args.wholeNumber('round', 0, scenario.rounds);
  const node = args.wholeNumber('node', 0, scenario.nodes - 1);
  return {
    // Who asks for a round wants to see that round, and what a test saw after it.
    request: { step: step.number, code: folder, scenario, whole: round !== undefined, trace: false },
    spot: { ...(round === undefined ? {} : { round }), ...(node === undefined ? {} : { node }) },
  };
}
