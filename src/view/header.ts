import type { Film, Frame } from './film/film.ts';
import type { FrameOptions } from './scene.ts';
import { ascii, cut, join, line, type Line } from '../terminal/line.ts';
import { wrap } from '../terminal/wrap.ts';
import { decays } from './film/reading.ts';
import { isCutIn, lossIn } from '../sim/changes.ts';

/** The first row: which run this is on the left, where we are in it on the right. */
export function header(film: Film, frame: Frame, { status = '', speed = '', facts }: FrameOptions, columns: number): Line {
  const title = ascii(film.title);
  const words = facts ?? numbersOf(film, frame);
  const cuts = isCutIn(film.scenario, Math.max(1, frame.round)) ? ['CUT'] : [];
  const left = (facts: readonly string[]): string => (facts.length + cuts.length === 0 ? '' : `   ${[...facts, ...cuts].join(', ')}`);
  const last = film.frames.at(-1)!.round;
  const round = `round ${String(frame.round).padStart(String(last).length)}/${last}`;
  const rights = [[round, status, speed], [round, status], [round], [`${frame.round}/${last}`]].map((parts) => parts.filter((part) => part !== '').join('  '));
  // As much as there is room for. What is left out first is what matters least.
  const fewer = words.map((_, i) => words.slice(0, words.length - i));
  const ways: readonly (readonly [rest: string, right: string])[] = [
    [left(words), rights[0]!],
    ...fewer.map((facts): [string, string] => [left(facts), rights[1]!]),
    [left(words.slice(0, 1)), rights[2]!],
    [left([]), rights[2]!],
  ];
  for (const [rest, right] of ways) {
    const gap = columns - 2 - title.length - rest.length - right.length;
    if (gap >= 2) return join(line(` ${title}`, 'bold'), line(rest, 'dim'), line(' '.repeat(gap)), line(right));
  }
  for (const right of [rights[2]!, rights[3]!]) {
    const gap = columns - 2 - right.length;
    if (gap >= 0) return join(line(' '), line(' '.repeat(gap)), line(right));
  }
  return cut(line(rights[3]!), columns);
}

/** The numbers of the run, the most important first. */
function numbersOf(film: Film, frame: Frame): string[] {
  const { nodes, fanout, k, seed } = film.scenario;
  const loss = Math.round(lossIn(film.scenario, Math.max(1, frame.round)) * 1000) / 10;
  return [`${nodes} nodes`, `fanout ${fanout}`, ...(decays(film) ? [`k ${k}`] : []), ...(loss === 0 ? [] : [`loss ${loss}%`]), `seed ${seed}`];
}

/** Why the film ends early, in as many rows as it takes. */
export function faultRows(film: Film, atEnd: boolean, columns: number): Line[] {
  if (film.fault === undefined) return [];
  const rows = wrap(ascii(film.fault.sentence), columns - 2);
  if (atEnd) return rows.map((text) => line(` ${text}`, 'dead'));
  return rows.map((_, i) => (i === 0 ? cut(line(` stops in round ${film.fault!.round}`, 'dead'), columns) : []));
}
