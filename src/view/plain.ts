import type { NodeId } from '../gossip/types.ts';
import { roundsToAll } from '../sim/theory.ts';
import { percent, shareOfFrame, theoryOf } from './figures.ts';
import { CRASHED, FRESH, STATE_BITS, type Film, type Frame } from './film/film.ts';
import { valueShape } from './glyphs.ts';
import { ascii, plural } from '../terminal/line.ts';
import { messageWord } from './messages.ts';
import { nodeWords } from './node-panel.ts';
import { decays, isDown, knownByAll, messagesOf, sharesOf } from './film/reading.ts';
import { isCutIn, lossIn } from '../sim/changes.ts';

const MOST_NAMED = 8;

/**
 * A film as text that is only ever appended to: a title, one line a round, a summary. It says all
 * that the screen shows, for pipes, logs and screen readers. Lines are as long as they need to be.
 */
export function plainLines(film: Film): string[] {
  return [plainTitle(film), ...film.frames.slice(1).map((frame) => plainRound(film, frame)), ...plainSummary(film)];
}

export function plainTitle(film: Film): string {
  const { nodes, fanout, k, loss, seed } = film.scenario;
  const values = film.topic === 'values' ? `. ${film.values.map((value, i) => `${valueShape(i).text} is "${ascii(value)}"`).join(', ')}` : '';
  return `${ascii(film.title)}: ${nodes} nodes, fanout ${fanout}${decays(film) ? `, k ${k}` : ''}, loss ${loss * 100}%, seed ${seed}${values}`;
}

export function plainRound(film: Film, frame: Frame): string {
  const before = film.frames[film.frames.indexOf(frame) - 1] ?? frame;
  const sentences = [
    ...worldSentences(film, frame, before),
    ...storySentences(film, frame),
    messageSentence(film, frame),
  ].filter((sentence) => sentence !== '');
  return `round ${String(frame.round).padStart(String(film.frames.length - 1).length)}: ${sentences.join('. ')}.`;
}

/** Nodes that went down or came back, a network in pieces, a loss that is not the scenario's. */
function worldSentences(film: Film, frame: Frame, before: Frame): string[] {
  const nodes = film.scenario.nodes;
  const changed = (down: boolean): NodeId[] => {
    const found: NodeId[] = [];
    for (let node = 0; node < nodes; node++) if (isDown(frame, node) === down && isDown(before, node) !== down) found.push(node);
    return found;
  };
  const down = changed(true);
  const up = changed(false);
  const loss = lossIn(film.scenario, frame.round);
  return [
    down.length > 0 ? `node ${named(down)} went down` : '',
    up.length > 0 ? `node ${named(up)} came back` : '',
    isCutIn(film.scenario, frame.round) ? 'the network is cut' : '',
    loss !== film.scenario.loss ? `loss is ${Math.round(loss * 100)}%` : '',
  ];
}

function storySentences(film: Film, frame: Frame): string[] {
  const { nodes } = film.scenario;
  const { sent, duplicates, lost } = frame.now;
  const traffic = `${sent} sent, ${duplicates} duplicate, ${lost} lost`;
  switch (film.topic) {
    case 'rumor': {
      const theory = theoryOf(film, frame.round)[frame.round]!;
      return [
        `${frame.knowing} of ${nodes} know (${percent(frame.knowing / nodes)}, theory without decay ${percent(theory)}), ${frame.fresh} new, ${frame.infective} infective, ${frame.removed} removed`,
        newcomers(frame),
        traffic,
      ];
    }
    case 'values':
      return [
        film.values.map((_, i) => `${frame.holders[i] ?? 0} hold ${valueShape(i).text}`).join(', ') + `, ${nodes - frame.knowing} nothing`,
        newcomers(frame),
        traffic,
      ];
    case 'calls': {
      const { mean, least, most, never } = sharesOf(frame);
      return [`${plural(sent, 'call')} from ${plural(frame.callers, 'node')}, ${never} never called so far, mean ${mean.toFixed(1)}, least ${frame.called[least]} (node ${least}), most ${frame.called[most]} (node ${most})`];
    }
    case 'beliefs':
      return [...film.subjects.map((subject) => beliefSentence(film, frame, subject)), kindSentence(film, frame)];
  }
}

