import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { NodeId } from '../../gossip/types.ts';
import { KNOB_NAMES, knobRow } from '../../sim/knobs.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { replaceFile } from '../replace-file.ts';
import { standardScenario, type Step } from '../steps.ts';
import { faultFlags } from './fault-flags.ts';

/** Where a replay stops, and which node it marks. */
export interface Spot {
  readonly round?: number | undefined;
  readonly node?: NodeId | undefined;
}

const COMMAND = 'node rumor play';

/**
 * The command that shows `scenario` through the learner's code, paused at the spot.
 *
 * What flags can say is said in flags, so that it can be read and changed. Faults and writes that
 * they cannot say go to a file below `.workshop/replays`, in the folder `root`.
 */
export function replayCommand(root: string, step: Step, scenario: Scenario, spot: Spot = {}): string {
  const script = scriptFlags(step, scenario) ?? [`--scenario ${save(root, step, scenario)}`];
  const flags = [...knobFlags(step, scenario), ...script];
  if (spot.round !== undefined) flags.push(`--round ${spot.round}`);
  if (spot.node !== undefined) flags.push(`--node ${spot.node}`);
  return [COMMAND, step.number, ...flags].join(' ');
}

/** The arguments of such a command. */
export function argumentsOf(command: string): string[] {
  return command.slice(COMMAND.length).trim().split(/\s+/);
}

function knobFlags(step: Step, scenario: Scenario): string[] {
  const standard = standardScenario(step);
  return KNOB_NAMES.flatMap((name) => {
    const { flag, kind } = knobRow(name);
    const [wanted, usual] = [kind.write(scenario[name]), kind.write(standard[name])];
    return wanted === usual ? [] : [`--${flag} ${wanted}`];
  });
}

/** What is written and what goes wrong, in flags; undefined where flags cannot say it. */
function scriptFlags(step: Step, scenario: Scenario): string[] | undefined {
  const standard = standardScenario(step);
  if (!equal(scenario.writes, standard.writes)) return undefined;
  if (equal(scenario.faults, standard.faults)) return [];
  // Naming a fault replaces the ones that the step's run starts with; there is no flag for "none".
  return scenario.faults.length === 0 ? undefined : faultFlags(scenario.faults, scenario.nodes);
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function save(root: string, step: Step, { writes, faults }: Scenario): string {
  const text = `${JSON.stringify({ writes, faults }, null, 2)}\n`;
  const name = `${step.folder}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`;
  try {
    replaceFile(join(root, '.workshop', 'replays', name), text);
  } catch {
    // A folder that cannot be written to costs the replay, not the test its message.
  }
  return `.workshop/replays/${name}`;
}
