import { expect, test } from 'vitest';
import { castOf, movingSvg, stillSvg } from '../../../src/view/take-home.ts';
import { drawFrame } from '../../../src/view/frame.ts';
import { textOf } from '../../../src/terminal/line.ts';
import { ScreenModel } from './fakes.ts';
import { filmOf } from './films.ts';

const film = filmOf('decay');
const last = film.frames.length - 1;

test('a picture is of the last frame, or of the round that is asked for', () => {
  expect(stillSvg(film)).toContain(`round ${last}/${last}`);
  expect(stillSvg(film, { round: 3 })).toContain(`round 3/${last}`);
  expect(stillSvg(film, { round: 999 })).toBe(stillSvg(film));
});

test('a moving picture holds every frame, has no script, and stands still where that is wanted', () => {
  const svg = movingSvg(film, { round: 3 });
  for (let round = 0; round <= last; round++) expect(svg).toContain(`>round ${round}/${last}<`);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('@media (prefers-reduced-motion: reduce)');
  // What is shown without movement is what the still picture of that round shows.
  const pieces = svg.split('\n').filter((row) => /^<(text|path|rect class)/.test(row));
  const seen = pieces.filter((piece) => !piece.includes('class="m ') || piece.includes(' still ')).map((piece) => piece.replace(/class="m \S+( still)? /, 'class="'));
  const still = stillSvg(film, { round: 3 }).split('\n').filter((row) => /^<(text|path|rect class)/.test(row));
  expect(new Set(seen)).toEqual(new Set(still));
});

test('a piece of a moving picture is there from its first frame to its last', () => {
  const svg = movingSvg(film);
  const names = [...svg.matchAll(/class="m (f\d+-\d+)/g)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(10);
  for (const name of new Set(names)) {
    const [from, to] = name.slice(1).split('-').map(Number) as [number, number];
    expect(from).toBeLessThan(to);
    expect(svg).toContain(`@keyframes ${name} {`);
  }
});

test('a recording is a header, and a frame every so often; played, it shows the last frame', () => {
  const [header, ...events] = castOf(film).trimEnd().split('\n').map((row) => JSON.parse(row));
  expect(header).toEqual({ version: 2, width: 80, height: 24, title: film.title });
  expect(events).toHaveLength(film.frames.length);
  expect(events.map(([at]) => at)).toEqual([...events.map(([at]) => at)].sort((a, b) => a - b));
  const screen = new ScreenModel(80, 24);
  for (const [, kind, text] of events) {
    expect(kind).toBe('o');
    screen.write(text);
  }
  const rows = drawFrame(film, last, { columns: 80, rows: 24 }, { unicode: true }).map((row) => textOf(row).trimEnd());
  expect(screen.rows().slice(0, rows.length).map((row) => row.trimEnd())).toEqual(rows);
});
