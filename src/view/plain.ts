import type { NodeId } from '../gossip/types.ts';
import type { Film, Frame } from './film/film.ts';
import { decays, isDown, messagesOf } from './film/reading.ts';
import { ascii } from '../terminal/line.ts';
import { messageWord } from './messages.ts';
import { plainRaster } from './plain-raster.ts';
import { topicOf } from './topics/topics.ts';
import { ENDINGS, MOST_NAMED, named } from './words.ts';
import { isCutIn, lossIn } from '../sim/changes.ts';

/**
 * A film as text that is only ever appended to: a title, one line a round, a summary, the raster. It says all
 * that the screen shows, for pipes, logs and screen readers. Lines are as long as they need to be.
 */
export function plainLines(film: Film): string[] {
  return [...plainStory(film), ...plainRaster(film)];
}

/** The same without the raster, for whoever is told the run after every save. */
export function plainStory(film: Film): string[] {
  return [plainTitle(film), ...film.frames.slice(1).map((frame) => plainRound(film, frame)), ...plainSummary(film)];
}

function plainTitle(film: Film): string {
  const { nodes, fanout, k, loss, seed } = film.scenario;
  const key = topicOf(film).key?.(film);
  return `${ascii(film.title)}: ${nodes} nodes, fanout ${fanout}${decays(film) ? `, k ${k}` : ''}, loss ${loss * 100}%, seed ${seed}${key === undefined ? '' : `. ${key}`}`;
}

function plainRound(film: Film, frame: Frame): string {
  const before = film.frames[film.frames.indexOf(frame) - 1] ?? frame;
  const sentences = [
    ...worldSentences(film, frame, before),
    ...topicOf(film).story(film, frame),
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

function messageSentence(film: Film, frame: Frame): string {
  const messages = messagesOf(film, frame);
  if (messages.length === 0) return '';
  const shown = messages.slice(0, MOST_NAMED).map((message) => messageWord(film, message));
  const more = messages.length - shown.length + frame.unlisted;
  return `messages: ${shown.join(topicOf(film).signs.kinds ? ', ' : ' ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What came of it, and what the signs mean. */
function plainSummary(film: Film): string[] {
  const last = film.frames.at(-1)!;
  const topic = topicOf(film);
  return [
    topic.summary(film, last),
    ...(film.ending === undefined ? [] : [`over after round ${last.round}: ${ENDINGS[film.ending].sentence}.`]),
    `signs: ${topic.signs.plain}.`,
    ...(film.fault === undefined ? [] : [`stopped in round ${film.fault.round}: ${ascii(film.fault.sentence)}`]),
  ];
}

/** The round and the node that somebody was sent to look at. */
export function plainSpot(film: Film, round: number | undefined, node: NodeId | undefined): string[] {
  if (round === undefined && node === undefined) return [];
  const frame = film.frames[Math.min(film.frames.length - 1, round ?? Infinity)]!;
  const about = node === undefined ? [] : topicOf(film).nodeWords(film, frame, node);
  return [`look at round ${frame.round}${about.length === 0 ? ' above' : `: ${about.join('; ')}`}.`];
}
