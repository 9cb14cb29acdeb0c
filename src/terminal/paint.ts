import { Chalk, type ChalkInstance } from 'chalk';
import type { ColourLevel } from './colour.ts';
import type { Line, Style } from './line.ts';
import { PALETTE } from './palette.ts';

/**
 * Turns spans into a string with the escape codes for their colours, and no more codes than the changes
 * need. The terminal writes in the style `from` before, and in `to` afterwards: plain, unless told.
 */
export type Painter = (spans: Line, from?: Style, to?: Style) => string;

/**
 * Colours that people with colour-blindness tell apart. Shapes carry the same information, so at
 * level 0 the text alone is enough.
 */
export function painter(level: ColourLevel): Painter {
  const looks = looksAt(level);
  return (spans, from = 'plain', to = 'plain') => {
    let out = '';
    let now = from;
    for (const { text, style } of spans) {
      out += codesBetween(looks[now], looks[style]) + text;
      now = style;
    }
    return out + codesBetween(looks[now], looks[to]);
  };
}

/** Does a style show where there is nothing but a blank? Inverse and underlined ones do. */
export function showsBlanks(style: Style): boolean {
  return style === 'marked' || style === 'place';
}

export function paint(lines: readonly Line[], level: ColourLevel): string {
  const painted = painter(level);
  return lines.map((each) => painted(each)).join('\n');
}

/** The parameters of the codes that make a style: `38;2;230;159;0`, `1` for bold or `2` for dim, `4` or `7`. */
interface Look {
  readonly colour?: string;
  readonly weight?: string;
  readonly line?: string;
}

const ENDS: Record<keyof Look, (code: string) => string> = {
  colour: () => '39',
  weight: () => '22',
  line: (code) => (code === '4' ? '24' : '27'),
};

function codesBetween(from: Look, to: Look): string {
  const codes: string[] = [];
  for (const part of ['colour', 'weight', 'line'] as const) {
    const [old, wanted] = [from[part], to[part]];
    if (old === wanted) continue;
    // One colour takes the place of another; bold and dim would add up.
    if (old !== undefined && (wanted === undefined || part !== 'colour')) codes.push(ENDS[part](old));
    if (wanted !== undefined) codes.push(wanted);
  }
  if (codes.length === 0) return '';
  return `\x1b[${Object.keys(to).length === 0 ? '' : codes.join(';')}m`;
}

const LEVELS = new Map<ColourLevel, Record<Style, Look>>();

/** How each style looks with so many colours, as chalk has it. */
function looksAt(level: ColourLevel): Record<Style, Look> {
  let looks = LEVELS.get(level);
  if (looks === undefined) {
    const chalk = new Chalk({ level });
    const styles = Object.entries(level === 1 ? basic(chalk) : full(chalk)) as [Style, (text: string) => string][];
    looks = { plain: {}, ...Object.fromEntries(styles.map(([style, coloured]) => [style, lookOf(coloured)])) } as Record<Style, Look>;
    LEVELS.set(level, looks);
  }
  return looks;
}

/** What chalk writes before a text. */
function lookOf(coloured: (text: string) => string): Look {
  const before = coloured('|').split('|')[0]!;
  const look: { -readonly [K in keyof Look]: Look[K] } = {};
  for (const [, code] of before.matchAll(/\x1b\[([\d;]+)m/g)) {
    if (code === '1' || code === '2') look.weight = code;
    else if (code === '4' || code === '7') look.line = code;
    else look.colour = code!;
  }
  return look;
}

type Colours = Record<Exclude<Style, 'plain'>, (text: string) => string>;

function full(chalk: ChalkInstance): Colours {
  const in256 = chalk.level === 2;
  const { infective, removed, dead, suspect, other, dim } = Object.fromEntries(
    Object.entries(PALETTE).map(([name, { hex, of256 }]) => [name, in256 ? chalk.ansi256(of256) : chalk.hex(hex)]),
  ) as Record<keyof typeof PALETTE, ChalkInstance>;
  return {
    bold: chalk.bold,
    dim,
    marked: chalk.inverse,
    susceptible: dim,
    fresh: infective.bold,
    infective,
    removed,
    dead,
    suspect,
    other,
    good: other.bold,
    bad: dead.bold,
    place: removed.underline,
  };
}

/** Sixteen colours: the nearest names, for rounding sends several of the above to one. */
function basic(chalk: ChalkInstance): Colours {
  return {
    bold: chalk.bold,
    dim: chalk.dim,
    marked: chalk.inverse,
    susceptible: chalk.dim,
    // Bold yellow is bright yellow on many terminals, and cannot be read on white.
    fresh: chalk.bold,
    infective: chalk.yellow,
    removed: chalk.cyan,
    dead: chalk.red,
    suspect: chalk.magenta,
    other: chalk.green,
    good: chalk.green.bold,
    bad: chalk.red.bold,
    place: chalk.cyan.underline,
  };
}
