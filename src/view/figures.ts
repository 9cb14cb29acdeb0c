import type { NodeId } from '../gossip/types.ts';
import { pushCurve } from '../sim/theory.ts';
import type { Film, Frame } from './film/film.ts';
import { valueShape } from './glyphs.ts';
import { ascii, cut, join, line, plural, widthOf, type Line, type Style } from '../terminal/line.ts';
import { hasSuspects, isDown, knownByAll, sharesOf, subjectOf } from './film/reading.ts';
import { bar, spark, strideOf } from '../terminal/spark.ts';

/** The share that tells how far the round's story has come, from 0 to 1. */
export function shareOfFrame(film: Film, frame: Frame): number {
  const { nodes } = film.scenario;
  switch (film.topic) {
    case 'rumor':
    case 'values':
      return frame.knowing / nodes;
    case 'calls':
      return 1 - sharesOf(frame).never / nodes;
    case 'beliefs': {
      const subject = subjectOf(film, film.frames.at(-1)!, undefined);
      if (subject === undefined) return 0;
      return (frame.opinions[film.subjects.indexOf(subject)]?.dead ?? 0) / Math.max(1, nodes - frame.crashed);
    }
  }
}

/** The share of nodes that know after each round, by the mean-field curve; nothing for other topics. */
export function theoryOf(film: Film, rounds: number): number[] {
  if (film.topic !== 'rumor') return [];
  const { nodes, fanout, loss, writes } = film.scenario;
  const start = (writes[0]?.round ?? 1) - 1;
  const curve = pushCurve(nodes, fanout, loss, rounds).map((knowing) => knowing / nodes);
  return [...new Array<number>(start).fill(0), ...curve].slice(0, rounds + 1);
}

/** The rows with figures, the most important first. Their number does not change from round to round. */
export function figures(film: Film, position: number, columns: number, unicode: boolean, mark?: NodeId): Line[] {
  switch (film.topic) {
    case 'rumor':
      return rumorFigures(film, position, columns, unicode);
    case 'values':
      return valueFigures(film, position, columns, unicode);
    case 'calls':
      return callFigures(film, position, columns, unicode);
    case 'beliefs':
      return beliefFigures(film, position, columns, unicode, mark);
  }
}

/** A share in per cent. Neither all nor nothing is said before it is true. */
export function percent(share: number): string {
  const whole = Math.round(100 * share);
  return `${share > 0 && whole === 0 ? 1 : share < 1 && whole === 100 ? 99 : whole}%`;
}

/** ` knows   50% [####....]  20/40  since round 7` */
function barRow(name: string, share: number, of: string, columns: number, tail = ''): Line {
  const label = ` ${name.padEnd(8)}${percent(share).padStart(4)}`;
  const full = `${of}${tail === '' ? '' : `  ${tail}`}`;
  const words = columns - label.length - full.length - 4 >= 8 ? full : of;
  const room = Math.min(44, columns - label.length - words.length - 4);
  const drawn = room >= 5 ? ` ${bar(share, room)}` : '';
  return cut(join(line(label), line(drawn, 'infective'), line(`  ${words}`)), columns);
}

function sparkRow(name: string, values: readonly number[], room: number, unicode: boolean, stride: number, style: Style): Line {
  return join(line(` ${name.padEnd(8)}`), line(spark(values, room, unicode, stride), style));
}

function rumorFigures(film: Film, position: number, columns: number, unicode: boolean): Line[] {
  const frame = film.frames[position]!;
  const { nodes } = film.scenario;
  const all = knownByAll(film);
  const tail = all !== undefined && frame.round >= all ? `all since round ${all}` : '';
  const share = shareOfFrame(film, frame);
  const { sent, duplicates, lost } = frame.total;
  const total = [`sent ${sent} (${(sent / nodes).toFixed(2)} a node)`, `duplicate ${duplicates}${sent === 0 ? '' : ` (${percent(duplicates / sent)})`}`, `lost ${lost}`, `residue so far ${nodes - frame.knowing}`];
  return [
    barRow('knows', share, `${frame.knowing}/${nodes}`, columns, tail),
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
  const curve = film.frames.slice(0, position + 1).map((frame) => shareOfFrame(film, frame));
  const you = sparkRow('you', curve, room, unicode, stride, 'infective');
  if (!both) return cut(you, columns);
  const theory = sparkRow('theory', theoryOf(film, rounds), room, unicode, stride, 'plain');
  const gap = Math.max(0, 9 + Math.min(room, Math.ceil((rounds + 1) / stride)) + 2 - widthOf(you));
  return join(you, line(' '.repeat(gap)), theory, line(note, 'dim'));
}

/** As many of `words` as fit. */
function wordsRow(name: string, words: readonly string[], columns: number, style: Style = 'plain'): Line {
  let text = ` ${name.padEnd(8)}`;
  let first = true;
  for (const word of words) {
    const next = text + (first ? '' : '   ') + word;
    if (next.length > columns && !first) break;
    text = next;
    first = false;
  }
  return cut(line(text, style), columns);
}

function valueFigures(film: Film, position: number, columns: number, unicode: boolean): Line[] {
  const frame = film.frames[position]!;
  const { nodes } = film.scenario;
  const held = film.values.map((_, i) => frame.holders[i] ?? 0);
  const most = Math.max(0, ...held);
  const agreed = most === nodes ? 'all agree' : frame.knowing === nodes ? 'all know, they differ' : '';
  const room = Math.max(4, Math.min(40, columns - 40));
  const stride = strideOf(film.frames.length, room);
  const rows = film.values.slice(0, 3).map((value, i) => {
    const curve = film.frames.slice(0, position + 1).map((earlier) => (earlier.holders[i] ?? 0) / nodes);
    const shape = valueShape(i);
    return cut(join(sparkRow(shape.text, curve, room, unicode, stride, shape.style), line(`  ${plural(held[i]!, 'node')} hold${held[i] === 1 ? 's' : ''} "${ascii(value)}"`)), columns);
  });
  const { sent, duplicates, lost } = frame.total;
  return [
    barRow('agree', most / nodes, `${most}/${nodes}`, columns, agreed),
    ...rows,
    wordsRow('total', [`sent ${sent}`, `duplicate ${duplicates}`, `lost ${lost}`, `hold nothing ${nodes - frame.knowing}`], columns),
  ];
}

function callFigures(film: Film, position: number, columns: number, unicode: boolean): Line[] {
  const frame = film.frames[position]!;
  const { nodes } = film.scenario;
  const shares = sharesOf(frame);
  const { called } = frame;
  const room = Math.max(4, columns - 30);
  const stride = strideOf(nodes, room);
  const top = Math.max(1, called[shares.most]!);
  const byNode = Array.from({ length: Math.ceil(nodes / stride) }, (_, i) => {
    const group = called.subarray(i * stride, (i + 1) * stride);
    return group.reduce((sum, count) => sum + count, 0) / group.length / top;
  });
  return [
    barRow('called', 1 - shares.never / nodes, `${nodes - shares.never}/${nodes}`, columns, 'called at least once'),
    wordsRow('calls', [`mean ${shares.mean.toFixed(1)}`, `least ${called[shares.least]} (node ${shares.least})`, `most ${called[shares.most]} (node ${shares.most})`, `even choice: about ${shares.deviation.toFixed(1)} off`], columns),
    cut(join(sparkRow('by node', byNode, room, unicode, 1, 'infective'), line(`  node 0 to ${nodes - 1}`, 'dim')), columns),
  ];
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
