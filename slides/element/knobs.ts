import { DECAYS_SHOWN, STEP_NAMES } from './words.ts';
import type { Settings } from './settings.ts';

/** Something a presenter may turn. A slide names the one or two it needs. */
export type Knob =
  | { readonly name: keyof Settings; readonly label: string; readonly min: number; readonly max: number; readonly step: number; readonly format: (value: number) => string }
  | { readonly name: keyof Settings; readonly label: string; readonly options: readonly (readonly [value: string, label: string])[] };

const plain = String;
const percent = (value: number): string => `${Math.round(value * 100)} %`;

/** The knob of that name. `steps` are the steps that the step knob offers. */
export function knobOf(name: string, steps: readonly number[]): Knob {
  switch (name) {
    case 'fanout':
      return { name, label: 'Fanout', min: 1, max: 6, step: 1, format: plain };
    case 'k':
      return { name, label: 'k', min: 1, max: 5, step: 1, format: plain };
    case 'loss':
      return { name, label: 'Loss', min: 0, max: 0.6, step: 0.05, format: percent };
    case 'proxies':
      return { name, label: 'Proxies asked', min: 0, max: 3, step: 1, format: plain };
    case 'nodes':
      return { name, label: 'Nodes', options: [20, 40, 100, 200, 1000, 2000].map((n) => [String(n), n.toLocaleString('en')]) };
    case 'step':
      return { name, label: 'Code', options: steps.map((step) => [String(step), STEP_NAMES[step] ?? `Step ${step}`]) };
    case 'decay':
      return { name, label: 'Lose interest by', options: DECAYS_SHOWN };
    case 'chooser':
      return { name, label: 'Peers chosen by', options: [['step', 'step 01'], ['coin', 'sort() with a coin']] };
    default:
      throw new Error(`<gossip-sim knobs="${name}">: allowed: fanout, k, loss, proxies, nodes, step, decay, chooser`);
  }
}
