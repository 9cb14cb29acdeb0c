import type { NodeId } from '../gossip/types.ts';
import { join, line, type Line, type Span } from '../terminal/line.ts';
import type { Film } from './film/film.ts';
import { inOrder, ORDER_WORDS, type Order, type Stop } from './order.ts';
import { topicOf } from './topics/topics.ts';

/** How rounds are laid out below each other. It depends on the film and the room, never on the round. */
export interface RasterPlan {
  readonly order: Order;
  /** How many columns are taken by the numbers of the rounds. */
  readonly label: number;
  readonly columns: number;
  /** How many nodes one sign stands for. */
  readonly bucket: number;
  readonly rows: number;
}

/** The narrowest raster that shows a shape. */
const LEAST = 8;

export function planRaster(film: Film, order: Order, columns: number, rows: number): RasterPlan | undefined {
  const { nodes } = film.scenario;
  const numbers = String(film.frames.at(-1)!.round).length + 2;
  // A column a node is worth more than the numbers of the rounds.
  const label = nodes > columns - numbers - 1 && nodes <= columns ? 0 : numbers;
  const room = label === 0 ? columns : columns - label - 1;
  if (room < LEAST || rows < 1) return undefined;
  const bucket = Math.ceil(nodes / room);
  return { order, label, columns: Math.ceil(nodes / bucket), bucket, rows: Math.min(rows, film.frames.length) };
}

/** What is pointed out: a node, and the way that the news took to it. */
export interface Pointed {
  readonly mark: NodeId | undefined;
  readonly way: readonly Stop[];
  /** Whom the news is about, where the topic has somebody. */
  readonly about: NodeId | undefined;
}

/** Above the raster: what a column is, and where the marked node has its own. */
export function rasterHeading(film: Film, plan: RasterPlan, { mark, about }: Pointed): Line {
  const many = plan.bucket === 1 ? '' : `, ${plan.bucket} a column`;
  if (mark === undefined) {
    const { traceHeading = 'a row a round', orderWords } = topicOf(film);
    return line(` ${traceHeading}, nodes ${orderWords?.(plan.order) ?? ORDER_WORDS[plan.order]}${many}`, 'dim');
  }
  const at = Math.floor(layoutOf(film, plan.order, about).indexOf(mark) / plan.bucket);
  const name = String(mark);
  const arrow =
    at + 2 + name.length <= plan.columns
      ? `${' '.repeat(at)}v ${name}`
      : `${' '.repeat(Math.max(0, at - name.length - 1))}${at > name.length ? `${name} ` : ''}v`;
  return join(line(' '.repeat(plan.label)), line(arrow, 'bold'));
}

/** One line a round, the latest last: as many as there is room for, up to `position`. */
export function drawRaster(film: Film, position: number, plan: RasterPlan, pointed: Pointed): Line[] {
  const first = firstRow(position, plan.rows);
  const keep = keptFor(film, plan, pointed);
  return Array.from({ length: plan.rows }, (_, i) => {
    const at = first + i;
    const frame = film.frames[at];
    if (frame === undefined) return [];
    const label = line(`${frame.round} `.padStart(plan.label).slice(0, plan.label), at === position ? 'bold' : 'dim');
    if (at > position) return label;
    let row = keep.get(at);
    if (row === undefined) keep.set(at, (row = drawRow(film, at, plan, pointed)));
    const stops = pointed.way.filter(({ round }) => round === frame.round);
    return join(label, stops.length === 0 ? row : withStops(film, row, stops, plan, pointed));
  });
}

/** It scrolls by a third, and not by a row: what stays where it is need not be written again, nor found again by the eye. */
function firstRow(position: number, rows: number): number {
  const step = Math.max(1, Math.floor(rows / 3));
  return Math.max(0, Math.ceil((position - rows + 1) / step) * step);
}

/** One round. */
export function drawRow(film: Film, at: number, { order, columns, bucket }: RasterPlan, { about }: Pointed): Line {
  const topic = topicOf(film);
  const frame = film.frames[at]!;
  const signs = topic.trace?.(film, frame) ?? topic.glyphs(film, frame, about);
  const nodes = layoutOf(film, order, about);
  const cells = Array.from({ length: columns }, (_, column): Span =>
    bucket === 1 ? signs.of(nodes[column]!) : signs.ofMany(nodes.slice(column * bucket, (column + 1) * bucket)));
  return join(...cells.map((cell) => [cell]));
}

/** The news was here, in this round. */
const STOP: Span = { text: '*', style: 'marked' };

function withStops(film: Film, row: Line, stops: readonly Stop[], { order, bucket }: RasterPlan, { about }: Pointed): Line {
  const nodes = layoutOf(film, order, about);
  const at = new Set(stops.map(({ node }) => Math.floor(nodes.indexOf(node) / bucket)));
  const cells = row.flatMap(({ text, style }) => [...text].map((sign): Span => ({ text: sign, style })));
  return join(...cells.map((cell, column) => [at.has(column) ? STOP : cell]));
}

/** A round that is over stays as it is, so its row is drawn once. */
const KEPT = new WeakMap<Film, { key: string; rows: Map<number, Line> }>();

function keptFor(film: Film, { order, columns, bucket }: RasterPlan, { about }: Pointed): Map<number, Line> {
  const key = `${order} ${columns} ${bucket} ${about}`;
  let kept = KEPT.get(film);
  if (kept?.key !== key) KEPT.set(film, (kept = { key, rows: new Map() }));
  return kept.rows;
}

const LAYOUTS = new WeakMap<Film, Map<string, NodeId[]>>();

function layoutOf(film: Film, order: Order, about: NodeId | undefined): NodeId[] {
  let layouts = LAYOUTS.get(film);
  if (layouts === undefined) LAYOUTS.set(film, (layouts = new Map()));
  const key = `${order} ${about}`;
  let layout = layouts.get(key);
  if (layout === undefined) layouts.set(key, (layout = topicOf(film).layout?.(film, order) ?? inOrder(film, order, about ?? -1)));
  return layout;
}
