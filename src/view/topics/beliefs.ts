import type { NodeId } from '../../gossip/types.ts';
import { ascii, cut, join, line, plural, type Line, type Span } from '../../terminal/line.ts';
import { strideOf } from '../../terminal/spark.ts';
import { barRow, percent, sparkRow, wordsRow } from '../figures.ts';
import { CRASHED, FRESH, type Film, type Frame } from '../film/film.ts';
import { beliefsAbout, isDown, lastTold, subjectOf, toldBy } from '../film/reading.ts';
import { DOWN, STATES, tenths, type Glyphs } from '../glyphs.ts';
import type { Topic } from './topic.ts';

/** Who is believed dead, by whom, and whether it is true. */
export const BELIEFS: Topic = {
  name: 'beliefs',
  messages: 'all',
  keeps: 'beliefs',
  note: 'The grid shows what each node believes about one node. "is up" and "is DOWN" are the truth; what the others believe stands behind it. Point out another node that was accused, and the grid is about that one.',
  signs: { screen: '(> arrived  ! lost)', plain: '3>7 arrived, 3!7 was lost', duplicates: false, kinds: true },
  chart: 'believes it dead',
  glyphs: beliefGlyphs,
  share: believersOf,
  theory: () => [],
  figures: beliefFigures,
  roundWords: (film, frame) => {
    const kinds = kindWords(film, frame);
    return [...(frame.now.lost > 0 ? [`${frame.now.lost} lost`] : []), ...(kinds.length === 0 ? ['nothing sent'] : kinds)];
  },
  nodeWords: believerWords,
  story: (film, frame) => [
    ...film.subjects.map((subject) => beliefSentence(film, frame, subject)),
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

/** Does anybody only suspect somebody in this film? Step 05 knows no more than alive and dead. */
function hasSuspects({ changes }: Film): boolean {
  return changes.values.includes(1);
}

function beliefGlyphs(film: Film, frame: Frame, mark: NodeId | undefined): Glyphs {
  const subject = subjectOf(film, frame, mark);
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
    ofMany: (start, end) => {
      let dead = 0;
      for (let node = start; node < end; node++) if (beliefs[node] === 2) dead++;
      return tenths(dead, end - start);
    },
    legend: [
      { ...shapes[0]!, meaning: subject === undefined ? 'nothing to report' : `believes ${subject} alive`, short: 'alive', count: counts[0]! },
      ...(hasSuspects(film) ? [{ ...shapes[1]!, meaning: 'suspects it', short: 'suspect', count: counts[1]! }] : []),
      { ...STATES[FRESH]!, meaning: 'dead, new this round', short: 'now', count: counts[3]! },
      { ...shapes[2]!, meaning: 'believes it dead', short: 'dead', count: counts[2]! },
      { ...DOWN, meaning: 'down (the truth)', short: 'down', count: frame.crashed },
    ],
    ramp: '. nobody believes it dead   1-9 tenths do   # all do',
  };
}

const MOST_SUBJECT_ROWS = 4;

function beliefFigures(film: Film, position: number, columns: number, unicode: boolean, mark: NodeId | undefined): Line[] {
  const frame = film.frames[position]!;
  const { subjects } = film;
  const up = film.scenario.nodes - frame.crashed;
  const subject = subjectOf(film, frame, mark);
  const wronged = frame.wronged === 0 ? 'nobody wrongly believed dead' : `${plural(frame.wronged, 'node')} WRONGLY believed dead`;
  if (subject === undefined) return [line(' nobody is down, and nobody is believed dead').slice(0, columns)];
  const index = subjects.indexOf(subject);
  const dead = frame.opinions[index]?.dead ?? 0;
  const room = Math.max(4, Math.min(30, columns - 46));
  const stride = strideOf(film.frames.length, room);
  const curve = film.frames.slice(0, position + 1).map((earlier) => (earlier.opinions[index]?.dead ?? 0) / Math.max(1, film.scenario.nodes - earlier.crashed));
  // Who will be accused later has no row yet, but the room for it is kept.
  const concerned = subjects.filter((other) => other === subject || isConcerned(film, position, other));
  const shown = concerned.length <= MOST_SUBJECT_ROWS ? concerned : [subject, ...concerned.filter((other) => other !== subject).slice(0, MOST_SUBJECT_ROWS - 1)];
  const kept = Array.from<Line>({ length: Math.min(subjects.length, MOST_SUBJECT_ROWS) - shown.length }).fill([]);
  return [
    barRow(dead === 0 || isDown(frame, subject) ? 'found' : 'accused', dead / Math.max(1, up), `${dead}/${up} believe ${subject} dead`, columns),
    ...shown.map((other) => truthRow(film, frame, other, columns)),
    ...kept,
    cut(join(sparkRow('curve', curve, room, unicode, stride, 'infective'), line(`  who believes ${subject} dead`, 'dim')), columns),
    wordsRow('total', [wronged, `sent ${frame.total.sent}`, `lost ${frame.total.lost}`], columns, frame.wronged === 0 ? 'plain' : 'dead'),
  ];
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
function truthRow(film: Film, frame: Frame, subject: NodeId, columns: number): Line {
  const down = isDown(frame, subject);
  const { suspect, dead } = frame.opinions[film.subjects.indexOf(subject)] ?? { suspect: 0, dead: 0 };
  const alive = film.scenario.nodes - frame.crashed - suspect - dead;
  const truth = down ? 'is DOWN' : 'is up';
  const wrong = !down && dead > 0 ? '  WRONG' : '';
  const suspected = (words: string): string => (hasSuspects(film) ? `${words} ${suspect}, ` : '');
  const start = ` node ${String(subject).padEnd(3)} ${truth.padEnd(7)}  `;
  const believed = [
    `believed alive by ${alive}, ${suspected('suspect by')}dead by ${dead}${wrong}`,
    `alive ${alive}, ${suspected('suspect')}dead ${dead}${wrong}`,
    `dead by ${dead}${wrong}`,
  ];
  const shown = believed.find((words) => start.length + words.length <= columns) ?? '';
  return cut(line(start + shown, wrong === '' ? 'plain' : 'dead'), columns);
}

function believerWords(film: Film, frame: Frame, node: NodeId): [string, string] {
  const views = film.subjects.flatMap((subject) => {
    const belief = beliefsAbout(film, subject, frame.round)[node];
    if (belief === 0 || subject === node) return [];
    const told = lastTold(film, node, frame.round, subject)!;
    return [`${subject} ${belief === 2 ? 'dead' : 'suspect'} (${told.from === undefined ? 'found out itself' : `told by ${told.from}`}, round ${told.round})`];
  });
  const told = film.subjects.flatMap((subject) => toldBy(film, node, frame.round, subject));
  return [
    `node ${node}: ${isDown(frame, node) ? 'DOWN' : 'up'}, ${views.length === 0 ? 'believes everybody alive' : `believes ${views.join(', ')}`}`,
    told.length === 0 ? 'nobody has learned a verdict from it' : `learned a verdict from it: ${told.join(' ')}`,
  ];
}

function beliefSentence(film: Film, frame: Frame, subject: NodeId): string {
  const { suspect, dead } = frame.opinions[film.subjects.indexOf(subject)] ?? { suspect: 0, dead: 0 };
  const down = isDown(frame, subject);
  if (!down && suspect + dead === 0) return '';
  const up = film.scenario.nodes - frame.crashed;
  return `node ${subject} is ${down ? 'down' : 'up'}, ${dead} of ${up} believe it dead${suspect > 0 ? `, ${suspect} suspect it` : ''}${!down && dead > 0 ? ' (wrong)' : ''}`;
}

function summary(film: Film, last: Frame): string {
  const found = film.subjects.length === 0 ? 'nobody went down, and nobody was believed dead' : `${percent(believersOf(film, last))} of the nodes that are up believe node ${film.subjects[0]} dead`;
  return `end: ${found}. Wrongly believed dead: ${last.wronged === 0 ? 'nobody' : plural(last.wronged, 'node')}. Sent ${last.total.sent}, ${last.total.lost} lost.`;
}
