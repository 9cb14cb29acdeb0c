import type { Frame, NodeState } from '../model/frame.ts';
import type { Settings, View } from '../model/settings.ts';
import { BLUE, GREEN, MUTED, ORANGE, PINK, VERMILLION, YELLOW } from './palette.ts';

export type Shape = 'ring' | 'disc' | 'square' | 'diamond' | 'triangle' | 'cross';

/** One way a node can look: a shape, a colour that repeats it, and the word for it. */
export interface Look {
  readonly word: string;
  readonly shape: Shape;
  readonly color: string;
}

/** How nodes look in one picture. */
export interface Looks {
  /** What the legend lists, in its order. */
  readonly all: readonly Look[];
  /** Those that are listed only while some node looks like that. */
  readonly rare: readonly Look[];
  of(state: NodeState, frame: Frame | undefined): Look;
}

const SUSCEPTIBLE: Look = { word: 'susceptible', shape: 'ring', color: MUTED };
const INFECTIVE: Look = { word: 'infective', shape: 'square', color: ORANGE };
const REMOVED: Look = { word: 'removed', shape: 'disc', color: BLUE };
/** The same three, before anybody has said what epidemics have to do with it. */
const IN_PLAIN_WORDS = [{ ...SUSCEPTIBLE, word: 'does not know' }, { ...INFECTIVE, word: 'knows, and calls' }, { ...REMOVED, word: 'knows, calls no more' }] as const;
const DEAD: Look = { word: 'dead', shape: 'cross', color: VERMILLION };
const PEER: Look = { word: 'node', shape: 'disc', color: BLUE };
const UNAWARE: Look = { word: 'believes all alive', shape: 'ring', color: MUTED };
const AWARE: Look = { word: 'believes some dead', shape: 'disc', color: BLUE };
const SUSPECTING: Look = { word: 'doubts somebody', shape: 'disc', color: BLUE };
const SUSPECTED: Look = { word: 'alive, suspected', shape: 'triangle', color: PINK };
const ACCUSED: Look = { word: 'alive, called dead', shape: 'diamond', color: VERMILLION };
const NOTHING: Look = { word: 'knows nothing', shape: 'ring', color: MUTED };
const VALUES: readonly Look[] = [
  { word: 'a', shape: 'square', color: ORANGE },
  { word: 'b', shape: 'disc', color: BLUE },
  { word: 'c', shape: 'diamond', color: GREEN },
  { word: 'd', shape: 'triangle', color: YELLOW },
];
/** Before these steps nobody is ever removed, and nobody only suspected. */
const FIRST_WITH_DECAY = 4;
const FIRST_WITH_SUSPICION = 6;

const MAKERS: Readonly<Record<View, (settings: Settings, values: readonly string[]) => Looks>> = {
  rumor: ({ step, plain }) => {
    const [susceptible, infective, removed] = plain ? IN_PLAIN_WORDS : [SUSCEPTIBLE, INFECTIVE, REMOVED];
    return {
      all: [susceptible, infective, removed, DEAD],
      rare: step < FIRST_WITH_DECAY ? [removed, DEAD] : [DEAD],
      of: ({ crashed, value, hot }, frame) => (crashed ? DEAD : value < 0 || value !== frame?.latest ? susceptible : hot ? infective : removed),
    };
  },
  values: (_, values) => {
    const known = values.map((_value, index) => valueLook(index, values));
    return { all: [NOTHING, ...known, DEAD], rare: [DEAD], of: ({ crashed, value }) => (crashed ? DEAD : (known[value] ?? NOTHING)) };
  },
  beliefs: ({ step }) => {
    const aware = step < FIRST_WITH_SUSPICION ? AWARE : SUSPECTING;
    return {
      all: [UNAWARE, aware, DEAD, SUSPECTED, ACCUSED],
      rare: step < FIRST_WITH_SUSPICION ? [SUSPECTED] : [],
      of: ({ crashed, accusers, suspecters, doubts }) => (crashed ? DEAD : accusers > 0 ? ACCUSED : suspecters > 0 ? SUSPECTED : doubts > 0 ? aware : UNAWARE),
    };
  },
  calls: () => ({ all: [DEAD], rare: [DEAD], of: ({ crashed }) => (crashed ? DEAD : PEER) }),
};

/** How nodes look in a picture of these settings, in which these values are written. */
export function looksOf(settings: Settings, values: readonly string[]): Looks {
  return MAKERS[settings.view](settings, values);
}

/** How a node looks that holds the value with this index. */
export function valueLook(index: number, values: readonly string[]): Look {
  const value = values[index] ?? '?';
  return { ...VALUES[index % VALUES.length]!, word: value === '' ? 'heard it deleted' : `knows “${value}”` };
}
