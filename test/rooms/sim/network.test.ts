import { describe, expect, it } from 'vitest';
import type { Random } from '../../../src/gossip/types.ts';
import { Network, type Fate } from '../../../src/sim/network.ts';
import { SeededRandom } from '../../../src/host/random.ts';
import { ROUND } from '../../../src/host/round.ts';
import { defineScenario, type Fault, type Scenario } from '../../../src/sim/scenario.ts';
import { successBounds } from '../../support/chernoff.ts';
import { chiSquareBound } from '../../support/statistics.ts';

type Link = Extract<Fault, { type: 'link' }>;

/** A network that fails the test when it asks for chance. */
function certain(wanted: Partial<Scenario>): Network {
  const refuse = (): never => {
    throw new Error('nothing here is left to chance');
  };
  return new Network(defineScenario(wanted), { next: refuse, int: refuse } satisfies Random);
}

function cut(link: Partial<Link>): Link {
  return { type: 'link', from: [0, 1], to: [2, 3], loss: 1, at: 3, ...link };
}

const MESSAGES = 20_000;

function fates(wanted: Partial<Scenario>): Fate[] {
  const network = new Network(defineScenario(wanted), new SeededRandom(1));
  return Array.from({ length: MESSAGES }, () => network.fate(0, 1, ROUND));
}

describe('the network', () => {
  it('carries everything, in the same time, and draws nothing, when loss is 0', () => {
    expect(certain({ latency: 70 }).fate(0, 1, ROUND)).toBe(70);
  });

  it('loses everything, and draws nothing, when loss is 1', () => {
    expect(certain({ loss: 1 }).fate(0, 1, ROUND)).toBe('loss');
  });

  // Chernoff's bounds, as written down in test/support/chernoff.ts: broken once in 1e9 times.
  it.each([0.01, 0.25, 0.9])('loses a share of %d', (loss) => {
    const lost = fates({ loss }).filter((fate) => fate === 'loss').length;
    const [least, most] = successBounds(MESSAGES, loss);
    expect(lost).toBeGreaterThanOrEqual(least);
    expect(lost).toBeLessThanOrEqual(most);
  });

  it('takes each whole number of milliseconds of its range equally often', () => {
    const counts = new Map<Fate, number>();
    for (const fate of fates({ latency: [20, 29] })) counts.set(fate, (counts.get(fate) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    const expected = MESSAGES / 10;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(chiSquareBound(9));
  });
});

describe('a link', () => {
  it('is cut in both directions, and cuts nobody else', () => {
    const network = certain({ faults: [cut({})] });
    for (const [from, to] of [[0, 2], [1, 3], [2, 0], [3, 1]] as const) expect(network.fate(from, to, 3 * ROUND)).toBe('cut');
    for (const [from, to] of [[0, 1], [3, 2], [0, 4], [4, 2]] as const) expect(network.fate(from, to, 3 * ROUND)).toBe(50);
  });

  it('is cut in one direction when it is one-way', () => {
    const network = certain({ faults: [cut({ oneWay: true })] });
    expect(network.fate(0, 2, 3 * ROUND)).toBe('cut');
    expect(network.fate(2, 0, 3 * ROUND)).toBe(50);
  });

  it('can join everybody', () => {
    const network = certain({ faults: [cut({ from: 'all', to: [2] })] });
    expect(network.fate(2, 39, 3 * ROUND)).toBe('cut');
    expect(network.fate(39, 2, 3 * ROUND)).toBe('cut');
    expect(network.fate(38, 39, 3 * ROUND)).toBe(50);
  });

  it('is cut from the start of `at` until the start of `until`', () => {
    const network = certain({ faults: [cut({ until: 5 })] });
    const times = [3 * ROUND - 1, 3 * ROUND, 5 * ROUND - 1, 5 * ROUND];
    expect(times.map((now) => network.fate(0, 2, now))).toEqual([50, 'cut', 'cut', 50]);
  });

  it('is cut for ever without `until`', () => {
    expect(certain({ faults: [cut({})] }).fate(0, 2, 1e9)).toBe('cut');
  });

  it('takes its own time, and keeps the loss of the others', () => {
    const slow = { type: 'link', from: [0], to: [2], latency: 400, at: 1 } as const;
    expect(certain({ faults: [slow] }).fate(2, 0, ROUND)).toBe(400);
    expect(certain({ faults: [slow], loss: 1 }).fate(2, 0, ROUND)).toBe('loss');
  });

  it('that is named last counts, for loss and for latency apart', () => {
    const faults = [cut({ at: 1 }), cut({ at: 1, loss: 0 }), { type: 'link', from: [0], to: [2], latency: 9, at: 1 }] as const;
    const network = certain({ faults });
    expect(network.fate(0, 2, ROUND)).toBe(9);
    expect(network.fate(1, 2, ROUND)).toBe(50);
    expect(certain({ faults: faults.toReversed() }).fate(1, 2, ROUND)).toBe('cut');
  });
});
