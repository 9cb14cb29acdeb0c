import type { Series } from '../../terminal/chart.ts';
import { ascii, join, line, type Span, type Style } from '../../terminal/line.ts';
import { percent, roundAxes } from '../figures.ts';
import { CRASHED, FRESH, STATE_BITS, SUSCEPTIBLE, VALUE_BITS, VALUE_SHIFT, type Film, type Frame } from '../film/film.ts';
import { DOWN, downEntry, STATES, type Glyphs } from '../glyphs.ts';
import { knowerWords, newcomers, SPREAD_SIGNS, spreadNews, trafficSentence, trafficWords } from './spread.ts';
import type { Curves, Figure, Topic } from './topic.ts';

/** Several values of one key: who holds which. */
export const VALUES: Topic = {
  name: 'values',
  messages: 'watched',
  note: 'What is counted is the value that most nodes hold. Which one wins is decided by the versions, and between equal versions by your rule.',
  signs: SPREAD_SIGNS,
  order: 'teller',
  glyphs: valueGlyphs,
  curves,
  figures,
  news: (_, frame) => spreadNews(frame),
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
    ofMany: (nodes) => {
      const first = (cells[nodes[0]!]! >> VALUE_SHIFT) & VALUE_BITS;
      for (const node of nodes) {
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
      { text: 'A', style: 'plain', meaning: 'capital: just heard', short: 'new', count: frame.fresh },
      ...downEntry(film, frame),
    ],
    ramp: '. nothing   a b ... all hold it   / they differ',
  };
}

function figures(film: Film, position: number): Figure[] {
  const frame = film.frames[position]!;
  const { nodes } = film.scenario;
  const most = Math.max(0, ...frame.holders);
  const agreed = most === nodes ? 'all agree' : most === 0 ? 'nobody holds anything' : `${most} of ${nodes} hold ${valueShape(frame.holders.indexOf(most)).text}`;
  return [{ words: [agreed, ...(most < nodes && frame.knowing === nodes ? ['all know, they differ'] : [percent(most / nodes)])] }, { words: trafficWords(film, frame) }];
}

/** How many hold each value, one on top of the other. */
function curves(film: Film, position: number, _about: undefined, unicode: boolean): Curves {
  const shown = film.frames.slice(0, position + 1);
  const upTo = (last: number): number[] => shown.map(({ holders }) => holders.slice(0, last + 1).reduce((sum, held) => sum + held, 0) / film.scenario.nodes);
  const series = film.values.map((_, i): Series => {
    const { text, style } = valueShape(i);
    return { values: upTo(i), style, shape: i % 2 === 0 ? 'solid' : 'sparse', sign: text };
  });
  const title = join(
    line('who holds which: ', 'dim'),
    ...film.values.map((_, i) => line(`${unicode ? (i % 2 === 0 ? '⣿ ' : '⡂ ') : ''}${valueShape(i).text}  `, valueShape(i).style)),
  );
  return { title, series: series.reverse(), axes: roundAxes(film) };
}

function summary(film: Film, last: Frame): string {
  const { sent, duplicates, lost } = last.total;
  const agreed = Math.max(0, ...last.holders) === film.scenario.nodes;
  const held = film.values.map((value, i) => `${last.holders[i] ?? 0} hold "${ascii(value)}"`).join(', ');
  return `end: ${agreed ? 'all agree' : `they differ: ${held}`}. Sent ${sent}, ${duplicates} duplicate, ${lost} lost.`;
}
