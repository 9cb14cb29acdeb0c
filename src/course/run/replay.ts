import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { NodeId } from '../../gossip/types.ts';
import type { Fault, Scenario } from '../../sim/scenario.ts';
import { replaceFile } from '../replace-file.ts';
import { standardScenario, type Step } from '../steps.ts';

/** Where a replay stops, and which node it marks. */
export interface Spot {
  readonly round?: number | undefined;
  readonly node?: NodeId | undefined;
}

/** The flags of `play` that hold one number or one word, and the fields they set. */
export const SIMPLE_FLAGS = {
  nodes: 'nodes',
  rounds: 'rounds',
  seed: 'seed',
  fanout: 'fanout',
  k: 'k',
  decay: 'decay',
  loss: 'loss',
  'ping-timeout': 'pingTimeout',
  proxies: 'proxies',
  'probe-order': 'probeOrder',
} as const satisfies Record<string, keyof Scenario>;

/**
 * The command that shows `scenario` through the learner's code, paused at the spot.
 *
 * What flags can say is said in flags, so that it can be read and changed. Anything else goes to a
 * file below `.workshop/replays`, in the folder `root`.
 */
export function replayCommand(root: string, step: Step, scenario: Scenario, spot: Spot = {}): string {
  const flags = flagsFor(step, scenario) ?? [`--scenario ${save(root, step, scenario)}`];
  if (spot.round !== undefined) flags.push(`--round ${spot.round}`);
  if (spot.node !== undefined) flags.push(`--node ${spot.node}`);
  return ['npm run play --', step.number, ...flags].join(' ');
}

const REPLAY = /^replay +npm run play -- (.+)$/m;

/** The arguments of the replay command in a failure message, if there is one. */
export function replayIn(message: string): string[] | undefined {
  return REPLAY.exec(message)?.[1]!.trim().split(/\s+/);
}

function flagsFor(step: Step, scenario: Scenario): string[] | undefined {
  const standard = standardScenario(step);
  const flags: string[] = [];
  for (const [flag, field] of Object.entries(SIMPLE_FLAGS)) {
    if (scenario[field] !== standard[field]) flags.push(`--${flag} ${scenario[field]}`);
  }
  if (!equal(scenario.latency, standard.latency)) {
    flags.push(`--latency ${typeof scenario.latency === 'number' ? scenario.latency : scenario.latency.join('-')}`);
  }
  if (!equal(scenario.faults, standard.faults)) {
    // Naming a fault replaces the ones that the step's run starts with; there is no flag for "none".
    if (scenario.faults.length === 0) return undefined;
    for (const fault of scenario.faults) {
      if (fault.type === 'link') return undefined;
      flags.push(crashFlag(fault));
    }
  }
  return equal(scenario.writes, standard.writes) ? flags : undefined;
}

function crashFlag(fault: Exclude<Fault, { type: 'link' }>): string {
  return `--${fault.type === 'crash' ? 'kill' : 'revive'} ${fault.node}@${fault.at}`;
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function save(root: string, step: Step, scenario: Scenario): string {
  const text = `${JSON.stringify(scenario, null, 2)}\n`;
  const name = `${step.folder}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`;
  try {
    replaceFile(join(root, '.workshop', 'replays', name), text);
  } catch {
    // A folder that cannot be written to costs the replay, not the test its message.
  }
  return `.workshop/replays/${name}`;
}
