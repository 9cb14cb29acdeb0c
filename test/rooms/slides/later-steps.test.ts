import { expect, test } from 'vitest';
import type { NodeId } from '../../../src/gossip/types.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { Totals } from '../../../slides/model/frame.ts';
import type { Run } from '../../../slides/model/run.ts';
import { onSlide, runOf } from './runs.ts';

const MINUTE = 60_000;

/** The totals of each round, round 1 first. */
function totalsOf(run: Run): readonly Totals[] {
  run.seek(run.settings.rounds);
  return run.film!.frames.map(({ totals }) => totals);
}

/** For each node that somebody believed dead while it lived: who was the first. */
function firstAccusers(run: Run): Map<NodeId, NodeId> {
  const first = new Map<NodeId, NodeId>();
  simulate(run.film!.scenario, run.createNode!, (event) => {
    if (event.type === 'believes' && event.belief === 'dead' && !first.has(event.peer)) first.set(event.peer, event.node);
  });
  return first;
}

test('one slow node: whom step 05 buries, and who does it', { timeout: MINUTE }, () => {
  const early = onSlide('suspicion', 'One node is slow. Who is buried?');
  const { accused, wrongPairs } = totalsOf(early.run).at(-1)!;
  expect(early.notes).toContain(`In round 12, ${accused} of the living are believed dead`);
  expect(early.notes).toContain(`40 nodes can have ${(40 * 39).toLocaleString('en')} of them; in round 12 there are ${wrongPairs}`);

  const late = onSlide('suspicion', 'Nearly everybody. The slow node did it.');
  const end = totalsOf(late.run).at(-1)!;
  expect(late.notes).toContain(`${end.accused} of 40 by round 40, and ${end.wrongPairs} wrong pairs`);
  const accusers = firstAccusers(late.run);
  expect(accusers.size).toBe(end.accused);
  for (const [accused, accuser] of accusers) expect(accuser === 17 || accused === 17, `${accuser} accused ${accused}`).toBe(true);
});

test('the same slow node with step 06, and with step 05 on the same slide', { timeout: MINUTE }, () => {
  const heading = 'The same slow node. Now they may deny.';
  const { run, notes } = onSlide('suspicion', heading);
  const rounds = totalsOf(run);
  const most = Math.max(...rounds.map(({ wrongPairs }) => wrongPairs));
  const before = totalsOf(onSlide('suspicion', heading, { step: '5' }).run).at(-1)!.wrongPairs;
  expect(notes).toContain(`Never more than ${most} wrong pair, where there were ${before}`);
  const later = rounds.slice(10).map(({ suspicions }) => suspicions);
  expect(notes).toContain('about 40 at any time');
  expect(Math.min(...later)).toBeGreaterThanOrEqual(25);
  expect(Math.max(...later)).toBeLessThanOrEqual(55);
  expect(later.reduce((sum, count) => sum + count) / later.length).toBeCloseTo(40, -1);
});

test('a cut of fifteen rounds: 800 wrong pairs for ever with step 06', { timeout: MINUTE }, () => {
  const { run, notes } = onSlide('anti-entropy', 'The cut is mended. The verdicts stay.');
  const rounds = totalsOf(run);
  expect(notes).toContain('800 wrong pairs');
  for (const { wrongPairs } of rounds.slice(18)) expect(wrongPairs).toBe(2 * 20 * 20);
});

test('the same cut with step 07: worse, and then none', { timeout: MINUTE }, () => {
  const { run, notes } = onSlide('anti-entropy', 'It gets worse before it gets better');
  const wrong = totalsOf(run).map(({ wrongPairs }) => wrongPairs);
  const after = (round: number): string => wrong[round - 1]!.toLocaleString('en');
  expect(notes).toContain(`Stop at round 19: ${after(19)}. One round on: ${after(20)}.`);
  expect(Math.max(...wrong)).toBe(wrong[19]);
  const last = wrong.findLastIndex((pairs) => pairs > 0) + 1;
  expect(notes).toContain(`${after(25)} in round 25, ${after(30)} in round 30, none from round ${last + 1} on`);
});

test('a delete that is forgotten too soon: the value comes back with the one who was away', { timeout: MINUTE }, () => {
  const { run, notes } = onSlide('anti-entropy', 'Deleted, and alive again');
  const rounds = totalsOf(run);
  expect(run.film!.values.map(({ value }) => value)).toEqual(['a', '']);
  expect(notes).toContain('Stop at round 34');
  expect(rounds[33]!.holders).toEqual([1, 39]);
  const back = rounds.findIndex(({ holders }, index) => index > 33 && holders[0] === 40) + 1;
  expect(notes).toContain(`in round ${back}, all 40 know “a” again`);
  expect(notes).toContain('The slider to 34; then +1, four times');
  expect(back - 34).toBe(4);
});

test('a node that begins anew is believed alive again', { timeout: MINUTE }, () => {
  const { run, notes } = onSlide('cluster', 'It came back, and cleared its name');
  const wrong = totalsOf(run).map(({ wrongPairs }) => wrongPairs);
  expect(notes).toContain(`${wrong[18]} believe it dead, until somebody compares with it in round 20`);
  expect([wrong[14], wrong[18]]).toEqual([39, 39]);
  expect(wrong[19]).toBeLessThan(39);
  expect(notes).toContain(`From round ${wrong.findLastIndex((pairs) => pairs > 0) + 2} on nobody does`);
});

test('a later write on a slide is a newer version, and those of one round do not know of each other', () => {
  const versions = (writes: string) => runOf({ step: '3', nodes: '40', writes }).film!.scenario.writes.map(({ version }) => version);
  expect(versions('1:0:a 1:20:b')).toEqual([1, 1]);
  expect(versions('1:0:a 8:0: 20:3:c')).toEqual([1, 2, 3]);
});
