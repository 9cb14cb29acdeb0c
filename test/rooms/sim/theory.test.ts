import { describe, expect, it } from 'vitest';
import { defineScenario } from '../../../src/sim/scenario.ts';
import { Simulation } from '../../../src/sim/simulate.ts';
import { falseAccusations, periodsToFirstProbe, pushCurve, repairCurve, roundsToAll, roundsToAllBounds } from '../../../src/sim/theory.ts';
import { createNode } from '../../../solutions/02-push/push.ts';

const ROUNDS = 20;

/** The mean share of nodes that know after each round, over `runs` seeds. */
function measured(nodes: number, fanout: number, loss: number, runs: number): number[] {
  const shares = new Array<number>(ROUNDS + 1).fill(0);
  for (let seed = 0; seed < runs; seed++) {
    const simulation = new Simulation(defineScenario({ nodes, fanout, loss, seed, rounds: ROUNDS }), createNode);
    shares[0]! += 1 / nodes / runs;
    for (let round = 1; round <= ROUNDS; round++) {
      simulation.playRound();
      shares[round]! += simulation.nodes.filter((node) => node.read('rumor') !== undefined).length / nodes / runs;
    }
  }
  return shares;
}

describe('the mean-field curve of push', () => {
  it.each([
    [40, 1, 0, 200],
    [40, 2, 0, 200],
    [40, 3, 0.2, 200],
    [100, 2, 0, 100],
    [1000, 1, 0, 20],
    [1000, 2, 0, 20],
  ])('is within 2 points of simulation: %i nodes, fanout %i, loss %d, mean of %i runs', (nodes, fanout, loss, runs) => {
    const simulated = measured(nodes, fanout, loss, runs);
    const apart = pushCurve(nodes, fanout, loss, ROUNDS).map((knowing, round) => Math.abs(knowing / nodes - simulated[round]!));
    expect(Math.max(...apart)).toBeLessThan(0.02);
  });

  it('starts with one node, never falls and never passes everybody', () => {
    const curve = pushCurve(40, 2, 0.1, 60);
    expect(curve[0]).toBe(1);
    expect(curve.every((knowing, i) => i === 0 || knowing >= curve[i - 1]!)).toBe(true);
    expect(curve.at(-1)).toBeCloseTo(40, 9);
  });

  it('stays where it is when everything is lost', () => {
    expect(pushCurve(40, 3, 1, 3)).toEqual([1, 1, 1, 1]);
  });

  it('knows that nobody can call more peers than there are', () => {
    expect(pushCurve(5, 100, 0, 3)).toEqual(pushCurve(5, 4, 0, 3));
  });
});

describe('the oracles', () => {
  it('false accusations: two messages, and four for each helper', () => {
    expect(falseAccusations(0.1, 0)).toBeCloseTo(0.19, 12);
    expect(falseAccusations(0.1, 3)).toBeCloseTo(0.19 * (1 - 0.6561) ** 3, 12);
    // The figures of 40 nodes in 30 rounds.
    expect([0.05, 0.1, 0.2].map((loss) => Math.round(falseAccusations(loss, 3) * 12_000) / 10)).toEqual([0.7, 9.3, 88.9]);
    expect([falseAccusations(0, 3), falseAccusations(1, 3)]).toEqual([0, 1]);
  });

  it('anti-entropy: squares by pull, a factor of about e by push, and both', () => {
    expect(repairCurve(1000, 0.1, 'pull', 3).map((p) => p.toPrecision(3))).toEqual(['0.0100', '0.000100', '1.00e-8']);
    expect(repairCurve(1e6, 0.1, 'push', 2)[0]).toBeCloseTo(0.1 * Math.exp(-0.9), 6);
    expect(repairCurve(1e6, 0.01, 'push', 1)[0]! / 0.01).toBeCloseTo(Math.exp(-0.99), 5);
    expect(repairCurve(1e6, 0.1, 'both', 1)[0]).toBeCloseTo(0.01 * Math.exp(-0.9), 6);
  });

  it('rounds to all: log2 n + ln n, within its bounds', () => {
    expect(roundsToAll(1024)).toBeCloseTo(10 + 6.931472, 5);
    expect(roundsToAllBounds(1024)[0]).toBeCloseTo(10 + 6.931472 - 1.116, 5);
    expect(roundsToAllBounds(1024)[1]).toBeCloseTo(10 + 6.931472 + 2.765, 5);
    const [least, most] = roundsToAllBounds(1000);
    expect([least, most].map((bound) => Math.round(bound * 1000) / 1000)).toEqual([14.792, 19.673]);
  });

  // Simulated means from the table of push with fanout 1: 8.6, 12.3, 18.0 and 24.1 rounds.
  it.each([[25, 8.6], [100, 12.3], [1000, 18], [10_000, 24.1]])('the bounds hold what %i nodes took: %d rounds', (nodes, rounds) => {
    const [least, most] = roundsToAllBounds(nodes);
    expect(rounds).toBeGreaterThan(least);
    expect(rounds).toBeLessThan(most);
  });

  it('periods to the first probe: 1 of 2 nodes, and e/(e−1) of many', () => {
    expect(periodsToFirstProbe(2)).toBe(1);
    expect(periodsToFirstProbe(3)).toBeCloseTo(4 / 3, 12);
    expect(periodsToFirstProbe(1e6)).toBeCloseTo(Math.E / (Math.E - 1), 5);
  });
});
