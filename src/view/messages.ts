import type { NodeId } from '../gossip/types.ts';
import type { Film, Frame } from './film/film.ts';
import { ascii, cut, join, line, plural, type Line } from '../terminal/line.ts';
import { messagesOf, type Listed } from './film/reading.ts';

const SIGNS = {
  rumor: '(> new  = duplicate  ! lost)',
  values: '(> new  = duplicate  ! lost)',
  calls: '(3>7: 3 calls 7)',
  beliefs: '(> arrived  ! lost)',
} as const;

/** What the signs in the list of messages mean. */
export function signsLine({ topic }: Film): Line {
  return line(` ${SIGNS[topic]}`, 'dim');
}

/** What happened in this round, in numbers, and what the signs mean where there is room. */
export function roundLine(film: Film, frame: Frame, columns: number, withSigns = true): Line {
  let words = roundWords(film, frame);
  while (words.length > 1 && lengthOf(words) > columns) words = words.slice(0, -1);
  const left = ` this round: ${words.join(', ')}`;
  const gap = columns - 1 - left.length - SIGNS[film.topic].length;
  return withSigns && gap >= 2 ? join(line(left), line(' '.repeat(gap) + SIGNS[film.topic], 'dim')) : cut(line(left), columns);
}

function lengthOf(words: readonly string[]): number {
  return ` this round: ${words.join(', ')}`.length;
}

function roundWords(film: Film, frame: Frame): string[] {
  const { sent, duplicates, lost, others } = frame.now;
  const losses = lost > 0 ? [`${lost} lost`] : [];
  switch (film.topic) {
    case 'calls':
      return [plural(sent, 'call'), `from ${plural(frame.callers, 'node')}`, ...losses];
    case 'beliefs': {
      const kinds = film.kinds.flatMap((kind, i) => ((frame.kinds[i] ?? 0) > 0 ? [`${frame.kinds[i]} ${ascii(kind)}`] : []));
      return [...losses, ...(kinds.length === 0 ? ['nothing sent'] : kinds)];
    }
    default:
      return [`${sent} sent`, `${duplicates} duplicate`, ...losses, ...(others > 0 ? [plural(others, 'answer')] : [])];
  }
}

/** One message, as short as it can be told. */
export function messageWord(film: Film, { from, to, kind, outcome }: Listed): string {
  const lost = outcome === 'loss' || outcome === 'cut' || outcome === 'crash';
  const sign = lost ? '!' : outcome === 'duplicate' && film.topic !== 'beliefs' ? '=' : '>';
  return `${from}${sign}${to}${film.topic === 'beliefs' ? ` ${ascii(kind)}` : ''}`;
}

const MESSAGE_STYLES = { new: 'infective', duplicate: 'dim', plain: 'plain', loss: 'dead', cut: 'dead', crash: 'dead' } as const;

/** The messages of the round in at most `rows` rows; those of the marked node come first. */
export function messageRows(film: Film, frame: Frame, columns: number, rows: number, mark?: NodeId): Line[] {
  const messages = messagesOf(film, frame);
  const about = (message: Listed): boolean => message.from === mark || message.to === mark;
  const ordered = mark === undefined ? messages : [...messages.filter(about), ...messages.filter((message) => !about(message))];
  const gap = film.topic === 'beliefs' ? 2 : 1;
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
