import type { NodeId } from '../../gossip/types.ts';
import { CRASHED, MESSAGE_SIZE, OUTCOMES, type Film, type Frame, type Outcome } from './film.ts';

/** A message of a frame. */
export interface Listed {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: string;
  readonly outcome: Outcome;
}

/** The messages that a frame lists. */
export function messagesOf(film: Film, frame: Frame): Listed[] {
  const { messages } = frame;
  return Array.from({ length: messages.length / MESSAGE_SIZE }, (_, i) => ({
    from: messages[i * MESSAGE_SIZE]!,
    to: messages[i * MESSAGE_SIZE + 1]!,
    kind: film.kinds[messages[i * MESSAGE_SIZE + 2]!]!,
    outcome: OUTCOMES[messages[i * MESSAGE_SIZE + 3]!]!,
  }));
}

/** When a node was told something, and by whom; `from` is absent when it wrote it or found out itself. */
export interface Told {
  readonly round: number;
  readonly from?: NodeId;
  readonly value: number;
}

/** What `node` was told last, up to the end of `round`: about the watched key, or about `subject`. */
export function lastTold(film: Film, node: NodeId, round: number, subject: NodeId | -1 = -1): Told | undefined {
  const { rounds, nodes, froms, values, about } = film.changes;
  let found: Told | undefined;
  for (let i = 0; i < nodes.length && rounds[i]! <= round; i++) {
    if (nodes[i] !== node || about[i] !== subject) continue;
    const from = froms[i]!;
    found = { round: rounds[i]!, value: values[i]!, ...(from === -1 ? {} : { from }) };
  }
  return found;
}

/** Whom `node` told something that was news, up to the end of `round`, in the order of time. */
export function toldBy(film: Film, node: NodeId, round: number, subject: NodeId | -1 = -1): NodeId[] {
  const { rounds, nodes, froms, about } = film.changes;
  const told: NodeId[] = [];
  for (let i = 0; i < nodes.length && rounds[i]! <= round; i++) {
    if (froms[i] === node && about[i] === subject) told.push(nodes[i]!);
  }
  return told;
}

/** What every node believes about `subject` at the end of `round`: 0 alive, 1 suspect, 2 dead. */
export function beliefsAbout(film: Film, subject: NodeId, round: number): Uint8Array {
  const { rounds, nodes, values, about } = film.changes;
  const beliefs = new Uint8Array(film.scenario.nodes);
  for (let i = 0; i < nodes.length && rounds[i]! <= round; i++) {
    if (about[i] === subject) beliefs[nodes[i]!] = values[i]!;
  }
  return beliefs;
}

export function isDown(frame: Frame, node: NodeId): boolean {
  return (frame.cells[node]! & CRASHED) !== 0;
}

/**
 * Whom the picture of beliefs is about: the marked node if it crashed or was accused, else the one
 * that is down now, else the first that is accused, else the first that will be.
 */
export function subjectOf(film: Film, frame: Frame, mark: NodeId | undefined): NodeId | undefined {
  if (mark !== undefined && film.subjects.includes(mark)) return mark;
  const accused = film.subjects.find((_, i) => (frame.opinions[i]?.dead ?? 0) + (frame.opinions[i]?.suspect ?? 0) > 0);
  return film.subjects.find((subject) => isDown(frame, subject)) ?? accused ?? film.subjects[0];
}

/** The first round at whose end every node that was up knew; undefined if there was none. */
export function knownByAll(film: Film): number | undefined {
  return film.frames.find((frame) => frame.knowing > 0 && frame.susceptible === 0)?.round;
}

/** Does any node lose interest in this film? */
export function decays(film: Film): boolean {
  return film.frames.some((frame) => frame.removed > 0);
}

/** Is any node down at any time in this film? */
export function hasCrashes(film: Film): boolean {
  return film.frames.some((frame) => frame.crashed > 0);
}

/** How evenly calls fall on the nodes. */
export interface Shares {
  readonly mean: number;
  /** The standard deviation if every choice of peers is equally likely. */
  readonly deviation: number;
  /** The standard deviation of what is so. */
  readonly spread: number;
  readonly least: NodeId;
  readonly most: NodeId;
  readonly never: number;
  readonly neglected: number;
  readonly favoured: number;
}

export type Share = 'never' | 'neglected' | 'fair' | 'favoured';

/** So many standard deviations, and two calls: an even choice among 1,000 nodes stays within that. */
const TOLERANCE = 4.5;

/** A count of calls, judged against an even choice. */
export function shareOf(count: number, { mean, deviation }: Pick<Shares, 'mean' | 'deviation'>): Share {
  if (count > mean + TOLERANCE * deviation + 2) return 'favoured';
  if (count < mean - TOLERANCE * deviation) return 'neglected';
  return count === 0 && mean > 0 ? 'never' : 'fair';
}

export function sharesOf(frame: Frame): Shares {
  const { called, round } = frame;
  let total = 0;
  let least = 0;
  let most = 0;
  for (let node = 0; node < called.length; node++) {
    total += called[node]!;
    if (called[node]! < called[least]!) least = node;
    if (called[node]! > called[most]!) most = node;
  }
  const mean = total / called.length;
  const chances = round * (called.length - 1);
  const deviation = chances === 0 ? 0 : Math.sqrt(mean * Math.max(0, 1 - mean / chances));
  let never = 0;
  let neglected = 0;
  let favoured = 0;
  let squares = 0;
  for (const count of called) {
    squares += (count - mean) ** 2;
    if (count === 0) never++;
    const share = shareOf(count, { mean, deviation });
    if (share === 'neglected') neglected++;
    if (share === 'favoured') favoured++;
  }
  return { mean, deviation, spread: Math.sqrt(squares / called.length), least, most, never, neglected, favoured };
}
