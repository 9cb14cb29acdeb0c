import type { NodeId } from '../../src/gossip/types.ts';
import { FAULT_FLAGS } from '../../src/course/run/fault-flags.ts';
import { KNOB_NAMES, knobRow, type Knobs } from '../../src/sim/knobs.ts';
import { DEFAULTS, defineScenario, numberVersions, type Fault, type Scenario, type Write } from '../../src/sim/scenario.ts';
import { RUMOR } from './film.ts';

/** What a picture is about. */
export type View = (typeof VIEWS)[number];
const VIEWS = ['rumor', 'values', 'beliefs', 'calls'] as const;

/** What may be turned: the knobs of a run, and some of the deck's own. */
export type Turnable = { -readonly [K in keyof Knobs]: Knobs[K] } & {
  step: number;
  chooser: 'step' | 'coin';
  /** Rounds a second. */
  speed: number;
};

/** What the attributes of a `<gossip-sim>` say. */
export interface Settings extends Turnable {
  readonly view: View;
  readonly writes: readonly Write[];
  readonly faults: readonly Fault[];
  /** Does what theory expects stand beside the run? Not before somebody has guessed. */
  readonly theory: boolean;
  /** The node that is pointed out until another one is chosen. */
  readonly node: NodeId | undefined;
  /** In everyday words, as long as nobody has explained the others. */
  readonly plain: boolean;
}

export const DEFAULT_SPEED = 0.8;

/** A `<gossip-sim>`, as far as it is asked here. */
export interface Attributes {
  getAttribute(name: string): string | null;
}

/** Reads the attributes. Throws an error that names the attribute when one cannot be read. */
export function readSettings(element: Attributes): Settings {
  const number = (name: string, fallback: number): number => {
    const text = element.getAttribute(name);
    return text === null ? fallback : numeric(name, text, Number(text));
  };
  const knobs = readKnobs(element);
  return {
    ...knobs,
    step: number('step', 2),
    chooser: element.getAttribute('chooser') === 'coin' ? 'coin' : 'step',
    speed: number('speed', DEFAULT_SPEED),
    view: viewOf(element.getAttribute('view') ?? 'rumor'),
    writes: readWrites(element.getAttribute('writes')),
    faults: readFaults(element, knobs.nodes),
    node: element.getAttribute('node') === null ? undefined : number('node', 0),
    theory: element.getAttribute('theory') !== null,
    plain: element.getAttribute('words') === 'plain',
  };
}

/** What may be turned, and nothing else. */
export function turnedOf(settings: Settings): Turnable {
  const { step, chooser, speed } = settings;
  return { ...(Object.fromEntries(KNOB_NAMES.map((name) => [name, settings[name]])) as unknown as Knobs), step, chooser, speed };
}

/** The scenario to start from. Throws a ScenarioError when it cannot be played. */
export function scenarioOf(settings: Settings): Scenario {
  const { writes, faults } = settings;
  const knobs = Object.fromEntries(KNOB_NAMES.map((name) => [name, settings[name]]));
  return defineScenario({ ...knobs, writes, faults });
}

function viewOf(name: string): View {
  const view = VIEWS.find((each) => each === name);
  if (view === undefined) throw new Error(`<gossip-sim view="${name}">: allowed: ${VIEWS.join(', ')}`);
  return view;
}

/** Each knob of a run is an attribute, under the name of its flag. */
function readKnobs(element: Attributes): Knobs {
  const knobs = KNOB_NAMES.map((name) => {
    const { flag, kind } = knobRow(name);
    const text = element.getAttribute(flag);
    return [name, text === null ? DEFAULTS[name] : numeric(flag, text, kind.read(text))];
  });
  return Object.fromEntries(knobs) as unknown as Knobs;
}

function numeric<T>(name: string, text: string, value: T): T {
  if (Number.isNaN(value)) throw new Error(`<gossip-sim ${name}="${text}">: allowed: a number`);
  return value;
}

/** `writes="1:0:a 1:20:b"`: round, node, value; an empty value deletes. `writes="none"`: nobody has a rumor yet. */
function readWrites(text: string | null): readonly Write[] {
  if (text === null) return DEFAULTS.writes;
  if (text === 'none') return [];
  return numberVersions(text.split(' ').map((write) => {
    const [round, node, value] = write.split(':');
    return { round: Number(round), node: Number(node), key: RUMOR, value: value ?? 'a' };
  }));
}

/** `kill="17@5"`: as the flag of that name, several with spaces. */
function readFaults(element: Attributes, nodes: number): readonly Fault[] {
  return FAULT_FLAGS.flatMap(({ name, read }) => {
    const texts = (element.getAttribute(name) ?? '').split(' ').filter(Boolean);
    return texts.map((text) => read(text, nodes));
  });
}
