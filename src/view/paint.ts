import { Chalk, type ChalkInstance } from 'chalk';
import type { ColourLevel } from './colour.ts';
import type { Line, Style } from './line.ts';
import { PALETTE } from './palette.ts';

/** Turns spans into a string with the escape codes for their colours. */
export type Painter = (spans: Line) => string;

/**
 * Colours that people with colour-blindness tell apart. Shapes carry the same information, so at
 * level 0 the text alone is enough.
 */
export function painter(level: ColourLevel): Painter {
  const chalk = new Chalk({ level });
  const styles = level === 1 ? basic(chalk) : full(chalk);
  return (spans) => spans.map(({ text, style }) => (style === 'plain' ? text : styles[style](text))).join('');
}

export function paint(lines: readonly Line[], level: ColourLevel): string {
  return lines.map(painter(level)).join('\n');
}

type Colours = Record<Exclude<Style, 'plain'>, (text: string) => string>;

function full(chalk: ChalkInstance): Colours {
  return {
    bold: chalk.bold,
    dim: chalk.dim,
    marked: chalk.inverse,
    susceptible: chalk.dim,
    fresh: chalk.hex(PALETTE.infective).bold,
    infective: chalk.hex(PALETTE.infective),
    removed: chalk.hex(PALETTE.removed),
    dead: chalk.hex(PALETTE.dead),
    suspect: chalk.hex(PALETTE.suspect),
    other: chalk.hex(PALETTE.other),
    good: chalk.hex(PALETTE.other).bold,
    bad: chalk.hex(PALETTE.dead).bold,
    place: chalk.hex(PALETTE.removed).underline,
  };
}

/** Sixteen colours: the nearest names, for rounding sends several of the above to one. */
function basic(chalk: ChalkInstance): Colours {
  return {
    ...full(chalk),
    fresh: chalk.yellow.bold,
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
