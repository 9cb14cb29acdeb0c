import { cut, cutMark, line, type Line, type Size } from '../terminal/line.ts';
import { figureRow } from './figures.ts';
import type { Film } from './film/film.ts';
import { faultRows, header } from './header.ts';
import { nodeRows } from './node-panel.ts';
import { sceneOf, type FrameOptions, type Parts, type Scene } from './scene.ts';
import { drawStacked } from './stacked.ts';
import { drawWide, isWide } from './wide.ts';

/**
 * One frame of a film as lines of text: at most `rows` − 1 of them, none wider than `columns`.
 *
 * `position` is an index in `film.frames`. Where things are depends on the film and the size alone,
 * so that nothing jumps from one round to the next. What there is no room for is left out, the least
 * important first.
 */
export function drawFrame(film: Film, position: number, size: Size, options: FrameOptions): Line[] {
  const budget = size.rows - 1;
  if (budget < 1 || size.columns < 1) return [];
  const scene = sceneOf(film, position, size, options);
  const lines = isWide(size) ? drawWide(scene, partsOf(scene), budget) : drawStacked(scene, partsOf(scene), budget);
  return lines.slice(0, budget).map((row) => cut(row, size.columns, cutMark(options.unicode)));
}

function partsOf({ film, frame, position, size: { columns }, options, topic, about }: Scene): Parts {
  return {
    header: header(film, frame, options, columns),
    figures: topic.figures(film, position, about).map((figure) => figureRow(figure, columns)),
    fault: faultRows(film, position === film.frames.length - 1, columns),
    node: options.mark === undefined ? [] : nodeRows(film, frame, options.mark, columns),
    keys: keyRow(options, columns),
  };
}

/** What the keys do, as many as fit in a row. The first ones and the last are the most important. */
function keyRow({ keys = [], notice }: FrameOptions, columns: number): Line[] {
  if (notice !== undefined) return [line(` ${notice}`, 'bold')];
  let kept = [...keys];
  while (kept.length > 1 && kept.join('  ').length + 1 > columns) kept = [...kept.slice(0, -2), kept.at(-1)!];
  return kept.length === 0 ? [] : [line(` ${kept.join('  ')}`, 'dim')];
}
