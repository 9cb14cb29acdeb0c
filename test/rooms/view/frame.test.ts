import { describe, expect, it, vi } from 'vitest';
import { FilmMaker } from '../../../src/view/film/film-maker.ts';
import type { Film } from '../../../src/view/film/film.ts';
import { topicNamed } from '../../../src/view/topics/topics.ts';
import { drawFrame } from '../../../src/view/frame.ts';
import type { FrameOptions } from '../../../src/view/scene.ts';
import { textOf, widthOf } from '../../../src/terminal/line.ts';
import { defineScenario, type Fault } from '../../../src/sim/scenario.ts';
import { keysOf, openViewer } from '../../../src/view/viewer.ts';
import { filmOf, RECIPES, replay } from './films.ts';

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 60_000 });

const KEYS = keysOf(openViewer(filmOf('push'), { round: 0, canRerun: true }));
const OPTIONS: FrameOptions = { unicode: true, status: 'PAUSED', speed: '1 round/s', keys: KEYS };

function text(name: keyof typeof RECIPES, round: number, columns: number, rows: number, options: Partial<FrameOptions> = {}): string {
  return drawFrame(filmOf(name), round, { columns, rows }, { ...OPTIONS, ...options }).map((line) => textOf(line).trimEnd()).join('\n');
}

/** Two halves of twenty nodes that cannot reach each other from a round on. */
function cutAt(at: number): Fault {
  const ids = Array.from({ length: 20 }, (_, id) => id);
  return { type: 'link', from: ids.slice(0, 10), to: ids.slice(10), loss: 1, at };
}

