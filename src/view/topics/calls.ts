import type { NodeId } from '../../gossip/types.ts';
import { join, line, plural, type Span } from '../../terminal/line.ts';
import type { Film, Frame } from '../film/film.ts';
import { messagesOf, shareOf, sharesOf, type Share } from '../film/reading.ts';
import { downEntry, type Glyphs, type Signs } from '../glyphs.ts';
import type { Order } from '../order.ts';
import type { Curves, Figure, Topic } from './topic.ts';

/** Who calls whom, and how evenly the calls fall. */
export const CALLS: Topic = {
  name: 'calls',
  messages: 'all',
  keeps: 'calls',
  note: 'Too seldom and too often mean further from the mean than an even choice would ever be.',
  signs: { screen: '(3>7: 3 calls 7)', plain: '3>7 arrived, 3!7 was lost', duplicates: false, kinds: false },
  order: 'number',
  glyphs: callGlyphs,
  trace,
  traceHeading: 'calls in each round',
  traceKey: '. not called in this round, otherwise how often',
  layout,
  orderWords: (order) => (order === 'heard' ? 'the most often called first' : undefined),
  curves,
  figures,
  news: (_, { now: { sent, lost }, callers }) => ({ rest: [`${plural(sent, 'call')} from ${plural(callers, 'node')}`, ...(lost > 0 ? [`${lost} lost`] : [])] }),
  nodeWords: callerWords,
  story: (_, frame) => {
    const { mean, least, most, never } = sharesOf(frame);
    return [
      `${plural(frame.now.sent, 'call')} from ${plural(frame.callers, 'node')}, ${never} never called so far, mean ${mean.toFixed(1)}, least ${frame.called[least]} (node ${least}), most ${frame.called[most]} (node ${most})`,
    ];
  },
  summary: (_, last) => {
    const { mean, deviation, never, neglected, favoured } = sharesOf(last);
    return `end: ${never} never called, ${neglected} far too seldom, ${favoured} far too often. Mean ${mean.toFixed(1)}, an even choice is about ${deviation.toFixed(1)} off.`;
  },
};

const SHARES: Record<Share, Span> = {
  fair: { text: '.', style: 'susceptible' },
  never: { text: '0', style: 'suspect' },
  neglected: { text: '-', style: 'removed' },
  favoured: { text: '+', style: 'dead' },
};

function callGlyphs(film: Film, frame: Frame): Glyphs {
  const { called } = frame;
  const shares = sharesOf(frame);
  const end = film.frames.at(-1)!;
  const worst = (nodes: readonly NodeId[]): Share => {
    let found: Share = 'fair';
    for (const node of nodes) {
      const share = shareOf(called[node]!, shares);
      if (share === 'neglected' || share === 'favoured') return share;
      if (share === 'never') found = share;
    }
    return found;
  };
  return {
    of: (node) => SHARES[shareOf(called[node]!, shares)],
    ofMany: (nodes) => SHARES[worst(nodes)],
    number: (node) => called[node]!,
    digits: String(end.called[sharesOf(end).most]!).length,
    heading: 'number: calls so far',
    legend: [
      { ...SHARES.fair, meaning: 'about even', short: 'even', count: called.length - shares.never - shares.neglected - shares.favoured },
      { ...SHARES.never, meaning: 'never called', short: 'never', count: shares.never },
      { ...SHARES.neglected, meaning: 'far too seldom', short: 'few', count: shares.neglected },
      { ...SHARES.favoured, meaning: 'far too often', short: 'many', count: shares.favoured },
      ...downEntry(film, frame),
    ],
    ramp: '. even   0 some never called   - far too seldom   + far too often',
  };
}

function figures(film: Film, position: number): Figure[] {
  const frame = film.frames[position]!;
  const { never, mean, least, most, deviation, spread } = sharesOf(frame);
  const { called } = frame;
  const reached = never === 0 ? 'everybody was called' : `${plural(never, 'node')} never called`;
  return [
    { words: [reached, `mean ${mean.toFixed(1)}`, `least ${called[least]} (node ${least})`, `most ${called[most]} (node ${most})`] },
    {
      words: [
        `${frame.total.sent} calls`,
        `off the mean by ${spread.toFixed(1)}, an even choice by ${deviation.toFixed(1)}`,
        ...(frame.total.lost > 0 ? [`lost ${frame.total.lost}`] : []),
      ],
    },
  ];
}

/** How often each node was called, beside the mean: a flat line is fair. */
function curves(film: Film, position: number, _about: undefined, unicode: boolean): Curves {
  const { called } = film.frames[position]!;
  const { mean, most } = sharesOf(film.frames[position]!);
  const top = Math.max(1, called[most]!);
  const last = called.length - 1;
  return {
    title: join(line('calls so far, by node', 'infective'), line(unicode ? '  ⠂⠂ mean' : '  - mean')),
    series: [
      { values: Array.from(called, (count) => count / top), style: 'infective', shape: 'solid', sign: '#' },
      { values: new Array<number>(called.length).fill(mean / top), style: 'plain', shape: 'dots', sign: '-' },
    ],
    axes: { points: called.length, top: String(top), from: '0', to: String(last), name: 'node' },
  };
}

/** How often each node was called in one round. Stripes are nodes that are called again and again, or never. */
function trace(film: Film, frame: Frame): Signs {
  const before = film.frames[frame.round - 1]?.called;
  const count = (node: NodeId): number => frame.called[node]! - (before?.[node] ?? 0);
  // Chance alone makes some busy rounds. Only what is far above the mean is bright, so that a stripe is seen.
  const much = (2 * frame.now.sent) / frame.called.length + 2;
  const sign = (calls: number): Span =>
    calls < 0.5 ? SHARES.fair : { text: calls >= 9.5 ? '9' : String(Math.round(calls)), style: calls > much ? 'fresh' : 'susceptible' };
  return { of: (node) => sign(count(node)), ofMany: (nodes) => sign(nodes.reduce((sum, node) => sum + count(node), 0) / nodes.length) };
}

/** In place of hearing: who is called most comes first. */
function layout(film: Film, order: Order): NodeId[] | undefined {
  if (order !== 'heard') return undefined;
  const { called } = film.frames.at(-1)!;
  return Array.from(called.keys()).sort((a, b) => called[b]! - called[a]! || a - b);
}

function callerWords(film: Film, frame: Frame, node: NodeId): [string, string] {
  const messages = messagesOf(film, frame);
  const calls = messages.filter(({ from }) => from === node).map(({ to }) => to);
  const callers = messages.filter(({ to }) => to === node).map(({ from }) => from);
  return [
    `node ${node}: called ${plural(frame.called[node]!, 'time')} so far, the mean is ${sharesOf(frame).mean.toFixed(1)}`,
    `this round it calls ${calls.join(' ') || 'nobody'}; called by ${callers.join(' ') || 'nobody'}`,
  ];
}
