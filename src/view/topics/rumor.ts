import { pushCurve, roundsToAll } from '../../sim/theory.ts';
import type { Series } from '../../terminal/chart.ts';
import { join, line } from '../../terminal/line.ts';
import { percent, roundAxes } from '../figures.ts';
import { CRASHED, FRESH, INFECTIVE, REMOVED, STATE_BITS, SUSCEPTIBLE, type Film, type Frame } from '../film/film.ts';
import { decays, knownByAll } from '../film/reading.ts';
import { DOWN, downEntry, STATES, tenths, type Glyphs } from '../glyphs.ts';
import { knowerWords, newcomers, SPREAD_SIGNS, spreadNews, trafficSentence, trafficWords } from './spread.ts';
import type { Curves, Figure, Topic } from './topic.ts';

/** One rumor: who knows it, who still tells it. */
export const RUMOR: Topic = {
  name: 'rumor',
  messages: 'watched',
  note: 'theory is the mean-field curve: how many would know if all who know called in every round, chance evened out, and nobody lost interest (no decay).',
  signs: SPREAD_SIGNS,
  order: 'heard',
  glyphs: rumorGlyphs,
  curves,
  figures,
  news: (_, frame) => spreadNews(frame),
  nodeWords: (film, frame, node) => knowerWords(film, frame, node, false),
  story,
  summary,
};

const RAMP = '. nobody knows   1-9 tenths know   # all   o all, none hot';

function rumorGlyphs(film: Film, frame: Frame): Glyphs {
  const { cells } = frame;
  return {
    of: (node) => ((cells[node]! & CRASHED) !== 0 ? DOWN : STATES[cells[node]! & STATE_BITS]!),
    ofMany: (nodes) => {
      let know = 0;
      let cooled = 0;
      for (const node of nodes) {
        const state = cells[node]! & STATE_BITS;
        if (state !== SUSCEPTIBLE) know++;
        if (state === REMOVED) cooled++;
      }
      if (cooled === nodes.length) return STATES[REMOVED]!;
      return tenths(know, nodes.length);
    },
    legend: [
      { ...STATES[SUSCEPTIBLE]!, meaning: 'susceptible', short: 'susc', count: frame.susceptible },
      { ...STATES[FRESH]!, meaning: 'new this round', short: 'new', count: frame.fresh },
      { ...STATES[INFECTIVE]!, meaning: 'infective', short: 'inf', count: frame.infective },
      ...(decays(film) ? [{ ...STATES[REMOVED]!, meaning: 'removed', short: 'rem', count: frame.removed }] : []),
      ...downEntry(film, frame),
    ],
    ramp: RAMP,
  };
}

/** The share of nodes that know after each round, by the mean-field curve. */
function theory(film: Film, rounds: number): number[] {
  const { nodes, fanout, loss, writes } = film.scenario;
  const start = (writes[0]?.round ?? 1) - 1;
  const curve = pushCurve(nodes, fanout, loss, rounds).map((knowing) => knowing / nodes);
  return [...new Array<number>(start).fill(0), ...curve].slice(0, rounds + 1);
}

function figures(film: Film, position: number): Figure[] {
  const frame = film.frames[position]!;
  const { nodes } = film.scenario;
  const all = knownByAll(film);
  const known = all !== undefined && frame.round >= all ? `all know since round ${all}` : `${frame.knowing} of ${nodes} know`;
  const over = position === film.frames.length - 1 && (film.ending === 'silent' || film.ending === 'quiet');
  const left = over && frame.susceptible > 0 ? [`${frame.susceptible} will never hear of it`] : [];
  return [{ words: [known, percent(frame.knowing / nodes), ...left] }, { words: trafficWords(film, frame) }];
}

/** Who knows, beside theory; where nodes lose interest, also how many have. */
function curves(film: Film, position: number, _about: undefined, unicode: boolean): Curves {
  const { nodes } = film.scenario;
  const shown = film.frames.slice(0, position + 1);
  const share = (count: (frame: Frame) => number): number[] => shown.map((frame) => count(frame) / nodes);
  const expected: Series = { values: theory(film, film.frames.length - 1), style: 'plain', shape: 'dots', sign: '-' };
  if (!decays(film)) {
    const you: Series = { values: share(({ knowing }) => knowing), style: 'infective', shape: 'line', sign: '*' };
    return {
      title: join(line('who knows: ', 'dim'), line(unicode ? '⠤⠤ you' : '* you', 'infective'), line(unicode ? '  ⠂⠂ theory' : '  - theory  = both')),
      series: [expected, you],
      axes: roundAxes(film),
    };
  }
  const series: Series[] = [
    { values: share(({ knowing }) => knowing), style: 'infective', shape: 'solid', sign: '#' },
    { values: share(({ removed }) => removed), style: 'removed', shape: 'sparse', sign: 'o' },
    expected,
  ];
  return {
    title: join(
      line(unicode ? '⣿ infective' : '# infective', 'infective'),
      line(unicode ? '  ⡂ removed' : '  o removed', 'removed'),
      line(unicode ? '  ⠂ theory' : '  - theory'),
    ),
    series,
    axes: roundAxes(film),
  };
}

function story(film: Film, frame: Frame): string[] {
  const { nodes } = film.scenario;
  const expected = theory(film, frame.round)[frame.round]!;
  return [
    `${frame.knowing} of ${nodes} know (${percent(frame.knowing / nodes)}, theory without decay ${percent(expected)}), ${frame.fresh} new, ${frame.infective} infective, ${frame.removed} removed`,
    newcomers(frame),
    trafficSentence(frame),
  ];
}

function summary(film: Film, last: Frame): string {
  const { nodes, fanout } = film.scenario;
  const { sent, duplicates, lost } = last.total;
  const all = knownByAll(film);
  const expected = fanout === 1 && all !== undefined ? ` (push with fanout 1: about ${roundsToAll(nodes).toFixed(1)})` : '';
  const end = all === undefined ? `residue ${nodes - last.knowing} of ${nodes}` : `everybody knew after round ${all}${expected}`;
  return `end: ${end}. Sent ${sent}, traffic ${(sent / nodes).toFixed(2)} a node, ${duplicates} duplicate, ${lost} lost.`;
}
