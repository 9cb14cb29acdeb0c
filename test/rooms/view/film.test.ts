import { describe, expect, it, vi } from 'vitest';
import { defineScenario } from '../../../src/sim/scenario.ts';
import { Meter } from '../../../src/sim/metrics.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { createNode } from '../../../solutions/04-rumor-decay/rumor-decay.ts';
import { FilmMaker } from '../../../src/view/film/film-maker.ts';
import { topicNamed } from '../../../src/view/topics/topics.ts';
import { CRASHED, STATE_BITS, SUSCEPTIBLE } from '../../../src/view/film/film.ts';
import { beliefsAbout, lastTold, messagesOf, sharesOf, shareOf, toldBy } from '../../../src/view/film/reading.ts';
import { filmOf, RECIPES } from './films.ts';

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 60_000 });

describe('a film', () => {
  it('starts with the world before anything happened', () => {
    const [first] = filmOf('push').frames;
    expect(first).toMatchObject({ round: 0, susceptible: 40, fresh: 0, knowing: 0, total: { sent: 0 } });
  });

  it.each(Object.keys(RECIPES) as (keyof typeof RECIPES)[])('of %s survives the way from one process to another', (name) => {
    const film = filmOf(name);
    expect(structuredClone(film)).toEqual(film);
  });

  it('counts what the metrics of the simulator count', () => {
    const scenario = defineScenario({ nodes: 200, rounds: 60, k: 2, loss: 0.1, seed: 3 });
    const maker = new FilmMaker(scenario, topicNamed('rumor'), '04');
    const meter = new Meter(scenario.nodes);
    simulate(scenario, createNode, (event) => {
      maker.listen(event);
      meter.listen(event);
    });
    const last = maker.finish().frames.at(-1)!;
    const metrics = meter.read();
    expect(last.knowing).toBe(metrics.knowing);
    expect(last.total.sent / 200).toBeCloseTo(metrics.traffic, 10);
    expect(last.total.duplicates).toBe(metrics.duplicates);
    expect(last.total.lost).toBeLessThan(metrics.lost);
  });

  it('says in each round what each node is, and the counts agree', () => {
    for (const frame of filmOf('decay').frames) {
      const susceptible = frame.cells.filter((cell) => (cell & STATE_BITS) === SUSCEPTIBLE).length;
      expect(frame.susceptible).toBe(susceptible);
      expect(frame.susceptible + frame.fresh + frame.infective + frame.removed).toBe(40);
    }
  });

  it('shows a node that is down as down, and up again when it is back', () => {
    const film = filmOf('push', { faults: [{ type: 'crash', node: 5, at: 2 }, { type: 'recover', node: 5, at: 4 }] });
    expect(film.frames.slice(0, 6).map((frame) => (frame.cells[5]! & CRASHED) !== 0)).toEqual([false, false, true, true, false, false]);
    expect(film.frames[3]!.crashed).toBe(1);
  });

  it('keeps two hundred messages of a round, and counts the others', () => {
    const film = filmOf('push', { nodes: 1000, rounds: 14 });
    const busy = film.frames.at(-1)!;
    expect(messagesOf(film, busy)).toHaveLength(200);
    expect(busy.unlisted).toBe(busy.now.sent - 200);
  });

  it('knows who told each node, and when', () => {
    const film = filmOf('push');
    const last = film.frames.at(-1)!.round;
    expect(lastTold(film, 0, last)).toEqual({ round: 1, value: 1 });
    for (let node = 1; node < 40; node++) {
      const told = lastTold(film, node, last)!;
      expect(film.frames[told.round]!.cells[node]! & STATE_BITS).not.toBe(SUSCEPTIBLE);
      expect(film.frames[told.round - 1]!.cells[node]! & STATE_BITS).toBe(SUSCEPTIBLE);
      expect(toldBy(film, told.from!, last)).toContain(node);
    }
  });

  it('keeps the values of two writers apart', () => {
    const { values, frames } = filmOf('quarrel');
    expect(values).toEqual(['blue', 'green']);
    const { holders } = frames.at(-1)!;
    expect(holders[0]).toBeGreaterThan(0);
    expect(holders[1]).toBeGreaterThan(0);
    expect(filmOf('merge').frames.at(-1)!.holders).toEqual([0, 40]);
  });

  it('sets beliefs beside the truth', () => {
    const film = filmOf('detection');
    const last = film.frames.at(-1)!;
    expect(film.subjects).toEqual([17]);
    expect(last.opinions).toEqual([{ suspect: 0, dead: 19 }]);
    expect(last.wronged).toBe(0);
    expect(beliefsAbout(film, 17, 3).every((belief) => belief === 0)).toBe(true);
    const finders = Array.from({ length: 20 }, (_, node) => node).filter((node) => lastTold(film, node, last.round, 17)?.from === undefined);
    expect(finders.length, 'the victim, and whoever found out without being told').toBeLessThan(10);
  });

  it('counts nodes that are wrongly believed dead', () => {
    const maker = new FilmMaker(defineScenario({ nodes: 4, writes: [] }), topicNamed('beliefs'), '05');
    maker.listen({ type: 'round', round: 1, at: 1000 });
    maker.listen({ type: 'believes', round: 1, at: 1000, node: 0, peer: 2, belief: 'dead' });
    maker.listen({ type: 'believes', round: 1, at: 1000, node: 1, peer: 2, belief: 'suspect' });
    const { frames, subjects } = maker.finish();
    expect(subjects).toEqual([2]);
    expect(frames[1]).toMatchObject({ wronged: 1, opinions: [{ suspect: 1, dead: 1 }] });
  });

  it('counts beliefs that are wrong now, of nodes that are up about nodes that are up', () => {
    const maker = new FilmMaker(defineScenario({ nodes: 30, writes: [] }), topicNamed('beliefs'), '05');
    const round = (number: number, ...events: readonly { type: 'crashed' | 'recovered'; node: number }[]): void => {
      maker.listen({ type: 'round', round: number, at: number * 1000 });
      for (const event of events) maker.listen({ ...event, round: number, at: number * 1000 });
    };
    const believes = (node: number, peer: number, belief: 'dead' | 'alive'): void => maker.listen({ type: 'believes', round: 1, at: 1000, node, peer, belief });
    round(1);
    // More are accused than a film keeps the beliefs about.
    for (let peer = 1; peer <= 20; peer++) believes(0, peer, 'dead');
    believes(21, 1, 'dead');
    round(2, { type: 'crashed', node: 1 });
    round(3, { type: 'recovered', node: 1 });
    believes(21, 1, 'alive');
    round(4, { type: 'crashed', node: 0 });
    expect(maker.finish().frames.map(({ wrongPairs }) => wrongPairs)).toEqual([0, 21, 19, 20, 0]);
  });

  it('notes when a node denies, in which incarnation, and who accused it', () => {
    const maker = new FilmMaker(defineScenario({ nodes: 5, writes: [] }), topicNamed('beliefs'), '06');
    const says = (node: number, member: number, value: string, version: number, round: number): void =>
      maker.listen({ type: 'learned', round, at: round * 1000, node, update: { key: `member/${member}`, value, version, writer: member } });
    maker.listen({ type: 'round', round: 1, at: 1000 });
    says(2, 2, 'alive', 1, 1);
    maker.listen({ type: 'timer', round: 1, at: 1100, node: 0, id: 'ping' });
    maker.listen({ type: 'believes', round: 1, at: 1100, node: 0, peer: 2, belief: 'suspect' });
    maker.listen({ type: 'delivered', round: 1, at: 1200, from: 0, to: 1, message: { type: 'push', updates: [] }, news: 1 });
    maker.listen({ type: 'believes', round: 1, at: 1200, node: 1, peer: 2, belief: 'suspect' });
    maker.listen({ type: 'round', round: 2, at: 2000 });
    says(2, 2, 'alive', 4, 2);
    says(1, 2, 'alive', 4, 2);
    const film = maker.finish();
    // What everybody says of itself from the start is no denial, and neither is what others hear.
    expect(film.denials).toEqual([{ round: 2, node: 2, incarnation: 1 }]);
    expect(topicNamed('beliefs').nodeWords(film, film.frames[2]!, 2)).toEqual([
      'node 2: up, has denied 1 time and is in incarnation 1, believes everybody alive',
      'accused by 0; nobody has learned a verdict from it',
    ]);
    expect(topicNamed('beliefs').story(film, film.frames[2]!)).toContain('denied by 2');
    expect(topicNamed('beliefs').figures(film, 2, 2).at(1)!.words).toContain('denied 1');
    expect(topicNamed('beliefs').figures(film, 1, 2).at(1)!.words).toContain('denied 0');
  });

  it('counts a node that comes back, and is still believed dead', () => {
    const maker = new FilmMaker(defineScenario({ nodes: 4, writes: [] }), topicNamed('beliefs'), '05');
    maker.listen({ type: 'round', round: 1, at: 1000 });
    maker.listen({ type: 'crashed', round: 1, at: 1000, node: 2 });
    maker.listen({ type: 'believes', round: 1, at: 1500, node: 0, peer: 2, belief: 'dead' });
    maker.listen({ type: 'round', round: 2, at: 2000 });
    maker.listen({ type: 'recovered', round: 2, at: 2000, node: 2 });
    const { frames } = maker.finish();
    expect(frames.map(({ wronged }) => wronged)).toEqual([0, 0, 1]);
  });

  it('ends where the code failed', () => {
    const maker = new FilmMaker(defineScenario(), topicNamed('rumor'), '02');
    maker.listen({ type: 'round', round: 1, at: 1000 });
    const film = maker.finish({ sentence: 'it threw', round: 1, node: 3 });
    expect(film.frames).toHaveLength(2);
    expect(film.fault).toEqual({ sentence: 'it threw', round: 1, node: 3 });
  });
});

describe('how evenly calls fall', () => {
  it('leaves an even choice alone, under a hundred seeds', () => {
    for (let seed = 0; seed < 100; seed++) {
      for (const frame of filmOf('calls', { seed, rounds: 12 }).frames.slice(1)) {
        expect(sharesOf(frame), `seed ${seed}, round ${frame.round}`).toMatchObject({ neglected: 0, favoured: 0 });
      }
    }
  });

  it('counts every call once', () => {
    const last = filmOf('calls').frames.at(-1)!;
    expect(last.called.reduce((sum, count) => sum + count, 0)).toBe(10 * 40 * 2);
    expect(sharesOf(last).mean).toBe(20);
  });

  it('points out the favoured, the neglected and the never called', () => {
    const even = { mean: 20, deviation: 4 };
    expect([0, 1, 2, 20, 40, 41].map((count) => shareOf(count, even))).toEqual(['neglected', 'neglected', 'fair', 'fair', 'fair', 'favoured']);
    expect(shareOf(0, { mean: 2, deviation: 1.4 })).toBe('never');
  });
});