function beliefSentence(film: Film, frame: Frame, subject: NodeId): string {
  const { suspect, dead } = frame.opinions[film.subjects.indexOf(subject)] ?? { suspect: 0, dead: 0 };
  const down = isDown(frame, subject);
  if (!down && suspect + dead === 0) return '';
  const up = film.scenario.nodes - frame.crashed;
  return `node ${subject} is ${down ? 'down' : 'up'}, ${dead} of ${up} believe it dead${suspect > 0 ? `, ${suspect} suspect it` : ''}${!down && dead > 0 ? ' (wrong)' : ''}`;
}

function kindSentence(film: Film, frame: Frame): string {
  const kinds = film.kinds.flatMap((kind, i) => ((frame.kinds[i] ?? 0) > 0 ? [`${frame.kinds[i]} ${ascii(kind)}`] : []));
  return `sent ${kinds.join(', ') || 'nothing'}, ${frame.now.lost} lost`;
}

function newcomers(frame: Frame): string {
  const fresh: NodeId[] = [];
  for (let node = 0; node < frame.cells.length; node++) {
    if ((frame.cells[node]! & STATE_BITS) === FRESH && (frame.cells[node]! & CRASHED) === 0) fresh.push(node);
  }
  return fresh.length === 0 ? '' : `new: ${named(fresh)}`;
}

function messageSentence(film: Film, frame: Frame): string {
  const messages = messagesOf(film, frame);
  if (messages.length === 0) return '';
  const shown = messages.slice(0, MOST_NAMED).map((message) => messageWord(film, message));
  const more = messages.length - shown.length + frame.unlisted;
  return `messages: ${shown.join(film.topic === 'beliefs' ? ', ' : ' ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function named(nodes: readonly NodeId[]): string {
  const shown = nodes.slice(0, MOST_NAMED).join(' ');
  return nodes.length > MOST_NAMED ? `${shown} and ${nodes.length - MOST_NAMED} more` : shown;
}

/** What came of it, and what the signs mean. */
export function plainSummary(film: Film): string[] {
  const last = film.frames.at(-1)!;
  const signs = film.topic === 'beliefs' || film.topic === 'calls' ? '3>7 arrived, 3!7 was lost' : '3>7 was news, 3=7 a duplicate, 3!7 was lost';
  return [
    summary(film, last),
    `signs: ${signs}.`,
    ...(film.fault === undefined ? [] : [`stopped in round ${film.fault.round}: ${ascii(film.fault.sentence)}`]),
  ];
}

function summary(film: Film, last: Frame): string {
  const { nodes, fanout } = film.scenario;
  const { sent, duplicates, lost } = last.total;
  const all = knownByAll(film);
  switch (film.topic) {
    case 'rumor': {
      const theory = fanout === 1 && all !== undefined ? ` (push with fanout 1: about ${roundsToAll(nodes).toFixed(1)})` : '';
      const end = all === undefined ? `residue ${nodes - last.knowing} of ${nodes}` : `everybody knew after round ${all}${theory}`;
      return `end: ${end}. Sent ${sent}, traffic ${(sent / nodes).toFixed(2)} a node, ${duplicates} duplicate, ${lost} lost.`;
    }
    case 'values': {
      const most = Math.max(0, ...last.holders);
      return `end: ${most === nodes ? 'all agree' : `they differ: ${film.values.map((value, i) => `${last.holders[i] ?? 0} hold "${ascii(value)}"`).join(', ')}`}. Sent ${sent}, ${duplicates} duplicate, ${lost} lost.`;
    }
    case 'calls': {
      const { mean, deviation, never, neglected, favoured } = sharesOf(last);
      return `end: ${never} never called, ${neglected} far too seldom, ${favoured} far too often. Mean ${mean.toFixed(1)}, an even choice is about ${deviation.toFixed(1)} off.`;
    }
    case 'beliefs': {
      const found = film.subjects.length === 0 ? 'nobody went down, and nobody was believed dead' : `${percent(shareOfFrame(film, last))} of the nodes that are up believe node ${film.subjects[0]} dead`;
      return `end: ${found}. Wrongly believed dead: ${last.wronged === 0 ? 'nobody' : plural(last.wronged, 'node')}. Sent ${sent}, ${lost} lost.`;
    }
  }
}

/** The round and the node that somebody was sent to look at. */
export function plainSpot(film: Film, round: number | undefined, node: NodeId | undefined): string[] {
  if (round === undefined && node === undefined) return [];
  const frame = film.frames[Math.min(film.frames.length - 1, round ?? Infinity)]!;
  const about = node === undefined ? [] : nodeWords(film, frame, node);
  return [`look at round ${frame.round}${about.length === 0 ? ' above' : `: ${about.join('; ')}`}.`];
}
