import { textOf } from '../terminal/line.ts';
import type { Film } from './film/film.ts';
import { firstHeard } from './order.ts';
import { drawRow, planRaster, rasterHeading, type Pointed } from './raster.ts';
import { topicOf } from './topics/topics.ts';

/** A terminal is this wide at least, and breaks no row. */
const COLUMNS = 79;
const MOST_ROWS = 60;

/** The raster of the whole run as text, below a sentence that says the same to whoever cannot see it. */
export function plainRaster(film: Film): string[] {
  const topic = topicOf(film);
  const last = film.frames.at(-1)!;
  const about = topic.about?.(film, last, undefined);
  const plan = planRaster(film, topic.order, COLUMNS, film.frames.length);
  if (plan === undefined || film.frames.length < 2) return [];
  const pointed: Pointed = { mark: undefined, way: [], about };
  const stride = Math.ceil(film.frames.length / MOST_ROWS);
  const shown = film.frames.flatMap((_, at) => (at % stride === 0 || at === film.frames.length - 1 ? [at] : []));
  const every = stride === 1 ? '' : `, every ${stride} rounds`;
  const legend = plan.bucket > 1 ? topic.glyphs(film, last, about).ramp : topic.traceKey ?? topic.glyphs(film, last, about).legend.map(({ text, meaning }) => `${text} ${meaning}`).join(', ');
  return [
    `raster: ${textOf(rasterHeading(film, plan, pointed)).trim()}${every}: ${legend}.${spreadSentence(film, about)}`,
    ...shown.map((at) => `${String(film.frames[at]!.round).padStart(plan.label - 1)} ${textOf(drawRow(film, at, plan, pointed))}`),
  ];
}

/** When half of them had heard, nine tenths, and the last: the shape of the raster in words. */
function spreadSentence(film: Film, about: number | undefined): string {
  const { nodes } = film.scenario;
  const heard = [...firstHeard(film, about ?? -1).first.values()];
  if (heard.length < 2) return '';
  const roundOf = (share: number): number | undefined => heard[Math.ceil(share * nodes) - 1];
  const parts = ([['half', 0.5], ['nine tenths', 0.9]] as const).flatMap(([name, share]) => (roundOf(share) === undefined ? [] : [`${name} after round ${roundOf(share)}`]));
  const end = `the last of ${heard.length} after round ${heard.at(-1)}`;
  const suspected = film.frames.some(({ opinions }) => opinions.some(({ suspect }) => suspect > 0));
  const verb = about === undefined ? 'knew' : suspected ? 'suspected it' : 'believed it';
  return ` In words: the first ${verb} in round ${heard[0]}, ${[...parts, end].join(', ')}.`;
}
