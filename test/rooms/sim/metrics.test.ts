import { describe, expect, it } from 'vitest';
import type { Update } from '../../../src/gossip/types.ts';
import { Meter } from '../../../src/sim/metrics.ts';
import type { TraceEvent } from '../../../src/host/trace.ts';

const RUMOR: Update = { key: 'rumor', value: 'a', version: 1, writer: 0 };
const OTHER: Update = { key: 'dead/3', value: 'dead', version: 1, writer: 3 };

const when = (round: number): { round: number; at: number } => ({ round, at: round * 1000 });

function sent(round: number, from: number, to: number, updates?: readonly Update[]): TraceEvent {
  return { ...when(round), type: 'sent', from, to, message: { type: 'push', ...(updates && { updates }) } };
}

function arrived(round: number, from: number, to: number, updates: readonly Update[], news: readonly Update[]): TraceEvent[] {
  return [
    sent(round, from, to, updates),
    { ...when(round), type: 'delivered', from, to, message: { type: 'push', updates }, news: news.length },
    ...news.map((update) => ({ ...when(round), type: 'learned', node: to, from, update }) as const),
  ];
}

function wrote(round: number, node: number): TraceEvent[] {
  return [
    { ...when(round), type: 'wrote', node, update: RUMOR },
    { ...when(round), type: 'learned', node, update: RUMOR },
  ];
}

/** Four nodes; node 0 is told in round 3. */
const TRACE: TraceEvent[] = [
  ...wrote(3, 0),
  ...arrived(3, 0, 1, [RUMOR], [RUMOR]),
  ...arrived(4, 0, 1, [RUMOR], []),
  ...arrived(4, 1, 2, [RUMOR, OTHER], [RUMOR, OTHER]),
  // The rumor is a duplicate here, though the message brings something new.
  ...arrived(5, 2, 1, [RUMOR, OTHER], [OTHER]),
  ...arrived(5, 1, 2, [OTHER], []),
  sent(5, 0, 3, [RUMOR]),
  { ...when(5), type: 'lost', from: 0, to: 3, message: { type: 'push', updates: [RUMOR] }, reason: 'loss' },
  sent(5, 2, 0),
];

function meterOf(trace: readonly TraceEvent[], nodes = 4): Meter {
  const meter = new Meter(nodes);
  for (const event of trace) meter.listen(event);
  return meter;
}

describe('the metrics of a run', () => {
  it('are read off its trace', () => {
    expect(meterOf(TRACE).read()).toEqual({
      knowing: 3,
      coverage: 0.75,
      residue: 0.25,
      traffic: 5 / 4,
      duplicates: 2,
      // Node 0 at once, node 1 after one round, node 2 after two.
      delayMean: 1,
      delayLast: 2,
      knownByAll: undefined,
      sent: 7,
      delivered: 5,
      lost: 1,
    });
  });

  it('name the round at whose end everybody knew', () => {
    expect(meterOf([...TRACE, ...arrived(7, 2, 3, [RUMOR], [RUMOR])]).read()).toMatchObject({ knownByAll: 7, delayLast: 5, residue: 0 });
  });

  it('count from the first write, and count nobody twice', () => {
    const metrics = meterOf([...TRACE, ...wrote(6, 1), ...arrived(9, 1, 2, [RUMOR], [RUMOR])]).read();
    expect(metrics).toMatchObject({ knowing: 3, delayMean: 1, delayLast: 2 });
  });

  it('are zero before anything happened', () => {
    expect(meterOf([]).read()).toMatchObject({ knowing: 0, residue: 1, traffic: 0, delayMean: 0, delayLast: 0, knownByAll: undefined });
  });

  it('can be those of another rumor', () => {
    const meter = new Meter(4, 'dead/3');
    for (const event of TRACE) meter.listen(event);
    expect(meter.read()).toMatchObject({ knowing: 2, traffic: 3 / 4, duplicates: 1 });
  });
});
