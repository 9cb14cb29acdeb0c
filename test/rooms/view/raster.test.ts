import { describe, expect, it } from 'vitest';
import { textOf, type Line } from '../../../src/terminal/line.ts';
import { FilmMaker } from '../../../src/view/film/film-maker.ts';
import type { Film } from '../../../src/view/film/film.ts';
import { inOrder, wayTo, wayWords } from '../../../src/view/order.ts';
import { plainLines } from '../../../src/view/plain.ts';
import { drawRaster, planRaster, rasterHeading, type Pointed, type RasterPlan } from '../../../src/view/raster.ts';
import { topicNamed } from '../../../src/view/topics/topics.ts';
import { defineScenario } from '../../../src/sim/scenario.ts';
import { filmOf } from './films.ts';

const NOBODY: Pointed = { mark: undefined, way: [], about: undefined };

/** Who hears when, and from whom, as it is written: node, round, teller. */
function told(nodes: number, ...news: readonly (readonly [node: number, round: number, from: number | undefined])[]): Film {
  const maker = new FilmMaker(defineScenario({ nodes }), topicNamed('rumor'), 'told');
  for (let round = 1; round <= 3; round++) {
    maker.listen({ type: 'round', round, at: round * 1000 });
    for (const [node, when, from] of news) {
      if (when !== round) continue;
      const update = { key: 'rumor', value: 'a', version: 1, writer: 0 };
      maker.listen({ type: 'learned', round, at: round * 1000, node, update, ...(from === undefined ? {} : { from }) });
    }
  }
  return maker.finish();
}

const FILM = told(6, [3, 1, undefined], [0, 1, 3], [5, 2, 0], [1, 2, 3], [2, 3, 5]);

describe('the order of the columns', () => {
  it('is that of hearing, of numbers, or of who told whom; who never hears comes last', () => {
    expect(inOrder(FILM, 'heard')).toEqual([3, 0, 5, 1, 2, 4]);
    expect(inOrder(FILM, 'number')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(inOrder(FILM, 'teller')).toEqual([3, 0, 5, 2, 1, 4]);
  });

  it('holds every node once, whatever the topic', () => {
    for (const name of ['push', 'merge', 'decay', 'calls'] as const) {
      const film = filmOf(name);
      for (const order of ['heard', 'number', 'teller'] as const) expect(inOrder(film, order).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, node) => node));
    }
    expect(inOrder(filmOf('detection'), 'teller', 17)).toHaveLength(20);
  });
});

describe('the way of the news', () => {
  it('begins with the first who knew, and ends before its time has come', () => {
    expect(wayTo(FILM, 2, 3)).toEqual([{ node: 3, round: 1 }, { node: 0, round: 1 }, { node: 5, round: 2 }, { node: 2, round: 3 }]);
    expect(wayTo(FILM, 2, 2)).toEqual([]);
    expect(wayTo(FILM, 4, 3)).toEqual([]);
    expect(wayWords(wayTo(FILM, 2, 3))).toBe('3 > 0 > 5 > 2 in rounds 1, 1, 2, 3');
  });

  it('is that of the value which the node holds now', () => {
    const film = filmOf('merge');
    const last = film.frames.length - 1;
    for (let node = 0; node < 40; node++) {
      const way = wayTo(film, node, last);
      expect(way.at(-1)!.node).toBe(node);
      // The winner was written to node 20.
      expect(way[0]!.node).toBe(20);
      expect(way.map(({ round }) => round)).toEqual([...way.map(({ round }) => round)].sort((a, b) => a - b));
    }
  });

  it('gives its beginning and its end when it is long', () => {
    const long = Array.from({ length: 9 }, (_, i) => ({ node: i, round: i + 1 }));
    expect(wayWords(long)).toBe('0 > ... > 4 > 5 > 6 > 7 > 8 in rounds 1, ..., 5, 6, 7, 8, 9');
  });
});

