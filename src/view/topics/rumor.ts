import { pushCurve, roundsToAll } from '../../sim/theory.ts';
import { cut, join, line, widthOf, type Line } from '../../terminal/line.ts';
import { strideOf } from '../../terminal/spark.ts';
import { barRow, percent, sparkRow, wordsRow } from '../figures.ts';
import { CRASHED, FRESH, INFECTIVE, REMOVED, STATE_BITS, SUSCEPTIBLE, type Film, type Frame } from '../film/film.ts';
import { knownByAll } from '../film/reading.ts';
import { DOWN, downEntry, STATES, tenths, type Glyphs } from '../glyphs.ts';
import { knowerWords, newcomers, SPREAD_SIGNS, spreadRoundWords, trafficSentence } from './spread.ts';
import type { Topic } from './topic.ts';

/** One rumor: who knows it, who still tells it. */
export const RUMOR: Topic = {
  name: 'rumor',
  messages: 'watched',
  note: 'theory is the mean-field curve: how many would know if all who know called in every round, chance evened out, and nobody lost interest (no decay).',
  signs: SPREAD_SIGNS,
  chart: 'knows: * you  - theory  = both',
  glyphs: rumorGlyphs,
  share: (film, frame) => frame.knowing / film.scenario.nodes,
  theory,
  figures: rumorFigures,
  roundWords: (_, frame) => spreadRoundWords(frame),
  nodeWords: (film, frame, node) => knowerWords(film, frame, node, false),
  story,
  summary,
};

const RAMP = '. nobody knows   1-9 tenths know   # all   o all, none hot';

function rumorGlyphs(film: Film, frame: Frame): Glyphs {
  const { cells } = frame;
  return {
    of: (node) => ((cells[node]! & CRASHED) !== 0 ? DOWN : STATES[cells[node]! & STATE_BITS]!),
    ofMany: (start, end) => {
      let know = 0;
      let cooled = 0;
      for (let node = start; node < end; node++) {
        const state = cells[node]! & STATE_BITS;
        if (state !== SUSCEPTIBLE) know++;
        if (state === REMOVED) cooled++;
      }
      if (cooled === end - start) return STATES[REMOVED]!;
      return tenths(know, end - start);
    },
    legend: [
      { ...STATES[SUSCEPTIBLE]!, meaning: 'susceptible', short: 'susc', count: frame.susceptible },
      { ...STATES[FRESH]!, meaning: 'new this round', short: 'new', count: frame.fresh },
      { ...STATES[INFECTIVE]!, meaning: 'infective', short: 'inf', count: frame.infective },
      { ...STATES[REMOVED]!, meaning: 'removed', short: 'rem', count: frame.removed },
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

function rumorFigures(film: Film, position: number, columns: number, unicode: boolean): Line[] {
  const frame = film.frames[position]!;
  const { nodes } = film.scenario;
  const all = knownByAll(film);
  const tail = all !== undefined && frame.round >= all ? `all since round ${all}` : '';
  const { sent, duplicates, lost } = frame.total;
  const total = [`sent ${sent} (${(sent / nodes).toFixed(2)} a node)`, `duplicate ${duplicates}${sent === 0 ? '' : ` (${percent(duplicates / sent)})`}`, `lost ${lost}`, `residue so far ${nodes - frame.knowing}`];
  return [
    barRow('knows', frame.knowing / nodes, `${frame.knowing}/${nodes}`, columns, tail),
    theoryRow(film, position, columns, unicode),
    wordsRow('total', total, columns),
  ];
}

function theoryRow(film: Film, position: number, columns: number, unicode: boolean): Line {
  const rounds = film.frames.length - 1;
  const note = '   mean-field, no decay';
  const both = columns >= 60;
  const room = both ? Math.min(24, Math.floor((columns - 20 - note.length) / 2)) : columns - 10;
  const stride = strideOf(rounds + 1, room);
  const curve = film.frames.slice(0, position + 1).map((frame) => frame.knowing / film.scenario.nodes);
  const you = sparkRow('you', curve, room, unicode, stride, 'infective');
  if (!both) return cut(you, columns);
  const expected = sparkRow('theory', theory(film, rounds), room, unicode, stride, 'plain');
  const gap = Math.max(0, 9 + Math.min(room, Math.ceil((rounds + 1) / stride)) + 2 - widthOf(you));
  return join(you, line(' '.repeat(gap)), expected, line(note, 'dim'));
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
