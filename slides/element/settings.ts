import type { Decay } from '../../src/gossip/types.ts';
import { DEFAULTS, defineScenario, type Fault, type Scenario, type Write } from '../../src/sim/scenario.ts';
import { RUMOR } from '../model/film.ts';
import type { View } from './looks.ts';

/** What the attributes of a `<gossip-sim>` say, and what its knobs may change. */
export interface Settings {
  step: number;
  nodes: number;
  rounds: number;
  seed: number;
  fanout: number;
  k: number;
  loss: number;
  decay: Decay;
  proxies: number;
  chooser: 'step' | 'coin';
  /** Rounds a second. */
  speed: number;
  readonly view: View;
  readonly writes: readonly Write[];
  readonly faults: readonly Fault[];
}

export const DEFAULT_SPEED = 0.8;

/** Reads the attributes. Throws an error that names the attribute when one cannot be read. */
export function readSettings(element: Element): Settings {
  const number = (name: string, fallback: number): number => {
    const text = element.getAttribute(name);
    const value = text === null ? fallback : Number(text);
    if (Number.isNaN(value)) throw new Error(`<gossip-sim ${name}="${text}">: allowed: a number`);
    return value;
  };
  return {
    step: number('step', 2),
    nodes: number('nodes', DEFAULTS.nodes),
    rounds: number('rounds', DEFAULTS.rounds),
    seed: number('seed', DEFAULTS.seed),
    fanout: number('fanout', DEFAULTS.fanout),
    k: number('k', DEFAULTS.k),
    loss: number('loss', DEFAULTS.loss),
    decay: (element.getAttribute('decay') ?? DEFAULTS.decay) as Decay,
    proxies: number('proxies', DEFAULTS.proxies),
    chooser: element.getAttribute('chooser') === 'coin' ? 'coin' : 'step',
    speed: number('speed', DEFAULT_SPEED),
    view: (element.getAttribute('view') ?? 'rumor') as View,
    writes: readWrites(element.getAttribute('writes')),
    faults: readKills(element.getAttribute('kill')),
  };
}

/** The scenario to start from. Throws a ScenarioError when it cannot be played. */
export function scenarioOf(settings: Settings): Scenario {
  const { nodes, rounds, seed, fanout, k, loss, decay, proxies, writes, faults } = settings;
  return defineScenario({ nodes, rounds, seed, fanout, k, loss, decay, proxies, writes, faults });
}

/** `writes="1:0:a 1:20:b"`: round, node, value. `writes="none"`: nobody has a rumor yet. */
function readWrites(text: string | null): readonly Write[] {
  if (text === null) return DEFAULTS.writes;
  if (text === 'none') return [];
  return text.split(' ').map((write) => {
    const [round, node, value] = write.split(':');
    return { round: Number(round), node: Number(node), key: RUMOR, value: value ?? 'a', version: 1 };
  });
}

/** `kill="17@5"`: node 17 dies in round 5. */
function readKills(text: string | null): readonly Fault[] {
  return (text ?? '').split(' ').filter(Boolean).map((kill) => {
    const [node, at] = kill.split('@').map(Number);
    return { type: 'crash', node: node!, at: at! };
  });
}
