import type { NodeId } from '../gossip/types.ts';
import { chart } from '../terminal/chart.ts';
import { cut, cutMark, widthOf, type Line, type Size } from '../terminal/line.ts';
import type { Film, Frame } from './film/film.ts';
import type { Glyphs } from './glyphs.ts';
import { planGrid, type GridPlan, type Marks } from './grid.ts';
import { wayTo, type Order, type Stop } from './order.ts';
import { drawRaster, planRaster, rasterHeading } from './raster.ts';
import { topicOf } from './topics/topics.ts';
import type { Topic } from './topics/topic.ts';

export interface FrameOptions {
  /** Dots for curves; letters otherwise. */
  readonly unicode: boolean;
  /** A node to point out. */
  readonly mark?: NodeId | undefined;
  /** A word on the right of the first row: PAUSED, say. */
  readonly status?: string;
  /** How fast it plays, in words. */
  readonly speed?: string;
  /** What stands beside the title, in place of the run's own numbers. */
  readonly facts?: readonly string[] | undefined;
  /** What the keys do, each as `k kill`, the most important first, and how to leave last. */
  readonly keys?: readonly string[];
  /** A sentence for the reader, in place of the keys. */
  readonly notice?: string | undefined;
  /** How the columns of the raster are put in order; as the topic has it, unless told. */
  readonly order?: Order | undefined;
  /** List every message of the round, in place of raster and chart. */
  readonly messages?: boolean;
}

/** What the layout of one frame is made from. */
export interface Scene {
  readonly marks: Marks;
  /** How the news came to the node that is pointed out. */
  readonly way: readonly Stop[];
  readonly film: Film;
  readonly frame: Frame;
  readonly position: number;
  readonly size: Size;
  readonly options: FrameOptions;
  readonly topic: Topic;
  readonly about: NodeId | undefined;
  readonly order: Order;
  readonly glyphs: Glyphs;
}

/** Everything that is words, in rows. */
export interface Parts {
  readonly header: Line;
  readonly figures: readonly Line[];
  readonly fault: readonly Line[];
  readonly node: readonly Line[];
  readonly keys: readonly Line[];
}

export function sceneOf(film: Film, position: number, size: Size, options: FrameOptions): Scene {
  const at = Math.min(film.frames.length - 1, Math.max(0, Math.trunc(position)));
  const frame = film.frames[at]!;
  const topic = topicOf(film);
  const about = topic.about?.(film, frame, options.mark);
  const way = options.mark === undefined ? [] : wayTo(film, options.mark, frame.round, about ?? -1);
  const marks = { mark: options.mark, way: new Set(way.map(({ node }) => node)) };
  return { film, frame, marks, way, position: at, size, options, topic, about, order: options.order ?? topic.order, glyphs: topic.glyphs(film, frame, about) };
}

export function gridPlan({ film, glyphs }: Scene, columns: number, rows: number): GridPlan {
  return planGrid(film.scenario.nodes, { columns, rows: Math.max(1, rows) }, glyphs.digits);
}

/** The raster below its heading, in at most so many rows; nothing where there is no room. */
export function rasterBlock({ film, position, order, about, way, options }: Scene, columns: number, rows: number): { lines: Line[]; columns: number } {
  const plan = planRaster(film, order, columns, rows - 1);
  if (plan === undefined) return { lines: [], columns: 0 };
  const pointed = { mark: options.mark, way, about };
  const heading = cut(rasterHeading(film, plan, pointed), columns - 1, cutMark(options.unicode));
  // As wide as its heading would be without a node pointed out, so that nothing moves when there is one.
  const words = rasterHeading(film, plan, { ...pointed, mark: undefined });
  return { lines: [heading, ...drawRaster(film, position, plan, pointed)], columns: Math.min(columns, Math.max(plan.label + plan.columns, widthOf(words))) };
}

/** The chart below its title, in so many rows; nothing where there is no room. */
export function chartBlock({ film, position, topic, about, options }: Scene, columns: number, rows: number): Line[] {
  const { title, series, axes } = topic.curves(film, position, about, options.unicode);
  const drawn = chart(series, axes, columns, rows - 1, options.unicode);
  return drawn.length === 0 ? [] : [title, ...drawn];
}
