import { describe, expect, it } from 'vitest';
import { colourLevel, knowsUnicode, wantsPlain } from '../../../src/terminal/colour.ts';
import { ascii, beside, cut, fit, join, line, textOf } from '../../../src/terminal/line.ts';
import { paint } from '../../../src/terminal/paint.ts';
import { PALETTE } from '../../../src/terminal/palette.ts';

describe('the number of colours', () => {
  const terminal = (depth: number) => ({ isTTY: true, getColorDepth: () => depth });

  it.each([
    ['what the terminal can', {}, terminal(24), 3],
    ['what the terminal can', {}, terminal(8), 2],
    ['what the terminal can', {}, terminal(4), 1],
    ['none in black and white', {}, terminal(1), 0],
    ['none in a pipe', {}, {}, 0],
    ['none with NO_COLOR', { NO_COLOR: '1' }, terminal(24), 0],
    ['all the same with an empty NO_COLOR', { NO_COLOR: '' }, terminal(24), 3],
    ['some with FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, {}, 1],
    ['sixteen with an empty FORCE_COLOR', { FORCE_COLOR: '' }, {}, 1],
    ['as many as FORCE_COLOR says', { FORCE_COLOR: '3', NO_COLOR: '1' }, {}, 3],
    ['none with FORCE_COLOR=0', { FORCE_COLOR: '0' }, terminal(24), 0],
  ] as const)('is %s (%j)', (_, env, output, level) => {
    expect(colourLevel(env, output)).toBe(level);
  });
});

describe('block characters', () => {
  it.each([
    [{ LANG: 'en_GB.UTF-8' }, 'linux', true],
    [{ LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, 'linux', false],
    [{}, 'darwin', false],
    [{ LANG: 'C.utf8', TERM: 'linux' }, 'linux', false],
    [{ WT_SESSION: 'x' }, 'win32', true],
    [{}, 'win32', false],
  ])('with %j on %s: %s', (env, platform, known) => {
    expect(knowsUnicode(env, platform)).toBe(known);
  });
});

it('plain text is wanted with ACCESSIBLE or a dumb terminal', () => {
  expect([{ ACCESSIBLE: '1' }, { TERM: 'dumb' }, { ACCESSIBLE: '0' }, { ACCESSIBLE: '' }, {}].map(wantsPlain)).toEqual([true, true, false, false, false]);
});

describe('a line', () => {
  it('joins neighbours of one style', () => {
    expect(join(line('a'), line('b'), line('c', 'dim'), line(''))).toEqual([{ text: 'ab', style: 'plain' }, { text: 'c', style: 'dim' }]);
  });

  it('is cut and filled to a width', () => {
    const two = join(line('abc'), line('def', 'dim'));
    expect(textOf(cut(two, 4))).toBe('abcd');
    expect(textOf(fit(two, 8))).toBe('abcdef  ');
    expect(cut(two, 0)).toEqual([]);
  });

  it('says where something was cut off, if there is room to say it', () => {
    const two = join(line('abc'), line('def', 'dim'));
    expect(cut(two, 5, '…')).toEqual(join(line('abc'), line('d…', 'dim')));
    expect(textOf(cut(two, 5, '...'))).toBe('ab...');
    expect(textOf(cut(two, 6, '...'))).toBe('abcdef');
    expect(textOf(cut(two, 3, '...'))).toBe('abc');
  });

  it('stands beside another', () => {
    const rows = beside({ lines: [line('a'), line('b')], columns: 3 }, { lines: [line('c')], columns: 1 });
    expect(rows.map(textOf)).toEqual(['a  c', 'b   ']);
  });

  it('holds nothing that is not one column wide', () => {
    expect(ascii('“héllo”…\t日本\x1b[31m🎉')).toBe('"h?llo"... ??' + '?[31m?');
  });
});

describe('paint', () => {
  const lines = [join(line('a'), line('b', 'infective'), line('c', 'marked'))];

  it('is text alone without colours', () => {
    expect(paint([...lines, ...lines], 0)).toBe('abc\nabc');
  });

  it("uses Okabe and Ito's hues where there are enough colours", () => {
    expect(paint(lines, 3)).toBe('a\x1b[38;2;185;128;0mb\x1b[39;7mc\x1b[m');
    expect(paint(lines, 2)).toBe('a\x1b[38;5;136mb\x1b[39;7mc\x1b[m');
  });

  // WCAG 2.2, 1.4.3: relative luminance and contrast ratio; 3 is asked of graphics and large text.
  it.each(Object.entries(PALETTE))('has a contrast of 3 at least with white and with dark: %s', (_, { hex, of256 }) => {
    for (const colour of [rgbOf(hex), rgbOf256(of256)]) {
      for (const background of ['#ffffff', '#1e1e1e', '#000000']) expect(contrast(colour, rgbOf(background)), `${colour} on ${background}`).toBeGreaterThanOrEqual(3);
    }
  });

  it('keeps states apart with sixteen colours', () => {
    const styles = ['infective', 'removed', 'dead', 'suspect', 'other'] as const;
    expect(new Set(styles.map((style) => paint([line('x', style)], 1))).size).toBe(5);
  });
});

type Rgb = readonly [number, number, number];

function rgbOf(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** xterm's cube of 216 colours, and its 24 greys. */
function rgbOf256(code: number): Rgb {
  if (code >= 232) return [8 + 10 * (code - 232), 8 + 10 * (code - 232), 8 + 10 * (code - 232)];
  const level = (n: number): number => [0, 95, 135, 175, 215, 255][n % 6]!;
  return [level(Math.floor((code - 16) / 36)), level(Math.floor((code - 16) / 6)), level(code - 16)];
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