describe('a frame', () => {
  const names = Object.keys(RECIPES) as (keyof typeof RECIPES)[];

  const variants = [OPTIONS, { unicode: false }, { ...OPTIONS, mark: 3 }];

  /** At most rows - 1 lines, and none wider than the terminal? */
  function fits(film: Film, columns: number, rows: number, options: FrameOptions): boolean {
    const lines = drawFrame(film, film.frames.length - 1, { columns, rows }, options);
    return lines.length <= rows - 1 && lines.every((line) => widthOf(line) <= columns);
  }

  it('fits sizes from 1x1 to 200x60', () => {
    const films = names.map((name) => filmOf(name));
    const misfits: string[] = [];
    // Where there is plenty of room, one more column is not another case.
    for (let columns = 1; columns <= 200; columns += columns < 40 ? 1 : 6) {
      for (let rows = 1; rows <= 60; rows += rows < 16 ? 1 : 6) {
        const turn = columns * 7 + rows;
        if (!fits(films[turn % films.length]!, columns, rows, variants[(2 * columns + rows) % variants.length]!)) misfits.push(`${columns}x${rows}`);
      }
    }
    expect(misfits).toEqual([]);
  });

  it.each(names)('of %s fits every small size', (name) => {
    const film = filmOf(name);
    const misfits: string[] = [];
    for (let columns = 1; columns <= 30; columns++) {
      for (let rows = 1; rows <= 12; rows++) {
        for (const options of variants) if (!fits(film, columns, rows, options)) misfits.push(`${columns}x${rows}`);
      }
    }
    expect(misfits).toEqual([]);
  });

  it('puts a notice in place of the keys', () => {
    for (const [columns, rows] of [[80, 24], [40, 12]] as const) {
      const plain = text('push', 3, columns, rows).split('\n');
      const noticed = text('push', 3, columns, rows, { notice: 'node 17 is up' }).split('\n');
      expect(noticed).toHaveLength(plain.length);
      const at = noticed.indexOf(' node 17 is up');
      expect(noticed.slice(at + 1)).toEqual([]);
      expect(noticed.slice(0, at)).toEqual(plain.slice(0, at));
    }
  });

  it('speaks of suspicion only where somebody suspects', () => {
    const maker = new FilmMaker(defineScenario({ nodes: 4, writes: [] }), topicNamed('beliefs'), '06 suspicion');
    maker.listen({ type: 'round', round: 1, at: 1000 });
    maker.listen({ type: 'believes', round: 1, at: 1000, node: 2, peer: 3, belief: 'suspect' });
    const suspicious = drawFrame(maker.finish(), 1, { columns: 80, rows: 24 }, OPTIONS).map(textOf).join('\n');
    expect(suspicious).toMatch(/\? suspects it +1/);
    expect(suspicious).toContain('node 3 is up   believed dead by 0   suspect by 1   alive by 3');
    expect(text('detection', 5, 80, 24)).not.toContain('suspect');
  });

  it('says who is wrong about somebody who lives', () => {
    const film = replay('detection', { ...filmOf('detection').scenario, nodes: 20, rounds: 14, faults: [cutAt(4)] });
    expect(drawFrame(film, 14, { columns: 80, rows: 24 }, OPTIONS).map(textOf).join('\n')).toMatch(/^ WRONG: \d+ beliefs that a living node is dead/m);
    expect(drawFrame(film, 14, { columns: 80, rows: 24 }, OPTIONS).map(textOf).join('\n')).toContain('⠤⠤ wrong pairs');
    expect(text('detection', 5, 80, 24)).toContain('node 17 is DOWN   believed dead by 10');
  });

  it('says nothing of nodes that are accused later, and keeps their rows free', () => {
    const film = replay('detection', { ...filmOf('detection').scenario, nodes: 20, rounds: 14, faults: [cutAt(4)] });
    expect(film.subjects.length).toBeGreaterThan(1);
    const shown = (position: number): string[] => drawFrame(film, position, { columns: 80, rows: 24 }, OPTIONS).map(textOf);
    const before = shown(2);
    const after = shown(film.frames.length - 1);
    const rowsOf = (rows: readonly string[]): number => rows.filter((row) => /^ node \d+ is (up|DOWN) /.test(row)).length;
    expect(rowsOf(before)).toBe(1);
    expect(rowsOf(after)).toBeGreaterThan(1);
    expect(before).toHaveLength(after.length);
  });

  it('keeps everything in its place from round to round', () => {
    for (const name of names) {
      const film = filmOf(name);
      for (const size of [{ columns: 80, rows: 24 }, { columns: 120, rows: 40 }, { columns: 40, rows: 12 }]) {
        const heights = film.frames.map((_, position) => drawFrame(film, position, size, OPTIONS).length);
        expect(new Set(heights).size, `${name} at ${size.columns}x${size.rows}: ${heights}`).toBe(1);
      }
    }
  });

  it('has nothing in it but ASCII where Unicode is not known to work', () => {
    for (const name of names) {
      expect(text(name, 3, 200, 60, { unicode: false })).toMatch(/^[\x20-\x7e\n]*$/);
    }
  });

  it('shows one character for each of 1,000 nodes at 100x30', () => {
    const film = filmOf('push', { nodes: 1000, rounds: 14 });
    const lines = drawFrame(film, 8, { columns: 100, rows: 30 }, OPTIONS).map(textOf);
    const shapes = lines.slice(1, 14).map((row) => row.slice(5)).join('').replaceAll(' ', '');
    expect(shapes).toHaveLength(1000);
    expect(shapes.replaceAll(/[^@]/g, '')).toHaveLength(film.frames[8]!.fresh);
  });

  it('draws 100,000 nodes as buckets', () => {
    const maker = new FilmMaker(defineScenario({ nodes: 100_000 }), topicNamed('rumor'), '02 push');
    maker.listen({ type: 'round', round: 1, at: 1000 });
    for (let node = 0; node < 100_000; node += 1 + (node % 7)) {
      maker.listen({ type: 'learned', round: 1, at: 1000, node, update: { key: 'rumor', value: 'a', version: 1, writer: 0 } });
    }
    const film = maker.finish();
    const lines = drawFrame(film, 1, { columns: 80, rows: 24 }, OPTIONS).map(textOf);
    expect(lines.join('\n')).toContain('1-9 tenths know');
    expect(lines.filter((row) => /^ [.1-9#o]{70,} *$/.test(row)).length).toBeGreaterThan(5);
  });

  it('says at the end why a run stopped early', () => {
    const maker = new FilmMaker(defineScenario(), topicNamed('rumor'), '02 push');
    maker.listen({ type: 'round', round: 1, at: 1000 });
    const film = maker.finish({ sentence: 'step 02, node 3, round 1: handle(…) threw Error: oh no', round: 1, node: 3 });
    const drawn = drawFrame(film, 1, { columns: 80, rows: 24 }, OPTIONS).map(textOf).join('\n');
    expect(drawn).toContain('step 02, node 3, round 1: handle(...) threw Error: oh no');
    expect(drawFrame(film, 0, { columns: 80, rows: 24 }, OPTIONS).map(textOf).join('\n')).toContain('stops in round 1');
  });
});

describe('news', () => {
  it('comes first: who told whom something new; all else is counted', () => {
    const drawn = text('decay', 5, 80, 24);
    expect(drawn).toContain(' told  4>26 17>25 21>39');
    expect(drawn).toContain(' also  63 duplicates, 66 answers');
    expect(drawn).not.toContain('0=1');
  });

  it('is one part of a list of every message, where that is wanted', () => {
    const drawn = text('decay', 5, 80, 24, { messages: true });
    expect(drawn).toContain(' every message of the round (> new  = duplicate  ! lost)');
    expect(drawn).toContain(' 0=1 0=4 1=8');
    expect(drawn).not.toContain('a row a round');
  });

  it('is at most as wide as it is told, whole words only, with the rest counted', () => {
    const drawn = text('push', 4, 40, 12);
    expect(drawn).toMatch(/^ told  [\d> ]+ {2}\+\d+ more$/m);
  });
});

describe('golden frames', () => {
  it.each([
    ['calls', 5, 80, 24], ['push', 3, 80, 24], ['merge', 4, 80, 24], ['decay', 5, 80, 24], ['detection', 6, 80, 24],
    ['calls', 5, 60, 20], ['push', 4, 60, 20], ['push', 3, 100, 30], ['push', 3, 120, 40], ['detection', 6, 120, 40], ['decay', 5, 150, 42], ['push', 3, 200, 60],
    ['push', 3, 40, 12], ['detection', 6, 40, 12], ['calls', 5, 40, 12], ['merge', 4, 40, 12], ['push', 3, 20, 6],
  ] as const)('%s, round %i, %ix%i', async (name, round, columns, rows) => {
    await expect(`${text(name, round, columns, rows)}\n`).toMatchFileSnapshot(`golden/${name}-${columns}x${rows}.txt`);
  });

  it('a marked node, without Unicode', async () => {
    await expect(`${text('decay', 5, 80, 24, { mark: 17, unicode: false })}\n`).toMatchFileSnapshot('golden/decay-marked-80x24.txt');
  });
});
