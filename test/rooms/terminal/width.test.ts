import { describe, expect, it } from 'vitest';
import { beside, cut, fit, line, textOf, widthOf } from '../../../src/terminal/line.ts';
import { painter } from '../../../src/terminal/paint.ts';
import { framed } from '../../../src/terminal/screen.ts';
import { columnsOf, firstColumns, padTo } from '../../../src/terminal/width.ts';
import { wrap } from '../../../src/terminal/wrap.ts';

const FAMILY = '👨‍👩‍👧';
const FLAG = '🇮🇳';

describe('the width of text', () => {
  it.each([
    ['plain words', 11],
    ['▁▂█⣿│…', 6],
    ['é', 1],
    ['e\u0301', 1],
    ['日本', 4],
    ['🎉', 2],
    ['❤', 1],
    ['❤️', 2],
    [FAMILY, 2],
    [FLAG, 2],
    ['한글', 4],
    ['\u200b', 0],
    ['', 0],
  ])('of %j is %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  it('never tears what is seen as one character', () => {
    const text = `a${FAMILY}b🎉e\u0301日`;
    const starts = Array.from({ length: 9 }, (_, columns) => firstColumns(text, columns));
    expect(starts).toEqual(['', 'a', 'a', `a${FAMILY}`, `a${FAMILY}b`, `a${FAMILY}b`, `a${FAMILY}b🎉`, `a${FAMILY}b🎉e\u0301`, `a${FAMILY}b🎉e\u0301`]);
    expect(firstColumns(text, 9)).toBe(text);
  });

  it('is what cutting, filling and setting side by side go by', () => {
    const rumor = line('🎉🎉🎉');
    expect(textOf(cut(rumor, 5))).toBe('🎉🎉');
    expect(textOf(cut(rumor, 5, '…'))).toBe('🎉🎉…');
    expect(textOf(fit(rumor, 8))).toBe('🎉🎉🎉  ');
    expect(padTo('日本', 6)).toBe('日本  ');
    const [row] = beside({ lines: [line('日本')], columns: 6 }, { lines: [line('x')], columns: 1 });
    expect(textOf(row!)).toBe('日本  x');
    expect(widthOf(row!)).toBe(7);
  });
});

describe('wrapping', () => {
  it('breaks at blanks, and cuts a word that is too long', () => {
    expect(wrap('one two  three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
    expect(wrap('abc', 0)).toEqual([]);
    expect(wrap('', 5)).toEqual(['']);
  });

  it('breaks a path at a slash', () => {
    expect(wrap('  at steps/01-peer-selection/select-peers.ts:17', 30)).toEqual(['  at', '  steps/01-peer-selection/', '  select-peers.ts:17']);
  });

  it('goes on below the first word, unless there is no room beside it', () => {
    expect(wrap('expected   one two three four', 22, 11)).toEqual(['expected   one two', '           three four']);
    expect(wrap('expected   one two', 12, 11)).toEqual(['expected', 'one two']);
  });

  it('counts columns', () => {
    expect(wrap('🎉 🎉 🎉 🎉', 5)).toEqual(['🎉 🎉', '🎉 🎉']);
    expect(wrap('日本日本', 5)).toEqual(['日本', '日本']);
    expect(wrap('日本', 1)).toEqual(['日', '本']);
  });

  it.each([1, 2, 5, 11, 12, 30])('is never wider than asked: %i', (columns) => {
    for (const text of ['expected   a call to steps/03-merge/merge.ts, once', '    indented far, with words', 'x'.repeat(40)]) {
      for (const row of wrap(text, columns)) expect(columnsOf(row)).toBeLessThanOrEqual(columns);
    }
  });
});

it('a row with wide characters is written anew, whatever changed in it', () => {
  const paint = painter(0);
  expect(framed([line('a 🎉 b')], [line('a 🎉 c')], paint)).toBe('\x1b[?2026h\x1b[1;1H\x1b[2Ka 🎉 c\x1b[?2026l');
  expect(framed([line('a 🎉 b')], [line('plain')], paint)).toBe('\x1b[?2026h\x1b[1;1H\x1b[2Kplain\x1b[?2026l');
});
