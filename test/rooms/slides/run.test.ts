import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ROOT } from '../../../src/course/root.ts';
import { linesOf } from '../../../slides/element/curves.ts';
import { looksOf } from '../../../slides/element/looks.ts';
import type { RunState } from '../../../slides/model/run-state.ts';
import { endOf, onSlide, runOf } from './runs.ts';

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 60_000 });

describe('nothing in a picture depends on the engine', () => {
  test('the sort with a coin gives the same bars each time, and those of the note', () => {
    const { run, notes } = onSlide('peer-selection', 'Is everybody called equally often?');
    const calls = [...endOf(run).calls];
    expect(calls).toEqual([388, 415, 270, 322, 289, 235, 287, 275, 303, 216]);
    for (let again = 0; again < 3; again++) {
      run.restart();
      expect([...endOf(run).calls]).toEqual(calls);
    }
    expect(notes).toContain(`node 1 is called ${calls[1]} times and node 9 ${calls[9]} times, instead of 300`);
  });

  test('the model draws no chance and asks no clock of its own, and leaves no comparison to chance', () => {
    const folder = join(ROOT, 'slides', 'model');
    for (const file of readdirSync(folder)) {
      const code = readFileSync(join(folder, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      expect(code, file).not.toMatch(/Math\.random|Date\.now|performance\.now|new Date|crypto\./);
      if (code.includes('random')) expect(code, file).not.toMatch(/\.(sort|toSorted)\(/);
    }
  });
});

describe('a node that is told something', () => {
  const told = () => onSlide('why-gossip', 'Each node calls one random peer a round').run;

  test('at a second place starts the same rumor there, where nothing newer is taken', () => {
    const run = told();
    run.tell(10);
    run.seek(3);
    const susceptible = run.film!.frames[2]!.start.findIndex(({ value }) => value < 0);
    run.tell(susceptible);
    run.seek(4);
    expect(run.frame!.totals.knowing).toBeGreaterThan(4);
    run.seek(20);
    expect(run.frame!.totals.knowing).toBe(40);
    expect(run.film!.values).toHaveLength(1);
  });

  test('that it knows already is refused aloud, and nobody forgets it', () => {
    const run = told();
    run.tell(10);
    run.seek(12);
    const before = run.frame!.totals.knowing;
    run.tell(10);
    expect(run.said).toBe('Node 10 knows it already, and in step 02 nothing newer takes its place.');
    run.step(1);
    expect(run.frame!.totals.knowing).toBeGreaterThanOrEqual(before);
  });

  test('takes something newer from step 03 on', () => {
    const run = onSlide('next', 'The sandbox').run;
    run.seek(20);
    run.tell(7);
    expect(run.said).toBe('Node 7 is told “b” in round 15.');
    run.tell(7);
    expect(run.said).toBe('Node 7 is told in round 15 already.');
    expect(endOf(run).holders[1]).toBeGreaterThan(90);
  });

  test('and everything else is as it was after Reset', () => {
    const run = told();
    run.tell(10);
    run.turn('seed', 9);
    run.seek(5);
    const { createNode } = run;
    run.reset();
    run.load(createNode!);
    expect(run.state).toEqual(told().state);
  });
});

describe('a change while the picture stands', () => {
  test('is said, seen before it happens, and undone by doing it again in the same round', () => {
    const { run } = onSlide('failure-detection', 'Kill one, and watch the news');
    run.seek(6);
    run.kill(4);
    expect(run.said).toBe('Node 4 goes down from round 7 on.');
    expect(run.pending).toEqual([{ node: 4, what: 'falls' }]);
    run.kill(4);
    expect(run.said).toBe('Node 4 is up from round 7 on.');
    expect(run.film!.scenario.faults).toEqual([{ type: 'crash', node: 17, at: 3 }]);
    expect(run.pending).toEqual([]);
  });

  test('has rounds after it, in which it can be seen, also at the end', () => {
    const { run } = onSlide('failure-detection', 'Kill one, and watch the news');
    run.seek(30);
    run.kill(4);
    expect(run.end).toBeGreaterThanOrEqual(41);
  });

  test('that cannot be is refused aloud: a line that parts nobody, a seed that is none, a knob turned too far', () => {
    const { run } = onSlide('next', 'The sandbox');
    run.cut([{ x: 5, y: 5 }, { x: 5, y: 6 }]);
    expect(run.said).toBe('Nothing is cut: all nodes are on one side of that line.');
    for (const seed of [1e20, -3, 2.5, NaN]) {
      expect(run.turn('seed', seed)).toBe(false);
      expect(run.said).toMatch(/^seed is .*; allowed: a whole number of at least 0\. It stays as it was\.$/);
    }
    expect(run.settings.seed).toBe(1);
  });

  test('is gone when a knob is turned, and that is said', () => {
    const { run } = onSlide('next', 'The sandbox');
    run.kill(4);
    run.turn('loss', 0.1);
    run.restart();
    expect(run.said).toBe('It begins again, without what was done by hand.');
  });
});

describe('a curve', () => {
  test('of theory stands only where somebody has guessed, and says “no decay” only where there is decay', () => {
    const names = (section: string, heading: string) => linesOf(onSlide(section, heading).run, 0).map(({ name }) => name);
    expect(names('why-gossip', 'Each node calls one random peer a round')).toEqual(['share that knows']);
    expect(names('why-gossip', 'The words come from epidemics')).toEqual(['knows', 'infective']);
    expect(names('push', 'One knob: how many peers a round')).toEqual(['share that knows', 'theory']);
    expect(names('rumor-decay', 'Stop after k calls in a row that were no news')).toEqual(['knows', 'infective', 'theory, no decay']);
  });

  test.each([
    ['push', 'One knob: how many peers a round', { 'share that knows': 'infective' }],
    ['rumor-decay', 'Stop after k calls in a row that were no news', { infective: 'infective' }],
    ['merge', 'Two writers, two truths, for ever', { 'knows “a”': 'knows “a”', 'knows “b”': 'knows “b”' }],
    ['failure-detection', 'Kill one, and watch the news', { 'share that knows of the death': 'believes some dead' }],
    ['failure-detection', 'A bad network. Who gets accused?', { 'share alive, called dead': 'alive, called dead' }],
    ['suspicion', 'The same slow node. Now they may deny.', { 'wrong pairs': 'alive, called dead', suspicions: 'alive, suspected' }],
    ['anti-entropy', 'Deleted, and alive again', { 'knows “a”': 'knows “a”', 'heard it deleted': 'heard it deleted' }],
  ])('of %s, “%s”, has the colour of the nodes that it counts, and of no others', (section, heading, same) => {
    const { run } = onSlide(section, heading);
    const { all } = looksOf(run.settings, run.film!.values.map(({ value }) => value));
    const grown = linesOf(run, 0).filter(({ grows }) => grows);
    for (const [line, word] of Object.entries(same)) expect(grown.find(({ name }) => name === line)?.color, line).toBe(all.find((look) => look.word === word)!.color);
    for (const { name, color } of grown) if (!(name in same)) expect(all.map((look) => look.color), name).not.toContain(color);
  });

  test('is explained in everyday words until somebody has explained the others', () => {
    const { run } = onSlide('why-gossip', 'Each node calls one random peer a round');
    expect(looksOf(run.settings, []).all.map(({ word }) => word)).not.toContain('susceptible');
  });
});

describe('the figures of the notes', () => {
  test('traffic counts updates, not answers: m is that of the table of 1987', () => {
    const { run, notes } = onSlide('rumor-decay', 'Stop after k calls in a row that were no news');
    const ends = [1, 2, 3].map((k) => {
      run.turn('k', k);
      run.restart();
      const { knowing, updates, sent } = endOf(run);
      expect(sent).toBeGreaterThan(updates);
      return { left: 100 - knowing, m: (updates / 100).toFixed(2) };
    });
    expect(notes).toContain(`${ends[0]!.left} of 100`);
    expect(notes).toContain(`${ends[1]!.left} are left, and ${ends[2]!.left}.`);
    expect(notes).toContain(`${ends.map(({ m }) => m).join(', ')}.`);
  });

  test('a cut before anybody has called keeps the rumor on its side for good; with step 02 it heals', () => {
    const { run, notes } = onSlide('next', 'The sandbox');
    run.cut();
    expect(notes).toContain(`with step 04, ${endOf(run).knowing} of 100 know`);
    const cut = run.frame!.totals.knowing;
    run.cut();
    expect(run.said).toContain('whole again');
    expect(endOf(run).knowing).toBe(cut);

    const push = onSlide('next', 'The sandbox', { step: '2' }).run;
    push.cut();
    push.seek(30);
    expect(notes).toContain(`With step 02, ${push.frame!.totals.knowing} know`);
    push.cut();
    expect(endOf(push).knowing).toBe(100);

    const late = onSlide('next', 'The sandbox').run;
    late.seek(2);
    late.cut();
    expect(notes).toContain(`${endOf(late).knowing} know.`);
  });

  test('two find out that a node died, and three helpers save everybody', () => {
    const { run } = onSlide('failure-detection', 'Kill one, and watch the news');
    run.seek(4);
    expect(run.film!.frames[3]!.changes.filter(({ at, state }) => at === 0 && state.doubts === 1)).toHaveLength(2);
    expect(endOf(onSlide('failure-detection', 'A bad network. Who gets accused?', { proxies: '3' }).run).accused).toBe(0);
  });
});

describe('the same run in another window', () => {
  test('is the same after anything was done to it, by what is told of it', () => {
    const wall = onSlide('next', 'The sandbox').run;
    const desk = onSlide('next', 'The sandbox').run;
    wall.seek(4);
    wall.choose(7).kill(7);
    wall.cut();
    wall.turn('speed', 1.6);
    wall.seek(9);
    // A message between windows is a copy.
    expect(desk.adopt(structuredClone(wall.state) as RunState)).toBe(false);
    expect(desk.state).toEqual(wall.state);
    expect(JSON.stringify(desk.film!.frames.slice(0, 9))).toBe(JSON.stringify(wall.film!.frames.slice(0, 9)));
    desk.ask(3);
    wall.adopt(structuredClone(desk.state));
    expect(wall.asked).toEqual({ node: 3 });
  });

  test('asks for other code when the other window has it', () => {
    const wall = onSlide('next', 'The sandbox').run;
    const desk = runOf({ step: '2', nodes: '100' });
    expect(desk.adopt(structuredClone(wall.state))).toBe(true);
  });
});
