import type { NodeId } from '../gossip/types.ts';
import type { Film, Frame } from './film/film.ts';
import type { Glyphs } from './glyphs.ts';
import { drawGrid, planGrid, type GridPlan } from './grid.ts';
import { faultRows, header } from './header.ts';
import { legendColumn, legendRow } from './legend.ts';
import { beside, cut, cutMark, line, type Line, type Size } from '../terminal/line.ts';
import { messageRows, roundLine, signsLine } from './messages.ts';
import { nodeRows } from './node-panel.ts';
import { topicOf } from './topics/topics.ts';
import { chart } from '../terminal/spark.ts';

export interface FrameOptions {
  /** Blocks for curves; digits otherwise. */
  readonly unicode: boolean;
  /** A node to point out. */
  readonly mark?: NodeId | undefined;
  /** A word on the right of the first row: PAUSED, say. */
  readonly status?: string;
  /** How fast it plays, in words. */
  readonly speed?: string;
  /** What the keys do, each as `k kill`, the most important first, and how to leave last. */
  readonly keys?: readonly string[];
  /** A sentence for the reader, in place of some keys. */
  readonly notice?: string | undefined;
}

/** From this width on, grid and messages stand side by side. */
const WIDE = 110;
/** From this width on, the chart stands beside them, and not below. */
const WIDEST = 160;
const LEGEND = 25;
const MOST_MESSAGE_ROWS = 30;

/** What the layout of one frame is made from. */
interface Scene {
  readonly film: Film;
  readonly frame: Frame;
  readonly position: number;
  readonly size: Size;
  readonly options: FrameOptions;
  readonly glyphs: Glyphs;
}

/**
 * One frame of a film as lines of text: at most `rows` − 1 of them, none wider than `columns`.
 *
 * `position` is an index in `film.frames`. Where things are depends on the film and the size alone,
 * so that nothing jumps from one round to the next. What there is no room for is left out, the least
 * important first.
 */
export function drawFrame(film: Film, position: number, size: Size, options: FrameOptions): Line[] {
  const at = Math.min(film.frames.length - 1, Math.max(0, Math.trunc(position)));
  const frame = film.frames[at]!;
  const scene: Scene = { film, frame, position: at, size, options, glyphs: topicOf(film).glyphs(film, frame, options.mark) };
  const budget = size.rows - 1;
  if (budget < 1 || size.columns < 1) return [];
  const lines = size.columns >= WIDE && budget >= 20 ? drawWide(scene, budget) : drawStacked(scene, budget);
  return lines.slice(0, budget).map((row) => cut(row, size.columns, cutMark(options.unicode)));
}

/** Everything but grid, messages and rules, in rows. */
interface Parts {
  readonly header: Line;
  readonly figures: readonly Line[];
  readonly fault: readonly Line[];
  readonly node: readonly Line[];
  readonly round: Line;
  readonly keys: readonly Line[];
}

function partsOf({ film, frame, position, size, options }: Scene): Parts {
  const { columns } = size;
  return {
    header: header(film, frame, options.status ?? '', options.speed ?? '', columns),
    figures: topicOf(film).figures(film, position, columns, options.unicode, options.mark),
    fault: faultRows(film, position === film.frames.length - 1, columns),
    node: options.mark === undefined ? [] : nodeRows(film, frame, options.mark, columns),
    round: roundLine(film, frame, columns),
    keys: keyRows(options, columns, size.rows >= 20 ? 2 : 1),
  };
}

/** What the keys do, in at most `rows` rows; a notice takes the first of them. */
function keyRows({ keys = [], notice }: FrameOptions, columns: number, rows: number): Line[] {
  const drawn = packed(keys, columns, rows);
  return notice === undefined ? drawn : [line(` ${notice}`, 'bold'), ...packed(keys, columns, drawn.length - 1)];
}

/** As many keys as fit in so many rows. The first ones and the last are the most important. */
function packed(keys: readonly string[], columns: number, rows: number): Line[] {
  if (rows < 1) return [];
  let kept = [...keys];
  while (kept.length > 1 && pack(kept, columns).length > rows) kept = [...kept.slice(0, -2), kept.at(-1)!];
  return pack(kept, columns).map((row) => line(row, 'dim'));
}

function pack(words: readonly string[], columns: number): string[] {
  const rows: string[] = [];
  for (const word of words) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + 2 + word.length <= columns - 1) rows[rows.length - 1] = `${last}  ${word}`;
    else rows.push(` ${word}`);
  }
  return rows;
}

/** Narrow terminals: one thing below the other, as far as it goes. */
function drawStacked(scene: Scene, budget: number): Line[] {
  const { film, size, glyphs, options, frame } = scene;
  const { columns } = size;
  const parts = partsOf(scene);
  const { nodes } = film.scenario;
  const least = Math.max(1, Math.min(Math.ceil(nodes / Math.max(1, columns - 1)), Math.floor(budget / 2)));
  const rest = rowsWithin(parts, budget - least);
  const legendBeside = columns >= 60 && legendHeight(glyphs) <= budget - rest.used;
  const grid = planFor(scene, columns - (legendBeside ? LEGEND + 3 : 0), budget - rest.used);
  const narrow = legendBeside && grid.bucket === 1 && (grid.look === 'cells' || nodes <= 300);
  const plan = narrow || !legendBeside ? grid : planFor(scene, columns, budget - rest.used - 1);
  const legend = narrow ? legendColumn(glyphs.legend, headingOf(glyphs, plan), LEGEND) : [];
  const top = narrow ? withLegend(scene, plan, legend) : drawGrid(plan, nodes, glyphs, options.mark);
  const left = budget - rest.used - top.length;
  const legendLines = !narrow && left > 0 ? [plan.bucket > 1 ? cut(line(` ${glyphs.ramp}`, 'dim'), columns) : legendRow(glyphs.legend, columns)] : [];
  const free = left - legendLines.length;
  const wanted = mostMessageRows(film, columns);
  // The last rule is for the keys.
  const most = rest.keys.length === 0 ? 3 : 4;
  const rules = free >= Math.min(2, wanted) + most ? most : 0;
  const messages = Math.max(0, Math.min(wanted, free - rules));
  const rule = rules === 0 ? [] : [ruleOf(columns)];
  return [
    parts.header, ...rule, ...top, ...legendLines, ...rule, ...rest.node, ...rest.round,
    ...filled(messages === 0 ? [] : messageRows(film, frame, columns, messages, options.mark), messages),
    ...rule, ...rest.figures, ...rest.fault, ...(rest.keys.length === 0 ? [] : rule), ...rest.keys,
  ];
}

