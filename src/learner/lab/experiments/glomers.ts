import { broadcastRun, NODES, type Cut, type Pace } from './broadcast-run.ts';
import type { Block, Experiment, Series } from './experiment.ts';

/** A message takes 100 ms. With rounds a little longer than that, what was heard in one is told in the next. */
const SHORT = 110;
/** A probe takes six messages when others help, one after the other: the rounds of step 07 are longer than that. */
const LONG = 700;

const FEEDBACK: Pace = { round: SHORT, knobs: { fanout: 2, k: 2, decay: 'feedback-counter' } };
const BLIND: Pace = { round: SHORT, knobs: { fanout: 6, k: 18, decay: 'blind-counter' } };
const REPAIRED: Pace = { round: LONG, knobs: { fanout: 20, k: 60, decay: 'blind-counter', repairEvery: 2 } };

const CUT: Cut = { from: 5_000, until: 15_000 };

function series(label: string, step: number, pace: Pace, cut: Cut | undefined): Series {
  const { decay } = pace.knobs;
  return { label, step, ...(decay === undefined ? {} : { decay }), run: (createNode, seed) => broadcastRun(createNode, pace, cut, seed) };
}

function world(title: string, cut: Cut | undefined): Block {
  return {
    title,
    rowsAre: '',
    rows: ['messages an operation', 'median latency, ms', 'maximal latency, ms', 'lost, by its rule', 'not there at once', 'missing at the end'],
    beside: [
      { label: '3d', values: ['< 30', '< 400', '< 600', '0', '', '0'] },
      { label: '3e', values: ['< 20', '< 1000', '< 2000', '0', '', '0'] },
    ],
    series: [series('feedback', 4, FEEDBACK, cut), series('blind', 4, BLIND, cut), series('step 07', 7, REPAIRED, cut)],
  };
}

export const GLOMERS: Experiment = {
  name: 'glomers',
  title: 'The workload of Gossip Glomers 3d and 3e (fly.io), counted as Maelstrom counts',
  about: [
    '25 nodes, 100 ms a message, 100 operations a second for 20 s: half of them',
    'broadcast a value, half read. Ten seconds later each node is read.',
    'messages an operation: all that nodes send each other, by all operations.',
    'latency: until no later read lacks a value. lost: not in the last reads of all.',
    'missing at the end: stricter than Maelstrom; any node lacks it when read last.',
    `feedback, blind: your step 04 in rounds of ${SHORT} ms, with fanout 2 and k 2, and`,
    'with the decay blind-counter, fanout 6 and k 18.',
    `step 07: blind too, in rounds of ${LONG} ms, with fanout 20.`,
  ],
  nodes: NODES,
  trials: 2,
  blocks: [world('the network is whole', undefined), world('cut in two, 12 and 13 nodes, from second 5 to 15', CUT)],
  notes: [
    'With feedback, each update is answered by a message of its own. That is too many,',
    'with fanout 1 and k 1 as well.',
    'Blind, all that is hot travels in one message a peer and round: within all limits.',
    'Step 07 keeps those of 3e, by calling nearly everybody. It cannot keep those of 3d:',
    `a value waits for the next round, and rounds are ${LONG} ms, for a probe with helpers`,
    'takes six messages.',
    'Across a cut nobody can hear in time, whatever the protocol. The last row counts:',
    'rumors cool while nobody is reached, and only comparisons bring them over later.',
    'Here all rounds begin together. Among real processes a hop takes a little longer.',
  ],
};
