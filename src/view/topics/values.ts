import { ascii, cut, join, line, plural, type Line, type Span, type Style } from '../../terminal/line.ts';
import { strideOf } from '../../terminal/spark.ts';
import { barRow, sparkRow, wordsRow } from '../figures.ts';
import { CRASHED, FRESH, STATE_BITS, SUSCEPTIBLE, VALUE_BITS, VALUE_SHIFT, type Film, type Frame } from '../film/film.ts';
import { DOWN, downEntry, STATES, type Glyphs } from '../glyphs.ts';
import { knowerWords, newcomers, SPREAD_SIGNS, spreadRoundWords, trafficSentence } from './spread.ts';
import type { Topic } from './topic.ts';

/** Several values of one key: who holds which. */
export const VALUES: Topic = {
  name: 'values',
  messages: 'watched',
  note: 'agree counts the nodes that hold the value which most nodes hold.',
  signs: SPREAD_SIGNS,
  chart: 'knows any value',
  glyphs: valueGlyphs,
  share: (film, frame) => frame.knowing / film.scenario.nodes,
  theory: () => [],
  figures: valueFigures,
  roundWords: (_, frame) => spreadRoundWords(frame),
  nodeWords: (film, frame, node) => knowerWords(film, frame, node, true),
  key: (film) => film.values.map((value, i) => `${valueShape(i).text} is "${ascii(value)}"`).join(', '),
  story: (film, frame) => [
    film.values.map((_, i) => `${frame.holders[i] ?? 0} hold ${valueShape(i).text}`).join(', ') + `, ${film.scenario.nodes - frame.knowing} nothing`,
    newcomers(frame),
    trafficSentence(frame),
  ],
  summary,
};

const LETTERS = 'abcdefg';
const VALUE_STYLES: readonly Style[] = ['infective', 'removed', 'suspect', 'other'];

/** The letter that stands for the value with this index, and its style. */
function valueShape(index: number): Span {
  return { text: LETTERS[index]!, style: VALUE_STYLES[index % VALUE_STYLES.length]! };
}

function valueGlyphs(film: Film, frame: Frame): Glyphs {
  const { cells } = frame;
  const shape = (cell: number): Span => {
    const value = (cell >> VALUE_SHIFT) & VALUE_BITS;
    if (value === 0) return STATES[SUSCEPTIBLE]!;
    const { text, style } = valueShape(value - 1);
    return (cell & STATE_BITS) === FRESH ? { text: text.toUpperCase(), style } : { text, style };
  };
  return {
    of: (node) => ((cells[node]! & CRASHED) !== 0 ? DOWN : shape(cells[node]!)),
    ofMany: (start, end) => {
      const first = (cells[start]! >> VALUE_SHIFT) & VALUE_BITS;
      for (let node = start + 1; node < end; node++) {
        if (((cells[node]! >> VALUE_SHIFT) & VALUE_BITS) !== first) return { text: '/', style: 'other' };
      }
      return first === 0 ? STATES[SUSCEPTIBLE]! : valueShape(first - 1);
    },
    legend: [
      ...film.values.map((value, i) => ({
        ...valueShape(i),
        meaning: `holds "${ascii(value)}"`,
        short: ascii(value).slice(0, 6),
        count: frame.holders[i] ?? 0,
      })),
      { ...STATES[SUSCEPTIBLE]!, meaning: 'holds nothing', short: 'none', count: cells.length - frame.knowing },
      { text: 'A', style: 'plain', meaning: 'new this round', short: 'new', count: frame.fresh },
      ...downEntry(film, frame),
    ],
    ramp: '. nothing   a b ... all hold it   / they differ',
  };
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

function summary(film: Film, last: Frame): string {
  const { sent, duplicates, lost } = last.total;
  const agreed = Math.max(0, ...last.holders) === film.scenario.nodes;
  const held = film.values.map((value, i) => `${last.holders[i] ?? 0} hold "${ascii(value)}"`).join(', ');
  return `end: ${agreed ? 'all agree' : `they differ: ${held}`}. Sent ${sent}, ${duplicates} duplicate, ${lost} lost.`;
}
