import { toCast } from '../terminal/cast.ts';
import type { Line, Size } from '../terminal/line.ts';
import { toMovingSvg, toSvg } from '../terminal/svg.ts';
import { ascii } from '../terminal/line.ts';
import type { Film } from './film/film.ts';
import { drawFrame } from './frame.ts';
import type { FrameOptions } from './scene.ts';

/** What is taken home has this size, whatever terminal it was made in. */
const SIZE: Size = { columns: 80, rows: 24 };
/** How long a round is shown. */
const SECONDS = 0.8;
/** A longer film leaves rounds out, the last one never. */
const MOST_FRAMES = 120;

/** Which round stands still, and who is pointed out. */
export interface Wanted {
  readonly round?: number | undefined;
  readonly mark?: number | undefined;
}

/** One frame as a picture: the last one, unless told. */
export function stillSvg(film: Film, { round, mark }: Wanted = {}): string {
  return toSvg(draw(film, within(film, round), { unicode: true, mark }), SIZE.columns, titleOf(film, within(film, round)));
}

/** The run as a picture that moves, without scripts. It stands still at `round` for whoever wants no movement. */
export function movingSvg(film: Film, { round, mark }: Wanted = {}): string {
  const positions = shown(film);
  const still = positions.findLastIndex((position) => position <= within(film, round));
  return toMovingSvg(positions.map((position) => draw(film, position, { unicode: true, mark })), still, SIZE.columns, titleOf(film, within(film, round)), SECONDS);
}

/** The run as a recording for asciinema's player. */
export function castOf(film: Film, { mark }: Wanted = {}): string {
  return toCast(shown(film).map((position) => draw(film, position, { unicode: true, mark })), SIZE, ascii(film.title), SECONDS);
}

function draw(film: Film, position: number, options: FrameOptions): Line[] {
  return drawFrame(film, position, SIZE, options);
}

function shown(film: Film): number[] {
  const stride = Math.ceil(film.frames.length / MOST_FRAMES);
  return film.frames.flatMap((_, at) => (at % stride === 0 || at === film.frames.length - 1 ? [at] : []));
}

function within(film: Film, round: number | undefined): number {
  return Math.min(film.frames.length - 1, round ?? Infinity);
}

function titleOf({ title, scenario }: Film, position: number): string {
  return `${ascii(title)}, ${scenario.nodes} nodes, round ${position}: the nodes as a grid, the run as a raster with a row a round, and its curve`;
}