describe('the raster', () => {
  const film = filmOf('push');
  const last = film.frames.length - 1;
  const planOf = (columns: number, rows: number): RasterPlan => planRaster(film, 'heard', columns, rows)!;
  const text = (rows: readonly Line[]): string[] => rows.map((row) => textOf(row).trimEnd());

  it('has a row a round, and only ever adds one', () => {
    const plan = planOf(60, 20);
    const whole = text(drawRaster(film, last, plan, NOBODY));
    expect(whole).toHaveLength(film.frames.length);
    for (let position = 0; position <= last; position++) {
      const rows = text(drawRaster(film, position, plan, NOBODY));
      expect(rows.slice(0, position + 1)).toEqual(whole.slice(0, position + 1));
      for (const row of rows.slice(position + 1)) expect(row).toMatch(/^ *\d+$/);
    }
  });

  it('shows how many know as the length of a bar', () => {
    const rows = text(drawRaster(film, last, planOf(60, 20), NOBODY));
    for (const [at, frame] of film.frames.entries()) expect(rows[at]!.slice(4)).toMatch(new RegExp(`^[#@]{${frame.knowing}}\\.{${40 - frame.knowing}}$`));
  });

  it('keeps the latest round in sight when there are more than rows', () => {
    for (let rows = 1; rows <= 12; rows++) {
      for (let position = 0; position <= last; position++) {
        const drawn = text(drawRaster(film, position, planOf(60, rows), NOBODY));
        expect(drawn.some((row) => row.trim().startsWith(`${position} `)), `${rows} rows, round ${position}`).toBe(true);
      }
    }
  });

  it('gives a column to several nodes where there is no room for one each', () => {
    const plan = planOf(25, 20);
    expect(plan.bucket).toBe(2);
    expect(textOf(rasterHeading(film, plan, NOBODY))).toContain('2 a column');
    expect(text(drawRaster(film, last, plan, NOBODY)).at(-1)).toBe(` 10 ${'#'.repeat(20)}`);
    expect(planOf(40, 20)).toMatchObject({ label: 0, bucket: 1 });
    expect(planRaster(film, 'heard', 8, 20)).toBeUndefined();
  });

  it('marks the column of a node, and the way of the news in the rounds it took', () => {
    const way = wayTo(film, 17, last);
    const pointed: Pointed = { mark: 17, way, about: undefined };
    const rows = text(drawRaster(film, last, planOf(60, 20), pointed));
    const column = 4 + inOrder(film, 'heard').indexOf(17);
    expect(textOf(rasterHeading(film, planOf(60, 20), pointed))).toBe(`${' '.repeat(column)}v 17`);
    expect(rows[2]![column]).toBe('*');
    expect(rows.join('').replaceAll(/[^*]/g, '')).toHaveLength(way.length);
  });

  it('shows a favoured node of step 01 as a stripe, and one that is never called as a gap', () => {
    const maker = new FilmMaker(defineScenario({ nodes: 10, writes: [] }), topicNamed('calls'), 'stripes');
    for (let round = 1; round <= 4; round++) {
      maker.listen({ type: 'round', round, at: round * 1000 });
      for (let node = 0; node < 9; node++) maker.listen({ type: 'sent', round, at: round * 1000, from: node, to: node % 2 === 0 ? 3 : node, message: { type: 'call' } });
    }
    const calls = maker.finish();
    const rows = drawRaster(calls, 4, planRaster(calls, 'number', 40, 9)!, NOBODY);
    for (const row of text(rows).slice(1)) expect(row.slice(3)).toBe('.1.6.1.1..');
    expect(rows[1]!.find(({ text: signs }) => signs === '6')!.style).toBe('fresh');
  });
});

describe('the raster in plain text', () => {
  it('is the very same, below a sentence that says it in words', () => {
    const film = filmOf('push');
    const lines = plainLines(film);
    const at = lines.findIndex((row) => row.startsWith('raster: '));
    expect(lines[at]).toContain('In words: the first knew in round 1, half after round 3, nine tenths after round 4, the last of 40 after round 6.');
    const drawn = drawRaster(film, film.frames.length - 1, planRaster(film, 'heard', 79, 99)!, NOBODY).map(textOf);
    expect(lines.slice(at + 1)).toEqual(drawn);
  });

  it('is never wider than a terminal, and leaves rounds out of a long run', () => {
    const film = filmOf('decay', { nodes: 300, k: 5 });
    const long = filmOf('push', { rounds: 130 });
    for (const each of [film, long]) {
      const lines = plainLines(each);
      const rows = lines.slice(lines.findIndex((row) => row.startsWith('raster: ')) + 1);
      expect(rows.length).toBeLessThanOrEqual(61);
      for (const row of rows) expect(row.length).toBeLessThanOrEqual(79);
      expect(rows.at(-1)).toMatch(new RegExp(`^ *${each.frames.length - 1} `));
    }
    expect(plainLines(long).join('\n')).toContain('every 3 rounds');
  });
});
