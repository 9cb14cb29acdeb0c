import type { NodeId } from '../gossip/types.ts';
import { cut, line, type Line } from '../terminal/line.ts';
import type { Film, Frame } from './film/film.ts';
import { topicOf } from './topics/topics.ts';

/** Two rows about one node: what it is and who told it when; whom it told. */
export function nodeRows(film: Film, frame: Frame, node: NodeId, columns: number): Line[] {
  return topicOf(film).nodeWords(film, frame, node).map((text, i) => {
    const shown = text.length > columns - 2 ? `${text.slice(0, Math.max(0, columns - 5))}...` : text;
    return cut(line(` ${shown}`, i === 0 ? 'bold' : 'plain'), columns);
  });
}
