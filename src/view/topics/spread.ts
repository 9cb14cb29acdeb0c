import type { NodeId } from '../../gossip/types.ts';
import { ascii, plural } from '../../terminal/line.ts';
import { CRASHED, FRESH, INFECTIVE, REMOVED, STATE_BITS, VALUE_BITS, VALUE_SHIFT, type Film, type Frame } from '../film/film.ts';
import { isDown, toldBy } from '../film/reading.ts';
import { wayTo, wayWords } from '../order.ts';
import { named } from '../words.ts';
import { percent } from '../figures.ts';
import type { MessageSigns, News } from './topic.ts';

/** What the topics say alike in which something spreads: one rumor, or several values. */
export const SPREAD_SIGNS: MessageSigns = {
  screen: '(> new  = duplicate  ! lost)',
  plain: '3>7 was news, 3=7 a duplicate, 3!7 was lost',
  duplicates: true,
  kinds: false,
};

export function spreadNews({ now: { duplicates, lost, others } }: Frame): News {
  const rest = [plural(duplicates, 'duplicate'), ...(lost > 0 ? [`${lost} lost`] : []), ...(others > 0 ? [plural(others, 'answer')] : [])];
  return { told: 'told', rest };
}

/** The messages since the start. */
export function trafficWords(film: Film, { total: { sent, duplicates, lost } }: Frame): string[] {
  const wasted = sent === 0 ? '' : ` (${percent(duplicates / sent)})`;
  return [`sent ${sent} (${(sent / film.scenario.nodes).toFixed(2)} a node)`, `duplicate ${duplicates}${wasted}`, `lost ${lost}`];
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
  const way = wayTo(film, node, frame.round);
  const value = (cell >> VALUE_SHIFT) & VALUE_BITS;
  const holds = withValue && value > 0 ? `, holds "${ascii(film.values[value - 1]!)}"` : '';
  const how = way.length === 0 ? 'has heard nothing' : way.length === 1 ? `was written to in round ${way[0]!.round}` : `heard by way of ${wayWords(way)}`;
  const others = toldBy(film, node, frame.round);
  return [`node ${node}: ${state}${holds}, ${how}`, others.length === 0 ? 'it has told nobody anything new' : `it was first to tell ${others.join(' ')}`];
}
