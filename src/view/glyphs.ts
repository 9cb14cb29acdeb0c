import type { NodeId } from '../gossip/types.ts';
import type { Span } from '../terminal/line.ts';
import { FRESH, INFECTIVE, REMOVED, SUSCEPTIBLE, type Film, type Frame } from './film/film.ts';
import { hasCrashes } from './film/reading.ts';

/** A shape, what it means, and how many nodes have it. */
export interface Entry extends Span {
  readonly meaning: string;
  /** The same where there is little room. */
  readonly short: string;
  readonly count: number;
}

/** One character for a node, or for several. */
export interface Signs {
  of(node: NodeId): Span;
  ofMany(nodes: readonly NodeId[]): Span;
}

/** How the nodes of one frame are drawn. */
export interface Glyphs extends Signs {
  /** What the shapes of single nodes mean. Its length does not change from round to round. */
  readonly legend: readonly Entry[];
  /** What the shapes of many nodes mean. */
  readonly ramp: string;
  /** What the numbers or the letters are about, where that is not plain. */
  readonly heading?: string;
  /** A number to show beside a node, and how many digits it may take. */
  readonly number?: (node: NodeId) => number;
  readonly digits?: number;
}

export const DOWN: Span = { text: 'x', style: 'dead' };

/** The signs of the states of a node. */
export const STATES: Record<number, Span> = {
  [SUSCEPTIBLE]: { text: '.', style: 'susceptible' },
  [FRESH]: { text: '@', style: 'fresh' },
  [INFECTIVE]: { text: '#', style: 'infective' },
  [REMOVED]: { text: 'o', style: 'removed' },
};

export function downEntry(film: Film, frame: Frame): Entry[] {
  return hasCrashes(film) ? [{ ...DOWN, meaning: 'down', short: 'down', count: frame.crashed }] : [];
}

/** One sign for a part of many nodes: none, tenths, all. */
export function tenths(part: number, whole: number): Span {
  if (part === 0) return STATES[SUSCEPTIBLE]!;
  if (part === whole) return STATES[INFECTIVE]!;
  return { text: String(Math.max(1, Math.floor((10 * part) / whole))), style: 'fresh' };
}
