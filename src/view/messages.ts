import type { NodeId } from '../gossip/types.ts';
import type { Film, Frame } from './film/film.ts';
import { ascii, cut, join, line, type Line } from '../terminal/line.ts';
import { messagesOf, type Listed } from './film/reading.ts';
import { topicOf } from './topics/topics.ts';

/** What the signs in the list of messages mean. */
export function signsLine(film: Film): Line {
  return line(` ${topicOf(film).signs.screen}`, 'dim');
}

/** What happened in this round, in numbers, and what the signs mean where there is room. */
export function roundLine(film: Film, frame: Frame, columns: number, withSigns = true): Line {
  const topic = topicOf(film);
  let words = topic.roundWords(film, frame);
  while (words.length > 1 && lengthOf(words) > columns) words = words.slice(0, -1);
  const left = ` this round: ${words.join(', ')}`;
  const gap = columns - 1 - left.length - topic.signs.screen.length;
  return withSigns && gap >= 2 ? join(line(left), line(' '.repeat(gap) + topic.signs.screen, 'dim')) : cut(line(left), columns);
}

function lengthOf(words: readonly string[]): number {
  return ` this round: ${words.join(', ')}`.length;
}

/** One message, as short as it can be told. */
export function messageWord(film: Film, { from, to, kind, outcome }: Listed): string {
  const { duplicates, kinds } = topicOf(film).signs;
  const lost = outcome === 'loss' || outcome === 'cut' || outcome === 'crash';
  const sign = lost ? '!' : outcome === 'duplicate' && duplicates ? '=' : '>';
  return `${from}${sign}${to}${kinds ? ` ${ascii(kind)}` : ''}`;
}

const MESSAGE_STYLES = { new: 'infective', duplicate: 'dim', plain: 'plain', loss: 'dead', cut: 'dead', crash: 'dead' } as const;

/** The messages of the round in at most `rows` rows; those of the marked node come first. */
export function messageRows(film: Film, frame: Frame, columns: number, rows: number, mark?: NodeId): Line[] {
  const messages = messagesOf(film, frame);
  const about = (message: Listed): boolean => message.from === mark || message.to === mark;
  const ordered = mark === undefined ? messages : [...messages.filter(about), ...messages.filter((message) => !about(message))];
  const gap = topicOf(film).signs.kinds ? 2 : 1;
  const lines: Line[] = [];
  let row: Line[] = [];
  let width = 0;
  for (const [i, message] of ordered.entries()) {
    const word = messageWord(film, message);
    const left = ordered.length - i + frame.unlisted;
    const onLast = lines.length === rows - 1;
    if (width + gap + word.length + (onLast && left > 1 ? moreOf(left).length : 0) > columns - 1) {
      if (onLast) return [...lines, cut(join(...row, line(moreOf(left), 'dim')), columns)];
      lines.push(join(...row));
      row = [];
      width = 0;
    }
    const blank = ' '.repeat(row.length === 0 ? 1 : gap);
    row.push(line(blank), line(word, about(message) ? 'marked' : MESSAGE_STYLES[message.outcome]));
    width += blank.length + word.length;
  }
  if (frame.unlisted > 0) row.push(line(moreOf(frame.unlisted), 'dim'));
  return row.length === 0 ? lines : [...lines, cut(join(...row), columns)];
}

function moreOf(count: number): string {
  return `  +${count} more`;
}
