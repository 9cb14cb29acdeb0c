import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../src/sim/event-queue.ts';
import { seed } from '../../support/seed.ts';

interface Entry {
  readonly instant: number;
  readonly recipient: number;
  readonly sender: number;
  readonly item: string;
}

/** Everything the next batch holds, in the order in which it is handed out. */
function drained(queue: EventQueue<string>): Entry[] {
  const entries: Entry[] = [];
  queue.drain(({ recipients, senders, items, size }, order, instant) => {
    for (let i = 0; i < size; i++) {
      const at = order[i]!;
      entries.push({ instant, recipient: recipients[at]!, sender: senders[at]!, item: items[at]! });
    }
  });
  return entries;
}

function drainAll(queue: EventQueue<string>): Entry[] {
  const entries: Entry[] = [];
  while (queue.nextInstant < Infinity) entries.push(...drained(queue));
  return entries;
}

/** What the queue should hand out: by instant, then by recipient, then as it was added. */
function sorted(entries: readonly Entry[]): Entry[] {
  // Array.prototype.sort keeps the order of equals.
  return [...entries].sort((a, b) => a.instant - b.instant || a.recipient - b.recipient);
}

describe('the event queue', () => {
  it('holds nothing at first', () => {
    const queue = new EventQueue<string>();
    expect(queue.size).toBe(0);
    expect(queue.nextInstant).toBe(Infinity);
  });

  it('hands out earlier instants first, whatever the order of adding', () => {
    const queue = new EventQueue<string>();
    for (const instant of [30, 10, 20, 10.5]) queue.add(instant, 0, 1, `at ${instant}`);
    expect(queue.nextInstant).toBe(10);
    expect(drainAll(queue).map(({ item }) => item)).toEqual(['at 10', 'at 10.5', 'at 20', 'at 30']);
  });

  it('hands out one instant by recipient, and one recipient in the order of adding', () => {
    const queue = new EventQueue<string>();
    queue.add(5, 2, 0, 'c');
    queue.add(5, 1, 9, 'a');
    queue.add(5, 2, 1, 'd');
    queue.add(5, 1, 3, 'b');
    expect(drained(queue).map(({ item }) => item)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('counts what waits, and does not count what was handed out', () => {
    const queue = new EventQueue<string>();
    queue.add(1, 0, 1, 'a');
    queue.add(2, 0, 1, 'b');
    queue.add(2, 1, 0, 'c');
    expect(queue.size).toBe(3);
    drained(queue);
    expect(queue.size).toBe(2);
    drained(queue);
    expect(queue.size).toBe(0);
  });

  it('takes in, while a batch is handed out, what is due later', () => {
    const queue = new EventQueue<string>();
    queue.add(1, 0, 1, 'first');
    queue.drain(() => {
      queue.add(3, 0, 1, 'third');
      queue.add(2, 0, 1, 'second');
    });
    expect(queue.size).toBe(2);
    expect(drainAll(queue).map(({ item }) => item)).toEqual(['second', 'third']);
  });

  it('does the same as a sorted list, with any number of recipients', () => {
    const entry = fc.record({
      instant: fc.constantFrom(1, 2, 2.5, 7, 1000),
      // Up to 2 000 000 nodes, so that every digit of the sort by recipient counts.
      recipient: fc.oneof(fc.nat(3), fc.nat(1999999)),
      sender: fc.nat(9),
      item: fc.string({ maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 200 }), (entries) => {
        const queue = new EventQueue<string>();
        for (const { instant, recipient, sender, item } of entries) queue.add(instant, recipient, sender, item);
        expect(drainAll(queue)).toEqual(sorted(entries));
      }),
      { seed: seed(1), numRuns: 300 },
    );
  });

  it('does the same as a sorted list when adding and handing out take turns', () => {
    const step = fc.oneof(
      fc.record({ delay: fc.integer({ min: 1, max: 6 }), recipient: fc.nat(4) }),
      fc.constant('drain' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const queue = new EventQueue<string>();
        let waiting: Entry[] = [];
        let now = 0;
        for (const [i, step] of steps.entries()) {
          if (step !== 'drain') {
            const entry = { instant: now + step.delay, recipient: step.recipient, sender: 0, item: `${i}` };
            queue.add(entry.instant, entry.recipient, entry.sender, entry.item);
            waiting.push(entry);
          } else if (waiting.length > 0) {
            now = Math.min(...waiting.map(({ instant }) => instant));
            expect(drained(queue)).toEqual(sorted(waiting.filter(({ instant }) => instant === now)));
            waiting = waiting.filter(({ instant }) => instant !== now);
          }
          expect(queue.size).toBe(waiting.length);
        }
      }),
      { seed: seed(1), numRuns: 300 },
    );
  });
});
