import { DECAYS_SHOWN, STEP_NAMES } from './words.ts';
import type { Turnable } from '../model/settings.ts';

/** Something a presenter may turn. A slide names the one or two it needs. */
export type Knob =
  | { readonly name: keyof Turnable; readonly label: string; readonly min: number; readonly max: number; readonly step: number; readonly format: (value: number) => string }
  | { readonly name: keyof Turnable; readonly label: string; readonly numeric?: true; readonly options: readonly (readonly [value: string, label: string])[] };

const plain = String;
const percent = (value: number): string => `${Math.round(value * 100)} %`;

/** How far each of them turns on a slide. `steps` are the steps that the step knob offers. */
const KNOBS: Readonly<Record<string, (steps: readonly number[]) => Knob>> = {
  fanout: () => ({ name: 'fanout', label: 'Fanout', min: 1, max: 6, step: 1, format: plain }),
  k: () => ({ name: 'k', label: 'k', min: 1, max: 5, step: 1, format: plain }),
  loss: () => ({ name: 'loss', label: 'Loss', min: 0, max: 0.6, step: 0.05, format: percent }),
  proxies: () => ({ name: 'proxies', label: 'Helpers asked', min: 0, max: 3, step: 1, format: plain }),
  nodes: () => ({ name: 'nodes', label: 'Nodes', numeric: true, options: [20, 40, 100, 200, 1000, 2000].map((n) => [String(n), n.toLocaleString('en')]) }),
  step: (steps) => ({ name: 'step', label: 'Code', numeric: true, options: steps.map((step) => [String(step), STEP_NAMES[step] ?? `Step ${step}`]) }),
  decay: () => ({ name: 'decay', label: 'Lose interest by', options: DECAYS_SHOWN }),
  chooser: () => ({ name: 'chooser', label: 'Peers chosen by', options: [['step', 'step 01'], ['coin', 'sort() with a coin']] }),
};

export const TURNED_ON_SLIDES: readonly string[] = Object.keys(KNOBS);

/** The knob of that name. */
export function knobOf(name: string, steps: readonly number[]): Knob {
  const knob = Object.hasOwn(KNOBS, name) ? KNOBS[name] : undefined;
  if (knob === undefined) throw new Error(`<gossip-sim knobs="${name}">: allowed: ${TURNED_ON_SLIDES.join(', ')}`);
  return knob(steps);
}
