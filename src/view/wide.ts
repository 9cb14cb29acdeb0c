import { beside, line, type Line, type Size } from '../terminal/line.ts';
import { drawGrid } from './grid.ts';
import { legendColumn } from './legend.ts';
import { filled, messageRows, newsRows } from './messages.ts';
import { chartBlock, gridPlan, rasterBlock, type Parts, type Scene } from './scene.ts';

const LEGEND = 25;
const GAP = 3;
/** The heading of the raster needs so much. */
const LEAST_RASTER = 44;
const LEAST_CHART = 28;
const MOST_CHART = 80;
const LEAST_CHART_ROWS = 16;
const MOST_CHART_ROWS = 24;
/** More rows of news than this are a wall of numbers. */
const MOST_NEWS = 5;

/** Is there room for grid, raster and chart beside each other? */
export function isWide({ columns, rows }: Size): boolean {
  return columns >= 110 && rows > 20;
}

/** Wide terminals: what is now, how it came to be, and the curve of it, side by side. */
export function drawWide(scene: Scene, parts: Parts, budget: number): Line[] {
  const { film, frame, glyphs, options } = scene;
  const words = [...parts.node, ...parts.figures, ...parts.fault];
  const rows = budget - 2 - words.length - 2 - parts.keys.length;
  const { left, middle, right } = widthsOf(scene);
  const plan = gridPlan(scene, left, rows - glyphs.legend.length - 2);
  const legend = legendColumn(glyphs.legend, plan.look === 'cells' ? glyphs.heading : undefined, LEGEND);
  const key = plan.bucket > 1 ? [line(` ${glyphs.ramp}`, 'dim')] : legend.map((row): Line => [{ text: ' ', style: 'plain' }, ...row]);
  const now = [...drawGrid(plan, film.scenario.nodes, glyphs, scene.marks), [], ...key];
  const raster = rasterBlock(scene, middle, rows).lines;
  const chartRows = Math.max(LEAST_CHART_ROWS, Math.min(MOST_CHART_ROWS, Math.floor(rows * 0.6)));
  const body = Math.min(rows, Math.max(now.length, raster.length, chartRows + 4));
  return [
    parts.header, [],
    ...beside(
      { lines: filled(now, body), columns: left + GAP },
      { lines: raster, columns: middle + GAP },
      { lines: options.messages === true ? messageRows(film, frame, right, body, options.mark) : chartAndNews(scene, right, body, chartRows), columns: right },
    ),
    [], ...words, ...(parts.keys.length === 0 ? [] : [[], ...parts.keys]),
  ];
}

/** The grid takes what it needs, the raster a column a node if it can, and the chart the rest. */
function widthsOf(scene: Scene): { left: number; middle: number; right: number } {
  const { film, size: { columns } } = scene;
  const natural = Math.max(LEAST_RASTER, String(film.frames.at(-1)!.round).length + 3 + film.scenario.nodes);
  const least = LEGEND + 2;
  const all = columns - 2 * GAP - 1;
  const wanted = Math.max(LEAST_CHART, Math.min(62, Math.floor(columns * 0.3)));
  const right = all - natural - least >= LEAST_CHART ? Math.min(wanted, all - natural - least) : wanted;
  const room = all - right;
  const left = Math.max(least, gridPlan(scene, room - Math.min(natural, Math.floor(room / 2)), 60).columns);
  const middle = Math.min(natural, room - left);
  return { left, middle, right: Math.min(MOST_CHART, all - left - middle) };
}

function chartAndNews(scene: Scene, columns: number, rows: number, wanted: number): Line[] {
  const { film, frame, options } = scene;
  const news = scene.topic.news(film, frame).told === undefined ? 1 : Math.max(2, Math.min(MOST_NEWS, rows - wanted - 1));
  const drawn = chartBlock(scene, columns, Math.min(wanted, rows - news - 1));
  return [...drawn, ...(drawn.length === 0 ? [] : [[]]), ...newsRows(film, frame, columns, news, options.mark)];
}
