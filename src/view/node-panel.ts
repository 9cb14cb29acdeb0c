import type { NodeId } from '../gossip/types.ts';
import { FRESH, INFECTIVE, REMOVED, STATE_BITS, VALUE_BITS, VALUE_SHIFT, type Film, type Frame } from './film/film.ts';
import { ascii, cut, line, plural, type Line } from '../terminal/line.ts';
import { beliefsAbout, isDown, lastTold, messagesOf, sharesOf, toldBy } from './film/reading.ts';

const STATE_WORDS: Record<number, string> = { [FRESH]: 'new this round', [INFECTIVE]: 'infective', [REMOVED]: 'removed' };

/** Two rows about one node: what it is and who told it when; whom it told. */
export function nodeRows(film: Film, frame: Frame, node: NodeId, columns: number): Line[] {
  return nodeWords(film, frame, node).map((text, i) => {
    const shown = text.length > columns - 2 ? `${text.slice(0, Math.max(0, columns - 5))}...` : text;
    return cut(line(` ${shown}`, i === 0 ? 'bold' : 'plain'), columns);
  });
}

export function nodeWords(film: Film, frame: Frame, node: NodeId): string[] {
  switch (film.topic) {
    case 'calls':
      return callerWords(film, frame, node);
    case 'beliefs':
      return believerWords(film, frame, node);
    default:
      return knowerWords(film, frame, node);
  }
}

function knowerWords(film: Film, frame: Frame, node: NodeId): string[] {
  const cell = frame.cells[node]!;
  const state = `${isDown(frame, node) ? 'down, ' : ''}${STATE_WORDS[cell & STATE_BITS] ?? 'susceptible'}`;
  const told = lastTold(film, node, frame.round);
  const value = (cell >> VALUE_SHIFT) & VALUE_BITS;
  const holds = film.topic === 'values' && value > 0 ? `, holds "${ascii(film.values[value - 1]!)}"` : '';
  const how = told === undefined ? 'has heard nothing' : told.from === undefined ? `was written to in round ${told.round}` : `told by ${told.from} in round ${told.round}`;
  const others = toldBy(film, node, frame.round);
  return [`node ${node}: ${state}${holds}, ${how}`, others.length === 0 ? 'it has told nobody anything new' : `it was first to tell ${others.join(' ')}`];
}

function callerWords(film: Film, frame: Frame, node: NodeId): string[] {
  const messages = messagesOf(film, frame);
  const calls = messages.filter(({ from }) => from === node).map(({ to }) => to);
  const callers = messages.filter(({ to }) => to === node).map(({ from }) => from);
  return [
    `node ${node}: called ${plural(frame.called[node]!, 'time')} so far, the mean is ${sharesOf(frame).mean.toFixed(1)}`,
    `this round it calls ${calls.join(' ') || 'nobody'}; called by ${callers.join(' ') || 'nobody'}`,
  ];
}

function believerWords(film: Film, frame: Frame, node: NodeId): string[] {
  const views = film.subjects.flatMap((subject) => {
    const belief = beliefsAbout(film, subject, frame.round)[node];
    if (belief === 0 || subject === node) return [];
    const told = lastTold(film, node, frame.round, subject)!;
    return [`${subject} ${belief === 2 ? 'dead' : 'suspect'} (${told.from === undefined ? 'found out itself' : `told by ${told.from}`}, round ${told.round})`];
  });
  const told = film.subjects.flatMap((subject) => toldBy(film, node, frame.round, subject));
  return [
    `node ${node}: ${isDown(frame, node) ? 'DOWN' : 'up'}, ${views.length === 0 ? 'believes everybody alive' : `believes ${views.join(', ')}`}`,
    told.length === 0 ? 'nobody has learned a verdict from it' : `learned a verdict from it: ${told.join(' ')}`,
  ];
}
