import { describe, expect, test } from 'vitest';
import { linesOf, topOf } from '../../../slides/element/curves.ts';
import { sides } from '../../../slides/model/place.ts';
import { runOf } from './runs.ts';

const SLOW = { view: 'beliefs', nodes: '10', rounds: '20', fanout: '2', k: '3', writes: 'none', slow: '7@2:600' };
const CUT = { ...SLOW, step: '7', slow: '', cut: '5@3-8' };

const lines = (run: ReturnType<typeof runOf>) => linesOf(run, run.now.round);

describe('the curve of who is wrong about whom', () => {
  test('counts wrong pairs where nobody has to die for it, and suspicions as soon as there are any', () => {
    expect(lines(runOf({ ...SLOW, step: '5' })).map(({ name }) => name)).toEqual(['wrong pairs']);
    expect(lines(runOf({ ...SLOW, step: '6' })).map(({ name }) => name)).toEqual(['wrong pairs', 'suspicions']);
    expect(lines(runOf({ ...SLOW, step: '5', slow: '', kill: '7@2' })).map(({ name }) => name)).toEqual(['share that knows of the death']);
  });

  test('keeps the height of the run before, when the next one reaches lower', () => {
    const run = runOf({ ...SLOW, step: '5' });
    run.seek(20);
    const before = run.film!.frames.at(-1)!.totals.wrongPairs;
    expect(before).toBeGreaterThan(10);
    run.turn('seed', 2);
    run.restart();
    const earlier = lines(run).at(-1)!;
    expect(earlier.name).toBe('run before');
    expect(earlier.shares.at(-1)! * topOf(run)!).toBeCloseTo(before);
  });
});

describe('a cut that the slide asks for', () => {
  test('is drawn between its two sides, and no longer than it lasts', () => {
    const run = runOf(CUT);
    const [below, others] = sides(run.places, ...run.cutLine!)!.sort((a, b) => a[0]! - b[0]!);
    expect([below, others]).toEqual([[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]);
    expect([2, 3, 7, 8].map((round) => run.isCut(round))).toEqual([false, true, true, false]);
  });

  test('is there again after another one was drawn by hand, and the run begins anew', () => {
    const run = runOf(CUT);
    const line = run.cutLine;
    run.seek(10);
    run.cut([{ x: -1.1, y: 0.1 }, { x: 1.1, y: 0.1 }]);
    expect(run.cutLine).not.toEqual(line);
    run.restart();
    expect(run.cutLine).toEqual(line);
  });

  test('has no line where its sides do not lie beside each other', () => {
    expect(runOf({ ...CUT, nodes: '100', cut: '50@3-8' }).cutLine).toBeUndefined();
  });
});

test('the node that a slide points out is chosen until another one is, and again after a reset', () => {
  const run = runOf({ ...SLOW, step: '5', node: '7' });
  expect(run.chosen).toBe(7);
  run.choose(3);
  run.reset();
  expect(run.chosen).toBe(7);
});
