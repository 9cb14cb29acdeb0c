import { beside, cut, line, type Line } from '../terminal/line.ts';
import { drawGrid } from './grid.ts';
import { legendColumn, legendRow } from './legend.ts';
import { filled, messageRows, newsRows } from './messages.ts';
import { chartBlock, gridPlan, rasterBlock, type Parts, type Scene } from './scene.ts';

const LEGEND = 25;
/** Less than this is no raster: a heading, and two rounds to compare. */
const LEAST_RASTER = 3;
/** So many rows are worth more to it than the numbers of the nodes are to the grid. */
const WANTED_RASTER = 8;
/** A chart is worth so many columns beside the raster. */
const LEAST_CHART = 26;
const MOST_CHART = 60;
const MOST_CHART_ROWS = 14;

/** Narrow terminals: one thing below the other, as far as it goes. */
export function drawStacked(scene: Scene, parts: Parts, budget: number): Line[] {
  const { film, frame, size: { columns }, options } = scene;
  const least = Math.max(1, Math.min(Math.ceil(film.scenario.nodes / Math.max(1, columns - 1)), Math.floor(budget / 2)));
  const rest = rowsWithin(parts, budget - least, budget >= 9 ? LEAST_RASTER : 0, scene.topic.news(film, frame).told !== undefined);
  const grid = gridAndLegend(scene, budget - rest.used, budget - rest.used >= 6 ? Math.min(film.frames.length + 1, WANTED_RASTER) : rest.raster);
  let left = budget - rest.used - grid.length + rest.raster;
  const natural = film.frames.length + 1;
  // Air between the parts, where that takes nothing from them.
  const gaps = Math.max(left >= 9 ? 2 : 0, Math.min(4, left - Math.min(natural, 12)));
  left -= gaps;
  const body = bodyOf(scene, left);
  const gap = (i: number): Line[] => (i < gaps ? [[]] : []);
  return [
    parts.header, ...gap(2), ...grid, ...gap(0), ...body, ...gap(1),
    ...rest.node, ...newsRows(film, frame, columns, rest.news, options.mark), ...rest.figures, ...rest.fault,
    ...gap(3), ...rest.keys,
  ];
}

/** Which of the parts, the header among them, fit in so many rows; what is left is for grid and raster. */
function rowsWithin(parts: Parts, budget: number, raster: number, tells: boolean) {
  let used = 1;
  const take = (rows: readonly Line[]): readonly Line[] => {
    const taken = rows.slice(0, Math.max(0, budget - used));
    used += taken.length;
    return taken;
  };
  const [first, ...more] = parts.figures;
  const main = take(first === undefined ? [] : [first]);
  const fault = take(parts.fault);
  const keptForRaster = Math.min(raster, Math.max(0, budget - used));
  used += keptForRaster;
  const node = take(parts.node);
  const news = take([[]]);
  const keys = take(parts.keys);
  const others = take(budget - used >= more.length + 3 ? more : []);
  const second = take(tells && budget - used >= 7 ? [[]] : []);
  return { used, raster: keptForRaster, figures: [...main, ...others], fault, node, news: news.length + second.length, keys };
}

/** The grid, with its legend beside it where there is room, else below. `kept` rows are for the raster. */
function gridAndLegend(scene: Scene, rows: number, kept: number): Line[] {
  const { film: { scenario: { nodes } }, size: { columns }, glyphs, marks } = scene;
  const room = Math.max(1, rows - Math.max(0, kept - LEAST_RASTER));
  const height = glyphs.legend.length + (glyphs.heading === undefined ? 0 : 1);
  const narrow = gridPlan(scene, columns - LEGEND - 3, room);
  if (columns >= 60 && height <= room && narrow.bucket === 1 && (narrow.look === 'cells' || nodes <= 300)) {
    const legend = legendColumn(glyphs.legend, narrow.look === 'cells' ? glyphs.heading : undefined, LEGEND);
    const gap = Math.min(columns - 2 - LEGEND - narrow.columns, 4);
    return beside({ lines: drawGrid(narrow, nodes, glyphs, marks), columns: narrow.columns + gap }, { lines: legend, columns: LEGEND });
  }
  const plan = gridPlan(scene, columns, Math.max(1, room - 1));
  const drawn = drawGrid(plan, nodes, glyphs, marks);
  if (drawn.length >= rows) return drawn;
  return [...drawn, plan.bucket > 1 ? cut(line(` ${glyphs.ramp}`, 'dim'), columns) : legendRow(glyphs.legend, columns)];
}

/** The raster and, where it leaves room, the chart beside it; or every message, if that is wanted. */
function bodyOf(scene: Scene, rows: number): Line[] {
  const { film, frame, size: { columns }, options } = scene;
  if (options.messages === true) return filled(messageRows(film, frame, columns, rows, options.mark), rows);
  const raster = rasterBlock(scene, columns, rows);
  const room = columns - raster.columns - 4;
  const height = Math.min(rows, MOST_CHART_ROWS);
  const chart = room < LEAST_CHART ? [] : chartBlock(scene, Math.min(room, MOST_CHART), height);
  return chart.length === 0 ? raster.lines : beside({ lines: raster.lines, columns: raster.columns + 3 }, { lines: chart, columns: room });
}