/** Which of the parts, the header among them, fit in so many rows. */
function rowsWithin(parts: Parts, budget: number) {
  let used = 1;
  const take = (rows: readonly Line[]): readonly Line[] => {
    const taken = rows.slice(0, Math.max(0, budget - used));
    used += taken.length;
    return taken;
  };
  const [first, ...more] = parts.figures;
  const main = take(first === undefined ? [] : [first]);
  const fault = take(parts.fault);
  const node = take(parts.node);
  const others = take(more);
  const round = take([parts.round]);
  const keys = take(parts.keys);
  return { used, figures: [...main, ...others], fault, node, round, keys };
}

function legendHeight(glyphs: Glyphs): number {
  return glyphs.legend.length + (glyphs.heading === undefined ? 0 : 1);
}

function headingOf(glyphs: Glyphs, plan: GridPlan): string | undefined {
  return plan.look === 'cells' ? glyphs.heading : undefined;
}

function planFor({ film, glyphs }: Scene, columns: number, rows: number): GridPlan {
  return planGrid(film.scenario.nodes, { columns, rows: Math.max(1, rows) }, glyphs.digits);
}

/** The legend stands at the right edge, or as near as the grid lets it. */
function withLegend({ film, glyphs, options, size }: Scene, plan: GridPlan, legend: readonly Line[]): Line[] {
  const grid = drawGrid(plan, film.scenario.nodes, glyphs, options.mark);
  const gap = Math.min(size.columns - 2 - LEGEND - plan.columns, 4);
  return beside({ lines: grid, columns: plan.columns + gap }, { lines: legend, columns: LEGEND });
}

/** How many rows the messages of the busiest round take. */
function mostMessageRows(film: Film, columns: number): number {
  const busiest = film.frames.reduce((most, frame) => (frame.messages.length > most.messages.length ? frame : most));
  return messageRows(film, busiest, columns, MOST_MESSAGE_ROWS).length;
}

function ruleOf(columns: number): Line {
  return line(` ${'-'.repeat(Math.max(0, columns - 2))}`, 'dim');
}

function filled(rows: readonly Line[], height: number): Line[] {
  return Array.from({ length: height }, (_, i) => rows[i] ?? []);
}

/** Wide terminals: grid, messages and chart side by side. */
function drawWide(scene: Scene, budget: number): Line[] {
  const { film, frame, size, glyphs, options, position } = scene;
  const parts = partsOf(scene);
  const rule = ruleOf(size.columns);
  const keys = parts.keys.length === 0 ? [] : [rule, ...parts.keys];
  const around = 1 + 1 + 1 + parts.figures.length + parts.fault.length + parts.node.length + keys.length;
  const height = budget - around;
  const legend = legendColumn(glyphs.legend, glyphs.heading, LEGEND + 4);
  const sides = size.columns >= WIDEST ? 2 : 1;
  const least = sides === 2 ? 48 : 46;
  const plan = planFor(scene, size.columns - sides * (least + 2) - 1, height - legend.length - 1);
  const side = Math.min(64, Math.floor((size.columns - Math.max(plan.columns + 3, LEGEND + 8)) / sides) - 2);
  const grid = [...drawGrid(plan, film.scenario.nodes, glyphs, options.mark), [], ...legend.map((row) => [{ text: ' ', style: 'plain' } as const, ...row])];
  const body = Math.min(height, Math.max(grid.length, sides === 2 ? 16 : 22));
  const graph = drawChart(film, position, side, sides === 2 ? Math.min(body, 16) : Math.floor(body / 2));
  const listRows = body - 2 - (sides === 2 || graph.length === 0 ? 0 : graph.length + 1);
  const list = [roundLine(film, frame, side, false), signsLine(film), ...filled(messageRows(film, frame, side, listRows, options.mark), listRows)];
  const left = { lines: filled(grid, body), columns: size.columns - sides * (side + 2) };
  const right = sides === 2
    ? [{ lines: list, columns: side + 2 }, { lines: graph, columns: side + 2 }]
    : [{ lines: [...list, ...(graph.length > 0 ? [[], ...graph] : [])], columns: side + 2 }];
  return [parts.header, rule, ...beside(left, ...right), rule, ...parts.node, ...parts.figures, ...parts.fault, ...keys];
}

function drawChart(film: Film, position: number, columns: number, rows: number): Line[] {
  const topic = topicOf(film);
  const rounds = film.frames.length - 1;
  const yours = film.frames.slice(0, position + 1).map((frame) => topic.share(film, frame));
  const drawn = chart(yours, topic.theory(film, rounds), rounds, columns, rows - 1);
  return drawn.length === 0 ? [] : [line(` ${topic.chart}`, 'dim'), ...drawn];
}
