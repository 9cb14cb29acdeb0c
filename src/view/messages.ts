import type { NodeId } from '../gossip/types.ts';
import type { Film, Frame } from './film/film.ts';
import { ascii, cut, join, line, widthOf, type Line } from '../terminal/line.ts';
import { messagesOf, type Listed } from './film/reading.ts';
import { topicOf } from './topics/topics.ts';

const MESSAGE_STYLES = { new: 'fresh', duplicate: 'dim', plain: 'plain', loss: 'dead', cut: 'dead', crash: 'dead' } as const;

/** One message, as short as it can be told. */
export function messageWord(film: Film, { from, to, kind, outcome }: Listed): string {
  const { duplicates, kinds } = topicOf(film).signs;
  const lost = outcome === 'loss' || outcome === 'cut' || outcome === 'crash';
  const sign = lost ? '!' : outcome === 'duplicate' && duplicates ? '=' : '>';
  return `${from}${sign}${to}${kinds ? ` ${ascii(kind)}` : ''}`;
}

const LABEL = 7;

/**
 * What the round has brought, in exactly so many rows: who told whom something new, and everything
 * else counted. The last row is for the counts; if there is only one, they stand in it if they fit.
 */
export function newsRows(film: Film, frame: Frame, columns: number, rows: number, mark?: NodeId): Line[] {
  if (rows < 1) return [];
  const { told, rest } = topicOf(film).news(film, frame);
  const counted = (label: string): Line => {
    let kept = rest;
    while (kept.length > 1 && LABEL + kept.join(', ').length > columns) kept = kept.slice(0, -1);
    return cut(line(` ${label.padEnd(LABEL - 1)}${kept.join(', ')}`, 'dim'), columns);
  };
  if (told === undefined) return filled([counted('sent')], rows);
  const news = messagesOf(film, frame).filter(({ outcome }) => outcome === 'new');
  const beyond = Math.max(0, frame.now.news - news.length);
  const listed = news.length === 0 ? [line('nobody anything new', 'dim')] : wordRows(film, news, columns - LABEL, Math.max(1, rows - 1), beyond, mark);
  const lines = listed.map((row, i) => join(line(i === 0 ? ` ${told.padEnd(LABEL - 1)}` : ' '.repeat(LABEL), 'dim'), row));
  if (rows > 1) return [...filled(lines, rows - 1), counted('also')];
  const both = join(lines[0]!, line(`   also ${rest.join(', ')}`, 'dim'));
  return [widthOf(both) <= columns ? both : lines[0]!];
}

/** Every message of the round in at most `rows` rows. What the signs mean comes first. */
export function messageRows(film: Film, frame: Frame, columns: number, rows: number, mark?: NodeId): Line[] {
  if (rows < 2) return [];
  const listed = wordRows(film, messagesOf(film, frame), columns - 2, rows - 1, frame.unlisted, mark);
  return [line(` every message of the round ${topicOf(film).signs.screen}`, 'dim'), ...listed.map((row) => join(line(' '), row))];
}

/** Messages as words, those of the marked node first, and how many there was no room for. */
function wordRows(film: Film, messages: readonly Listed[], columns: number, rows: number, beyond: number, mark?: NodeId): Line[] {
  const about = (message: Listed): boolean => message.from === mark || message.to === mark;
  const ordered = mark === undefined ? messages : [...messages.filter(about), ...messages.filter((message) => !about(message))];
  const gap = ' '.repeat(topicOf(film).signs.kinds ? 2 : 1);
  const lines: Line[] = [];
  let row: Line = [];
  for (const [i, message] of ordered.entries()) {
    const word = messageWord(film, message);
    const left = ordered.length - i + beyond;
    const needed = word.length + (row.length === 0 ? 0 : gap.length) + (lines.length === rows - 1 && left > 1 ? moreOf(left).length : 0);
    if (widthOf(row) + needed > columns) {
      if (lines.length === rows - 1) return [...lines, cut(join(row, line(moreOf(left), 'dim')), columns)];
      lines.push(row);
      row = [];
    }
    row = join(row, line(row.length === 0 ? '' : gap), line(word, about(message) ? 'marked' : MESSAGE_STYLES[message.outcome]));
  }
  if (beyond > 0) row = join(row, line(moreOf(beyond), 'dim'));
  return row.length === 0 ? lines : [...lines, cut(row, columns)];
}

function moreOf(count: number): string {
  return `  +${count} more`;
}

/** Exactly so many rows. */
export function filled(rows: readonly Line[], height: number): Line[] {
  return Array.from({ length: Math.max(0, height) }, (_, i) => rows[i] ?? []);
}
