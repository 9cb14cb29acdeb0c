import type { Axes } from '../terminal/chart.ts';
import { cut, line, type Line } from '../terminal/line.ts';
import type { Film } from './film/film.ts';
import type { Figure } from './topics/topic.ts';

/** A share in per cent. Neither all nor nothing is said before it is true. */
export function percent(share: number): string {
  const whole = Math.round(100 * share);
  return `${share > 0 && whole === 0 ? 1 : share < 1 && whole === 100 ? 99 : whole}%`;
}

/** All nodes over all rounds. */
export function roundAxes({ frames, scenario }: Film): Axes {
  return { points: frames.length, top: String(scenario.nodes), from: '0', to: String(frames.at(-1)!.round), name: 'round' };
}

/** As many of the words as fit. */
export function figureRow({ words, style = 'plain' }: Figure, columns: number): Line {
  let text = '';
  for (const word of words) {
    const next = text === '' ? ` ${word}` : `${text}   ${word}`;
    if (text !== '' && next.length > columns) break;
    text = next;
  }
  return cut(line(text, style), columns);
}
