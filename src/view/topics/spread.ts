import type { NodeId } from '../../gossip/types.ts';
import { ascii, plural } from '../../terminal/line.ts';
import { CRASHED, FRESH, INFECTIVE, REMOVED, STATE_BITS, VALUE_BITS, VALUE_SHIFT, type Film, type Frame } from '../film/film.ts';
import { isDown, lastTold, toldBy } from '../film/reading.ts';
import { named } from '../words.ts';
import type { MessageSigns } from './topic.ts';

/** What the topics say alike in which something spreads: one rumor, or several values. */
export const SPREAD_SIGNS: MessageSigns = {
  screen: '(> new  = duplicate  ! lost)',
  plain: '3>7 was news, 3=7 a duplicate, 3!7 was lost',
  duplicates: true,
  kinds: false,
};

export function spreadRoundWords(frame: Frame): string[] {
  const { sent, duplicates, lost, others } = frame.now;
  return [`${sent} sent`, `${duplicates} duplicate`, ...(lost > 0 ? [`${lost} lost`] : []), ...(others > 0 ? [plural(others, 'answer')] : [])];
}

export function trafficSentence({ now: { sent, duplicates, lost } }: Frame): string {
  return `${sent} sent, ${duplicates} duplicate, ${lost} lost`;
}

export function newcomers(frame: Frame): string {
  const fresh: NodeId[] = [];
  for (let node = 0; node < frame.cells.length; node++) {
    if ((frame.cells[node]! & STATE_BITS) === FRESH && (frame.cells[node]! & CRASHED) === 0) fresh.push(node);
  }
  return fresh.length === 0 ? '' : `new: ${named(fresh)}`;
}

const STATE_WORDS: Record<number, string> = { [FRESH]: 'new this round', [INFECTIVE]: 'infective', [REMOVED]: 'removed' };

/** `withValue`: also which of several values it holds. */
export function knowerWords(film: Film, frame: Frame, node: NodeId, withValue: boolean): [string, string] {
  const cell = frame.cells[node]!;
  const state = `${isDown(frame, node) ? 'down, ' : ''}${STATE_WORDS[cell & STATE_BITS] ?? 'susceptible'}`;
  const told = lastTold(film, node, frame.round);
  const value = (cell >> VALUE_SHIFT) & VALUE_BITS;
  const holds = withValue && value > 0 ? `, holds "${ascii(film.values[value - 1]!)}"` : '';
  const how = told === undefined ? 'has heard nothing' : told.from === undefined ? `was written to in round ${told.round}` : `told by ${told.from} in round ${told.round}`;
  const others = toldBy(film, node, frame.round);
  return [`node ${node}: ${state}${holds}, ${how}`, others.length === 0 ? 'it has told nobody anything new' : `it was first to tell ${others.join(' ')}`];
}
