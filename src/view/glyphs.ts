import type { NodeId } from '../gossip/types.ts';
import {
  CRASHED, FRESH, INFECTIVE, REMOVED, STATE_BITS, SUSCEPTIBLE, VALUE_BITS, VALUE_SHIFT,
  type Film, type Frame,
} from './film/film.ts';
import { ascii, type Span, type Style } from '../terminal/line.ts';
import { beliefsAbout, hasCrashes, hasSuspects, sharesOf, shareOf, subjectOf, type Share } from './film/reading.ts';

/** A shape, what it means, and how many nodes have it. */
export interface Entry extends Span {
  readonly meaning: string;
  /** The same where there is little room. */
  readonly short: string;
  readonly count: number;
}

/** How the nodes of one frame are drawn. */
export interface Glyphs {
  /** One character. */
  of(node: NodeId): Span;
  /** One character for the nodes from `start` up to `end`. */
  ofMany(start: NodeId, end: NodeId): Span;
  /** What the shapes of single nodes mean. Its length does not change from round to round. */
  readonly legend: readonly Entry[];
  /** What the shapes of many nodes mean. */
  readonly ramp: string;
  /** What the numbers or the letters are about, where that is not plain. */
  readonly heading?: string;
  /** Topic calls: the number to show beside a node. */
  readonly number?: (node: NodeId) => number;
}

const DOWN: Span = { text: 'x', style: 'dead' };
const RAMP = '. nobody knows   1-9 tenths know   # all   o all, none hot';

export function glyphsOf(film: Film, frame: Frame, mark?: NodeId): Glyphs {
  switch (film.topic) {
    case 'rumor':
      return rumorGlyphs(film, frame);
    case 'values':
      return valueGlyphs(film, frame);
    case 'beliefs':
      return beliefGlyphs(film, frame, mark);
    case 'calls':
      return callGlyphs(film, frame);
  }
}

const SHAPES: Record<number, Span> = {
  [SUSCEPTIBLE]: { text: '.', style: 'susceptible' },
  [FRESH]: { text: '@', style: 'fresh' },
  [INFECTIVE]: { text: '#', style: 'infective' },
  [REMOVED]: { text: 'o', style: 'removed' },
};

function rumorGlyphs(film: Film, frame: Frame): Glyphs {
  const { cells } = frame;
  return {
    of: (node) => ((cells[node]! & CRASHED) !== 0 ? DOWN : SHAPES[cells[node]! & STATE_BITS]!),
    ofMany: (start, end) => {
      let know = 0;
      let cooled = 0;
      for (let node = start; node < end; node++) {
        const state = cells[node]! & STATE_BITS;
        if (state !== SUSCEPTIBLE) know++;
        if (state === REMOVED) cooled++;
      }
      if (cooled === end - start) return SHAPES[REMOVED]!;
      return tenths(know, end - start);
    },
    legend: [
      { ...SHAPES[SUSCEPTIBLE]!, meaning: 'susceptible', short: 'susc', count: frame.susceptible },
      { ...SHAPES[FRESH]!, meaning: 'new this round', short: 'new', count: frame.fresh },
      { ...SHAPES[INFECTIVE]!, meaning: 'infective', short: 'inf', count: frame.infective },
      { ...SHAPES[REMOVED]!, meaning: 'removed', short: 'rem', count: frame.removed },
      ...downEntry(film, frame),
    ],
    ramp: RAMP,
  };
}

const LETTERS = 'abcdefg';
const VALUE_STYLES: readonly Style[] = ['infective', 'removed', 'suspect', 'other'];

/** The letter that stands for the value with this index, and its style. */
export function valueShape(index: number): Span {
  return { text: LETTERS[index]!, style: VALUE_STYLES[index % VALUE_STYLES.length]! };
}

function valueGlyphs(film: Film, frame: Frame): Glyphs {
  const { cells } = frame;
  const shape = (cell: number): Span => {
    const value = (cell >> VALUE_SHIFT) & VALUE_BITS;
    if (value === 0) return SHAPES[SUSCEPTIBLE]!;
    const { text, style } = valueShape(value - 1);
    return (cell & STATE_BITS) === FRESH ? { text: text.toUpperCase(), style } : { text, style };
  };
  return {
    of: (node) => ((cells[node]! & CRASHED) !== 0 ? DOWN : shape(cells[node]!)),
    ofMany: (start, end) => {
      const first = (cells[start]! >> VALUE_SHIFT) & VALUE_BITS;
      for (let node = start + 1; node < end; node++) {
        if (((cells[node]! >> VALUE_SHIFT) & VALUE_BITS) !== first) return { text: '/', style: 'other' };
      }
      return first === 0 ? SHAPES[SUSCEPTIBLE]! : valueShape(first - 1);
    },
    legend: [
      ...film.values.map((value, i) => ({
        ...valueShape(i),
        meaning: `holds "${ascii(value)}"`,
        short: ascii(value).slice(0, 6),
        count: frame.holders[i] ?? 0,
      })),
      { ...SHAPES[SUSCEPTIBLE]!, meaning: 'holds nothing', short: 'none', count: cells.length - frame.knowing },
      { text: 'A', style: 'plain', meaning: 'new this round', short: 'new', count: frame.fresh },
      ...downEntry(film, frame),
    ],
    ramp: '. nothing   a b ... all hold it   / they differ',
  };
}

