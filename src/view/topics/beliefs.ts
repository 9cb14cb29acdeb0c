import type { NodeId } from '../../gossip/types.ts';
import type { Series } from '../../terminal/chart.ts';
import { ascii, join, line, plural, type Span } from '../../terminal/line.ts';
import { percent, roundAxes } from '../figures.ts';
import { CRASHED, FRESH, type Film, type Frame } from '../film/film.ts';
import { beliefsAbout, isDown, subjectOf } from '../film/reading.ts';
import { DOWN, STATES, tenths, type Glyphs } from '../glyphs.ts';
import { named } from '../words.ts';
import { believerWords, denialsOf, hasSuspects } from './believer.ts';
import type { Curves, Figure, Topic } from './topic.ts';

/** Who is believed dead, by whom, and whether it is true. */
export const BELIEFS: Topic = {
  name: 'beliefs',
  messages: 'all',
  keeps: 'beliefs',
  note: 'The grid shows what each node believes about one node. "is up" and "is DOWN" are the truth; what the others believe stands behind it. Point out another node that was accused, and the grid is about that one. A wrong pair is somebody, and a living node that it believes dead: there may be more of them than nodes. Suspicions are counted alike.',
  signs: { screen: '(> arrived  ! lost)', plain: '3>7 arrived, 3!7 was lost', duplicates: false, kinds: true },
  order: 'heard',
  about: subjectOf,
  glyphs: beliefGlyphs,
  orderWords: (order) => (order === 'heard' ? 'as they believed it' : undefined),
  curves,
  figures,
  news: (film, frame) => {
    const kinds = kindWords(film, frame);
    return { told: 'told', rest: [...(kinds.length === 0 ? ['nothing'] : kinds), ...(frame.now.lost > 0 ? [`${frame.now.lost} lost`] : [])] };
  },
  nodeWords: believerWords,
  story: (film, frame) => [
    ...film.subjects.map((subject) => beliefSentence(film, frame, subject)),
    denialSentence(film, frame),
    ...writtenWords(film, frame),
    `sent ${kindWords(film, frame).join(', ') || 'nothing'}, ${frame.now.lost} lost`,
  ],
  summary,
};

/** The share of those who are up that believe the one dead whom the end is about. */
function believersOf(film: Film, frame: Frame): number {
  const subject = subjectOf(film, film.frames.at(-1)!, undefined);
  if (subject === undefined) return 0;
  return (frame.opinions[film.subjects.indexOf(subject)]?.dead ?? 0) / Math.max(1, film.scenario.nodes - frame.crashed);
}

/** How many messages of each type were sent. */
function kindWords(film: Film, frame: Frame): string[] {
  return film.kinds.flatMap((kind, i) => ((frame.kinds[i] ?? 0) > 0 ? [`${frame.kinds[i]} ${ascii(kind)}`] : []));
}

function beliefGlyphs(film: Film, frame: Frame, subject: NodeId | undefined): Glyphs {
  const beliefs = subject === undefined ? new Uint8Array(film.scenario.nodes) : beliefsAbout(film, subject, frame.round);
  const before = subject === undefined ? beliefs : beliefsAbout(film, subject, frame.round - 1);
  const shapes: readonly Span[] = [
    { text: '.', style: 'susceptible' },
    { text: '?', style: 'suspect' },
    { text: 'D', style: 'removed' },
  ];
  const isDown = (node: NodeId): boolean => (frame.cells[node]! & CRASHED) !== 0;
  const counts = [0, 0, 0, 0];
  for (let node = 0; node < beliefs.length; node++) {
    if (isDown(node)) continue;
    if (beliefs[node] === 2 && before[node] !== 2) counts[3]!++;
    else counts[beliefs[node]!]!++;
  }
  return {
    of: (node) => {
      if (isDown(node)) return DOWN;
      return beliefs[node] === 2 && before[node] !== 2 ? STATES[FRESH]! : shapes[beliefs[node]!]!;
    },
    ofMany: (nodes) => {
      let dead = 0;
      for (const node of nodes) if (beliefs[node] === 2) dead++;
      return tenths(dead, nodes.length);
    },
    legend: [
      { ...shapes[0]!, meaning: subject === undefined ? 'nothing to report' : `believes ${subject} alive`, short: 'alive', count: counts[0]! },
      ...(hasSuspects(film) ? [{ ...shapes[1]!, meaning: 'suspects it', short: 'suspect', count: counts[1]! }] : []),
      { ...STATES[FRESH]!, meaning: 'now believes it dead', short: 'now', count: counts[3]! },
      { ...shapes[2]!, meaning: 'believes it dead', short: 'dead', count: counts[2]! },
      { ...DOWN, meaning: 'down (the truth)', short: 'down', count: frame.crashed },
    ],
    ramp: '. nobody believes it dead   1-9 tenths do   # all do',
  };
}

const MOST_SUBJECT_ROWS = 2;

function figures(film: Film, position: number, about: NodeId | undefined): Figure[] {
  const frame = film.frames[position]!;
  const { subjects } = film;
  const written = writtenWords(film, frame).map((words): Figure => ({ words: [words] }));
  if (about === undefined) return [{ words: ['nobody is down, and nobody is believed dead'] }, ...written];
  const wrong =
    frame.wrongPairs > 0
      ? `WRONG: ${plural(frame.wrongPairs, 'belief')} that a living node is dead`
      : frame.wronged > 0
        ? `nobody is wrongly believed dead now, ${plural(frame.wronged, 'node')} ${frame.wronged === 1 ? 'was' : 'were'}`
        : 'nobody wrongly believed dead';
  // Who will be accused later has no row yet, but the room for it is kept.
  const concerned = subjects.filter((other) => other === about || isConcerned(film, position, other));
  const shown = [about, ...concerned.filter((other) => other !== about)].slice(0, MOST_SUBJECT_ROWS);
  const kept = Array.from<Figure>({ length: Math.min(subjects.length, MOST_SUBJECT_ROWS) - shown.length }).fill({ words: [] });
  return [
    ...shown.map((other) => truthOf(film, frame, other)),
    {
      words: [
        wrong,
        ...(hasSuspects(film) ? [`denied ${denialsOf(film, frame).length}`] : []),
        `sent ${frame.total.sent}`,
        `lost ${frame.total.lost}`,
      ],
      ...(frame.wrongPairs === 0 ? {} : { style: 'dead' }),
    },
    ...written,
    ...kept,
  ];
}

