import { describe, expect, it, vi } from 'vitest';
import { defineScenario } from '../../../src/sim/scenario.ts';
import { cutBetween, isCutIn, isDownIn, lossIn, stepLoss, toggleCut, toggleNode, writeAt } from '../../../src/sim/changes.ts';
import { filmOf, replay } from '../view/films.ts';

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 60_000 });

const calm = defineScenario({ rounds: 20 });

describe('a node', () => {
  it('goes down from a round on, and comes back from another', () => {
    const killed = toggleNode(calm, 17, 5);
    expect(killed.said).toBe('node 17 goes down from round 5 on');
    expect(killed.scenario.faults).toEqual([{ type: 'crash', node: 17, at: 5 }]);
    const revived = toggleNode(killed.scenario, 17, 8).scenario;
    expect([4, 5, 7, 8].map((round) => isDownIn(revived, 17, round))).toEqual([false, true, true, false]);
  });

  it('that is toggled twice in one round stays as it was', () => {
    expect(toggleNode(toggleNode(calm, 17, 5).scenario, 17, 5).scenario.faults).toEqual([]);
    const down = toggleNode(calm, 17, 5).scenario;
    expect(toggleNode(toggleNode(down, 17, 8).scenario, 17, 8).scenario.faults).toEqual(down.faults);
  });

  it('is killed in an earlier round than it was, whatever the order of the script', () => {
    const late = toggleNode(calm, 17, 9).scenario;
    const both = toggleNode(late, 17, 4).scenario;
    expect(isDownIn(both, 17, 4)).toBe(true);
    expect(isDownIn(both, 17, 9)).toBe(true);
  });
});

describe('a cut', () => {
  it('parts two halves, and is mended', () => {
    const cut = toggleCut(calm, 3).scenario;
    expect(cut.faults[0]).toMatchObject({ type: 'link', loss: 1, at: 3 });
    const whole = toggleCut(cut, 6).scenario;
    expect([2, 3, 5, 6].map((round) => isCutIn(whole, round))).toEqual([false, true, true, false]);
    expect(() => defineScenario(whole)).not.toThrow();
  });

  it('that is mended in the round it starts was never there', () => {
    expect(toggleCut(toggleCut(calm, 3).scenario, 3).scenario.faults).toEqual([]);
  });
});

describe('a cut between two groups', () => {
  it('takes the place of every other, past and scripted', () => {
    const scripted = defineScenario({ rounds: 20, faults: [{ type: 'link', from: [0], to: 'all', loss: 1, at: 9 }] });
    const { scenario, said } = cutBetween(toggleCut(scripted, 3).scenario, [[0, 1], [2, 3, 4]], 5);
    expect(said).toBe('2 nodes are cut off from the other 3 from round 5 on');
    expect(scenario.faults).toMatchObject([{ at: 3, until: 5 }, { from: [0, 1], to: [2, 3, 4], loss: 1, at: 5 }]);
    expect(() => defineScenario(scenario)).not.toThrow();
  });
});

describe('a write', () => {
  it('is newer than all before it, or the first once more', () => {
    const newer = writeAt(calm, 7, 4);
    expect(newer.said).toBe('node 7 is told “b” in round 4');
    expect(newer.scenario.writes.at(-1)).toEqual({ round: 4, node: 7, key: 'rumor', value: 'b', version: 2 });
    expect(writeAt(calm, 7, 4, true).scenario.writes.at(-1)).toEqual({ round: 4, node: 7, key: 'rumor', value: 'a', version: 1 });
    const first = writeAt({ ...calm, writes: [] }, 3, 1, true);
    expect(first.scenario.writes).toEqual([{ round: 1, node: 3, key: 'rumor', value: 'a', version: 1 }]);
    expect(() => defineScenario(newer.scenario)).not.toThrow();
  });

  it('in the last round has rounds after it', () => {
    expect(writeAt(calm, 7, 20).scenario.rounds).toBe(30);
  });
});

describe('loss', () => {
  it('goes up and down in steps, and stops at the ends', () => {
    const losses = [true, true, true, false, false, false, false].reduce(
      (found, more) => [...found, stepLoss(found.at(-1)!, more, 5).scenario],
      [calm],
    );
    expect(losses.map((scenario) => lossIn(scenario, 5))).toEqual([0, 0.05, 0.1, 0.2, 0.1, 0.05, 0, 0]);
    expect(losses.at(-1)!.faults).toHaveLength(1);
    expect(lossIn(losses[3]!, 4)).toBe(0);
  });

  it('starts from what the scenario says', () => {
    expect(lossIn(stepLoss(defineScenario({ loss: 0.15 }), true, 2).scenario, 2)).toBe(0.2);
  });

  it('leaves a cut a cut', () => {
    const both = stepLoss(toggleCut(calm, 3).scenario, true, 4).scenario;
    const film = replay('push', { ...both, fanout: 4 });
    const otherHalf = film.frames.at(-1)!.cells.slice(20);
    expect(otherHalf.every((cell) => cell === film.frames[2]!.cells[20]! || cell !== 0)).toBe(true);
    expect(both.faults.at(-1)).toMatchObject({ loss: 1 });
  });
});

it('rounds are added to see what comes of a late change', () => {
  expect(toggleNode(calm, 1, 18).scenario.rounds).toBe(28);
  expect(toggleNode(calm, 1, 2).scenario.rounds).toBe(20);
});

describe('the past', () => {
  it.each([
    ['kill', (round: number) => toggleNode(filmOf('decay').scenario, 17, round)],
    ['cut', (round: number) => toggleCut(filmOf('decay').scenario, round)],
    ['loss', (round: number) => stepLoss(filmOf('decay').scenario, true, round)],
  ])('stays as it was after a %s', (_, change) => {
    const before = filmOf('decay');
    const { scenario } = change(4);
    const after = replay('decay', scenario);
    expect(after.frames.slice(0, 4)).toEqual(before.frames.slice(0, 4));
    expect(after.frames.slice(4)).not.toEqual(before.frames.slice(4));
  });
});