function beliefGlyphs(film: Film, frame: Frame, mark: NodeId | undefined): Glyphs {
  const subject = subjectOf(film, frame, mark);
  const beliefs = subject === undefined ? new Uint8Array(film.scenario.nodes) : beliefsAbout(film, subject, frame.round);
  const before = subject === undefined ? beliefs : beliefsAbout(film, subject, frame.round - 1);
  const shapes: readonly Span[] = [
    { text: '.', style: 'susceptible' },
    { text: '?', style: 'suspect' },
    { text: 'D', style: 'removed' },
  ];
  const isDown = (node: NodeId): boolean => (frame.cells[node]! & CRASHED) !== 0;
  const counts = [0, 0, 0, 0];
  for (let node = 0; node < beliefs.length; node++) {
    if (isDown(node)) continue;
    if (beliefs[node] === 2 && before[node] !== 2) counts[3]!++;
    else counts[beliefs[node]!]!++;
  }
  return {
    of: (node) => {
      if (isDown(node)) return DOWN;
      return beliefs[node] === 2 && before[node] !== 2 ? SHAPES[FRESH]! : shapes[beliefs[node]!]!;
    },
    ofMany: (start, end) => {
      let dead = 0;
      for (let node = start; node < end; node++) if (beliefs[node] === 2) dead++;
      return tenths(dead, end - start);
    },
    legend: [
      { ...shapes[0]!, meaning: subject === undefined ? 'nothing to report' : `believes ${subject} alive`, short: 'alive', count: counts[0]! },
      ...(hasSuspects(film) ? [{ ...shapes[1]!, meaning: 'suspects it', short: 'suspect', count: counts[1]! }] : []),
      { ...SHAPES[FRESH]!, meaning: 'dead, new this round', short: 'now', count: counts[3]! },
      { ...shapes[2]!, meaning: 'believes it dead', short: 'dead', count: counts[2]! },
      { ...DOWN, meaning: 'down (the truth)', short: 'down', count: frame.crashed },
    ],
    ramp: '. nobody believes it dead   1-9 tenths do   # all do',
  };
}

const SHARES: Record<Share, Span> = {
  fair: { text: '.', style: 'susceptible' },
  never: { text: '0', style: 'suspect' },
  neglected: { text: '-', style: 'removed' },
  favoured: { text: '+', style: 'dead' },
};

function callGlyphs(film: Film, frame: Frame): Glyphs {
  const { called } = frame;
  const shares = sharesOf(frame);
  const worst = (start: NodeId, end: NodeId): Share => {
    let found: Share = 'fair';
    for (let node = start; node < end; node++) {
      const share = shareOf(called[node]!, shares);
      if (share === 'neglected' || share === 'favoured') return share;
      if (share === 'never') found = share;
    }
    return found;
  };
  return {
    of: (node) => SHARES[shareOf(called[node]!, shares)],
    ofMany: (start, end) => SHARES[worst(start, end)],
    number: (node) => called[node]!,
    heading: 'number: calls so far',
    legend: [
      { ...SHARES.never, meaning: 'never called', short: 'never', count: shares.never },
      { ...SHARES.neglected, meaning: 'far too seldom', short: 'seldom', count: shares.neglected },
      { ...SHARES.favoured, meaning: 'far too often', short: 'often', count: shares.favoured },
      ...downEntry(film, frame),
    ],
    ramp: '. even   0 some never called   - far too seldom   + far too often',
  };
}

function downEntry(film: Film, frame: Frame): Entry[] {
  return hasCrashes(film) ? [{ ...DOWN, meaning: 'down', short: 'down', count: frame.crashed }] : [];
}

function tenths(part: number, whole: number): Span {
  if (part === 0) return SHAPES[SUSCEPTIBLE]!;
  if (part === whole) return SHAPES[INFECTIVE]!;
  return { text: String(Math.max(1, Math.floor((10 * part) / whole))), style: 'fresh' };
}
