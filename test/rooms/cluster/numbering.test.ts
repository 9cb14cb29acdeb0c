import { expect, test } from 'vitest';
import { drawFirst, Numbering } from '../../../src/cluster/numbering.ts';
import type { Mind } from '../../../src/cluster/words.ts';
import type { Update } from '../../../src/gossip/types.ts';
import type { TraceEvent } from '../../../src/host/trace.ts';

const WHEN = { round: 3, at: 3_000 };
/** Three members here, from id 5000 on; members 0 and 1 of the cluster are elsewhere. */
const numbering = new Numbering(5_000, new Map([[0, 0], [1, 0], [2, 0]]));
const about = (id: number): Update => ({ key: `member/${id}`, value: 'alive', version: 4, writer: id });
const RUMOR: Update = { key: 'rumor', value: 'a', version: 1, writer: 0 };

test('members here have numbers from 0 on, those of other machines none', () => {
  expect([0, 1, 5_000, 5_002, 5_003].map((id) => numbering.numberOf(id))).toEqual([undefined, undefined, 0, 2, undefined]);
  expect(numbering.idOf(2)).toBe(5_002);
});

test('what happens here is told by numbers', () => {
  expect(numbering.eventHere({ ...WHEN, type: 'believes', node: 5_001, peer: 5_002, belief: 'dead' })).toEqual({ ...WHEN, type: 'believes', node: 1, peer: 2, belief: 'dead' });
  expect(numbering.eventHere({ ...WHEN, type: 'learned', node: 5_001, from: 5_000, update: about(5_001) })).toEqual({ ...WHEN, type: 'learned', node: 1, from: 0, update: { ...about(1) } });
  expect(numbering.eventHere({ ...WHEN, type: 'round' })).toEqual({ ...WHEN, type: 'round' });
});

test('what others have a part in is left out, but what is learned from them', () => {
  const events: TraceEvent[] = [
    { ...WHEN, type: 'believes', node: 5_001, peer: 1, belief: 'dead' },
    { ...WHEN, type: 'sent', from: 5_001, to: 1, message: { type: 'push' } },
    { ...WHEN, type: 'learned', node: 5_001, update: about(1) },
  ];
  expect(events.map((event) => numbering.eventHere(event))).toEqual([undefined, undefined, undefined]);
  expect(numbering.eventHere({ ...WHEN, type: 'learned', node: 5_001, from: 1, update: RUMOR })).toEqual({ ...WHEN, type: 'learned', node: 1, update: RUMOR });
});

test('a mind is divided into what is believed of members here, and of the others', () => {
  const traffic: Mind['traffic'] = { sent: 0, received: 0, bytesSent: 0, bytesReceived: 0, unsent: 0, dropped: {} };
  const { here, others } = numbering.divide({ known: [about(5_000), about(0), about(1), RUMOR], beliefs: [[5_000, 'suspect'], [1, 'dead']], traffic });
  expect(here).toEqual({ known: [about(0), RUMOR], beliefs: [[0, 'suspect']], traffic });
  expect([...others]).toEqual([[0, 'alive'], [1, 'dead']]);
});

test('a machine that joins draws its ids far from those of the first one', () => {
  for (let i = 0; i < 1_000; i++) {
    expect(drawFirst() % 1_000).toBe(0);
    expect(drawFirst()).toBeGreaterThanOrEqual(1_000);
  }
});
