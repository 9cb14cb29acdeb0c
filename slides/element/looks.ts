import type { Frame, NodeState } from '../model/film.ts';
import { BLUE, GREEN, MUTED, ORANGE, PINK, VERMILLION, YELLOW } from './palette.ts';

/** What a picture is about. */
export type View = 'rumor' | 'values' | 'beliefs' | 'calls';

export type Shape = 'ring' | 'disc' | 'square' | 'diamond' | 'triangle' | 'cross';

/** One way a node can look: a shape, a colour that repeats it, and the word for it. */
export interface Look {
  readonly word: string;
  readonly shape: Shape;
  readonly color: string;
}

const SUSCEPTIBLE: Look = { word: 'susceptible', shape: 'ring', color: MUTED };
const INFECTIVE: Look = { word: 'infective', shape: 'square', color: ORANGE };
const REMOVED: Look = { word: 'removed', shape: 'disc', color: BLUE };
const DEAD: Look = { word: 'dead', shape: 'cross', color: VERMILLION };
const PEER: Look = { word: 'node', shape: 'disc', color: BLUE };
const UNAWARE: Look = { word: 'believes all alive', shape: 'ring', color: MUTED };
const AWARE: Look = { word: 'believes one dead', shape: 'disc', color: BLUE };
const ACCUSED: Look = { word: 'alive, called dead', shape: 'diamond', color: PINK };
const NOTHING: Look = { word: 'knows nothing', shape: 'ring', color: MUTED };
const VALUES: readonly Look[] = [
  { word: 'a', shape: 'square', color: ORANGE },
  { word: 'b', shape: 'disc', color: BLUE },
  { word: 'c', shape: 'diamond', color: GREEN },
  { word: 'd', shape: 'triangle', color: YELLOW },
];

/** The looks that a legend lists, in its order. */
export function looksOf(view: View, values: readonly string[]): Look[] {
  switch (view) {
    case 'rumor':
      return [SUSCEPTIBLE, INFECTIVE, REMOVED, DEAD];
    case 'values':
      return [NOTHING, ...values.map((_, index) => valueLook(index, values))];
    case 'beliefs':
      return [UNAWARE, AWARE, DEAD, ACCUSED];
    case 'calls':
      return [PEER];
  }
}

/** How a node in `state` looks in `frame`. */
export function lookOf(view: View, state: NodeState, frame: Frame | undefined, values: readonly string[]): Look {
  if (state.crashed) return DEAD;
  switch (view) {
    case 'rumor': {
      if (state.value < 0 || state.value !== frame?.latest) return SUSCEPTIBLE;
      return state.hot ? INFECTIVE : REMOVED;
    }
    case 'values':
      return state.value < 0 ? NOTHING : valueLook(state.value, values);
    case 'beliefs':
      if (state.doubters > 0) return ACCUSED;
      return state.doubts > 0 ? AWARE : UNAWARE;
    case 'calls':
      return PEER;
  }
}

function valueLook(index: number, values: readonly string[]): Look {
  return { ...VALUES[index % VALUES.length]!, word: `knows “${values[index] ?? '?'}”` };
}