/** Wrong beliefs and suspicions, where there are any in this film; else how the truth gets about. */
function curves(film: Film, position: number, about: NodeId | undefined, unicode: boolean): Curves {
  const shown = film.frames.slice(0, position + 1);
  const suspicions = ({ opinions }: Frame): number => opinions.reduce((sum, { suspect }) => sum + suspect, 0);
  const most = film.frames.reduce((top, frame) => Math.max(top, frame.wrongPairs, suspicions(frame)), 0);
  if (most > 0) {
    // A single mistake must not fill the picture.
    const top = Math.max(most, film.scenario.nodes);
    const wrong: Series = { values: shown.map((frame) => frame.wrongPairs / top), style: 'dead', shape: 'line', sign: '!' };
    const suspected: Series = { values: shown.map((frame) => suspicions(frame) / top), style: 'suspect', shape: 'dots', sign: '?' };
    const title = join(
      line(unicode ? '⠤⠤ wrong pairs' : '! wrong pairs', 'dead'),
      hasSuspects(film) ? line(unicode ? '  ⠂⠂ suspicions' : '  ? suspicions', 'suspect') : [],
    );
    return { title, series: hasSuspects(film) ? [suspected, wrong] : [wrong], axes: { ...roundAxes(film), top: String(top) } };
  }
  const index = about === undefined ? -1 : film.subjects.indexOf(about);
  const dead: Series = { values: shown.map((frame) => (frame.opinions[index]?.dead ?? 0) / film.scenario.nodes), style: 'removed', shape: 'line', sign: '*' };
  return { title: line(about === undefined ? 'nobody is believed dead' : `how many believe ${about} dead`, 'dim'), series: [dead], axes: roundAxes(film) };
}

/** Does a node go down in the script, or has anybody suspected it by now? */
function isConcerned({ scenario, subjects, frames }: Film, position: number, subject: NodeId): boolean {
  const index = subjects.indexOf(subject);
  return (
    scenario.faults.some((fault) => fault.type === 'crash' && fault.node === subject) ||
    frames.slice(0, position + 1).some(({ opinions }) => (opinions[index]?.dead ?? 0) + (opinions[index]?.suspect ?? 0) > 0)
  );
}

/** What is so, and what is believed. */
function truthOf(film: Film, frame: Frame, subject: NodeId): Figure {
  const down = isDown(frame, subject);
  const { suspect, dead } = frame.opinions[film.subjects.indexOf(subject)] ?? { suspect: 0, dead: 0 };
  const alive = film.scenario.nodes - frame.crashed - suspect - dead;
  const wrong = !down && dead > 0;
  const others = [...(hasSuspects(film) ? [`suspect by ${suspect}`] : []), `alive by ${alive}`];
  return { words: [`node ${subject} is ${down ? 'DOWN' : 'up'}`, `believed dead by ${dead}${wrong ? ': WRONG' : ''}`, ...others], ...(wrong ? { style: 'dead' } : {}) };
}

function beliefSentence(film: Film, frame: Frame, subject: NodeId): string {
  const { suspect, dead } = frame.opinions[film.subjects.indexOf(subject)] ?? { suspect: 0, dead: 0 };
  const down = isDown(frame, subject);
  if (!down && suspect + dead === 0) return '';
  const up = film.scenario.nodes - frame.crashed;
  return `node ${subject} is ${down ? 'down' : 'up'}, ${dead} of ${up} believe it dead${suspect > 0 ? `, ${suspect} suspect it` : ''}${!down && dead > 0 ? ' (wrong)' : ''}`;
}

function denialSentence({ denials }: Film, { round }: Frame): string {
  const nodes = denials.filter((denial) => denial.round === round).map(({ node }) => node);
  return nodes.length === 0 ? '' : `denied by ${named(nodes)}`;
}

/** Where clients write as well: who has heard of which value last. An empty one is a delete. */
function writtenWords({ scenario, key, values }: Film, { holders }: Frame): string[] {
  if (scenario.writes.length === 0) return [];
  const heard = values.flatMap((value, i) => ((holders[i] ?? 0) === 0 ? [] : [`as ${value === '' ? 'deleted' : `"${ascii(value)}"`} by ${holders[i]}`]));
  return [`"${ascii(key)}" ${heard.length === 0 ? 'was heard of by nobody yet' : `was last heard ${heard.join(', ')}`}`];
}

function summary(film: Film, last: Frame): string {
  const found =
    film.subjects.length === 0
      ? 'nobody went down, and nobody was believed dead'
      : `${percent(believersOf(film, last))} of the nodes that are up believe node ${film.subjects[0]} dead`;
  const wronged = last.wronged === 0 ? 'nobody' : plural(last.wronged, 'node');
  const written = writtenWords(film, last).map((words) => ` ${words}.`);
  return `end: ${found}. Wrongly believed dead at some time: ${wronged}. Sent ${last.total.sent}, ${last.total.lost} lost.${written.join('')}`;
}
