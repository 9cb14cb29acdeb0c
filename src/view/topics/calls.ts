import type { NodeId } from '../../gossip/types.ts';
import { cut, join, line, plural, type Line, type Span } from '../../terminal/line.ts';
import { strideOf } from '../../terminal/spark.ts';
import { barRow, sparkRow, wordsRow } from '../figures.ts';
import type { Film, Frame } from '../film/film.ts';
import { messagesOf, shareOf, sharesOf, type Share } from '../film/reading.ts';
import { downEntry, type Glyphs } from '../glyphs.ts';
import type { Topic } from './topic.ts';

/** Who calls whom, and how evenly the calls fall. */
export const CALLS: Topic = {
  name: 'calls',
  messages: 'all',
  keeps: 'calls',
  note: 'Too seldom and too often mean further from the mean than an even choice would ever be.',
  signs: { screen: '(3>7: 3 calls 7)', plain: '3>7 arrived, 3!7 was lost', duplicates: false, kinds: false },
  chart: 'called at least once',
  glyphs: callGlyphs,
  share: (film, frame) => 1 - sharesOf(frame).never / film.scenario.nodes,
  theory: () => [],
  figures: callFigures,
  roundWords: (_, { now: { sent, lost }, callers }) => [plural(sent, 'call'), `from ${plural(callers, 'node')}`, ...(lost > 0 ? [`${lost} lost`] : [])],
  nodeWords: callerWords,
  story: (_, frame) => {
    const { mean, least, most, never } = sharesOf(frame);
    return [`${plural(frame.now.sent, 'call')} from ${plural(frame.callers, 'node')}, ${never} never called so far, mean ${mean.toFixed(1)}, least ${frame.called[least]} (node ${least}), most ${frame.called[most]} (node ${most})`];
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
  const worst = (start: NodeId, end: NodeId): Share => {
    let found: Share = 'fair';
    for (let node = start; node < end; node++) {
      const share = shareOf(called[node]!, shares);
      if (share === 'neglected' || share === 'favoured') return share;
      if (share === 'never') found = share;
    }
    return found;
  };
  return {
    of: (node) => SHARES[shareOf(called[node]!, shares)],
    ofMany: (start, end) => SHARES[worst(start, end)],
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

function callerWords(film: Film, frame: Frame, node: NodeId): [string, string] {
  const messages = messagesOf(film, frame);
  const calls = messages.filter(({ from }) => from === node).map(({ to }) => to);
  const callers = messages.filter(({ to }) => to === node).map(({ from }) => from);
  return [
    `node ${node}: called ${plural(frame.called[node]!, 'time')} so far, the mean is ${sharesOf(frame).mean.toFixed(1)}`,
    `this round it calls ${calls.join(' ') || 'nobody'}; called by ${callers.join(' ') || 'nobody'}`,
  ];
}
