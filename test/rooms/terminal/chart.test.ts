import { describe, expect, it } from 'vitest';
import { chart, type Axes, type Series } from '../../../src/terminal/chart.ts';
import { textOf, widthOf } from '../../../src/terminal/line.ts';

const AXES: Axes = { points: 3, top: '40', from: '0', to: '2', name: 'round' };
const you: Series = { values: [0, 0.5, 1], style: 'infective', shape: 'line', sign: '*' };
const theory: Series = { values: [0, 1, 1], style: 'plain', shape: 'dots', sign: '-' };
const text = (series: readonly Series[], unicode: boolean): string[] => chart(series, AXES, 16, 5, unicode).map((row) => textOf(row).trimEnd());

describe('a chart', () => {
  it('is letters where nothing else is known to work, and = where two lines meet', () => {
    expect(text([theory, you], false)).toEqual([
      ' 40      -----==',
      '       -- ****',
      '     -=***',
      '  0 =*',
      '    0  round   2',
    ]);
  });

  it('is dots elsewhere: a line is whole, theory is dotted', () => {
    const [only, both] = [text([you], true), text([theory, you], true)];
    expect(only.slice(0, 4).join('')).toMatch(/[\u2801-\u28ff]/);
    expect(both).not.toEqual(only);
    expect(text([{ ...you, shape: 'dots' }], true)).not.toEqual(only);
  });

  it('ends where the values end', () => {
    const half = chart([{ ...you, values: [0, 0.5] }], AXES, 16, 5, true).map(textOf);
    for (const row of half.slice(0, 4)) expect(row.slice(11).trim()).toBe('');
  });

  it('has areas that reach the ground, the later ones in front, told apart without colours', () => {
    const behind: Series = { values: [1, 1, 1], style: 'infective', shape: 'solid', sign: '#' };
    const front: Series = { values: [0, 0.5, 0.5], style: 'removed', shape: 'sparse', sign: 'o' };
    const letters = text([behind, front], false);
    expect(letters[0]).toBe(' 40 ############');
    expect(letters[3]).toBe('  0 #ooooooooooo');
    const dots = chart([behind, front], AXES, 16, 5, true);
    expect(textOf(dots[0]!)).toContain('⣿⣿⣿');
    expect(textOf(dots[3]!)).not.toContain('⣿⣿⣿');
    expect(new Set(dots.flatMap((row) => row.map(({ style }) => style)))).toEqual(new Set(['dim', 'infective', 'removed']));
  });

  it('is as wide and as high as asked, or not there at all', () => {
    for (let columns = 1; columns < 40; columns++) {
      for (let rows = 1; rows < 10; rows++) {
        for (const unicode of [true, false]) {
          const drawn = chart([you, theory], AXES, columns, rows, unicode);
          expect([0, rows]).toContain(drawn.length);
          for (const row of drawn) expect(widthOf(row)).toBeLessThanOrEqual(columns);
        }
      }
    }
    expect(chart([you], AXES, 80, 3, true)).toEqual([]);
  });
});
