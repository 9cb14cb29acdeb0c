import type { Line, Span, Style } from '../../terminal/line.ts';
import { PALETTE } from '../../terminal/palette.ts';

/** The size of one character, in pixels. */
const CELL = { width: 8, height: 18 };
const MARGIN = 14;
/** How far the line that letters stand on lies below the top of a row. */
const BASELINE = 13;
/** A dark terminal with an edge of its own, so that it can be read on a light page and on a dark one. */
const SCREEN = { back: '#161b22', edge: '#6e7681' };
const PLAIN = '#e6edf3';
const DIM = '#9198a1';

const COLOURS: Record<Style, string> = {
  ...PALETTE,
  plain: PLAIN,
  bold: PLAIN,
  marked: PLAIN,
  dim: DIM,
  susceptible: DIM,
  fresh: PALETTE.infective,
  good: PALETTE.other,
  bad: PALETTE.dead,
  place: PALETTE.removed,
};
const BOLD: readonly Style[] = ['bold', 'fresh', 'good', 'bad', 'marked'];

/** One eighth of a character to a whole one: few fonts draw them alike, so they become rectangles. */
const BLOCKS = '▁▂▃▄▅▆▇█';

/**
 * The lines of a terminal as an SVG picture. It names no font that must be there: every piece of
 * text is told where it starts and how wide it is.
 *
 * @param columns how wide the terminal is, in characters
 * @param title   what the picture shows, for those who cannot see it
 */
export function toSvg(lines: readonly Line[], columns: number, title: string): string {
  const [width, height] = [columns * CELL.width + 2 * MARGIN, lines.length * CELL.height + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${xml(title)}">`,
    `<title>${xml(title)}</title>`,
    `<style>text { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre } ${classes()}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${SCREEN.back}" stroke="${SCREEN.edge}"/>`,
    ...lines.flatMap(drawRow),
    '</svg>',
    '',
  ].join('\n');
}

function classes(): string {
  return (Object.keys(COLOURS) as Style[]).map((style) => `.${style} { fill: ${COLOURS[style]}${BOLD.includes(style) ? '; font-weight: bold' : ''} }`).join(' ');
}

function drawRow(spans: Line, row: number): string[] {
  const drawn: string[] = [];
  let column = 0;
  for (const span of spans) {
    drawn.push(...drawSpan(span, column, row));
    column += span.text.length;
  }
  return drawn;
}

/** Words and blocks, each at its place; blanks need not be drawn. */
function drawSpan({ text, style }: Span, column: number, row: number): string[] {
  return [...text.matchAll(/[▁-█]|[^\s▁-█]+(?: [^\s▁-█]+)*/g)].map(({ 0: piece, index }) => {
    const x = MARGIN + (column + index) * CELL.width;
    const top = MARGIN + row * CELL.height;
    const eighths = BLOCKS.indexOf(piece) + 1;
    if (eighths > 0) return drawBlock(eighths, x, top, style);
    return `<text class="${style}" x="${x}" y="${top + BASELINE}" textLength="${piece.length * CELL.width}">${xml(piece)}</text>`;
  });
}

/** A block fills its column from below, a little less than the row is high. */
function drawBlock(eighths: number, x: number, top: number, style: Style): string {
  const height = (eighths * (CELL.height - 2)) / 8;
  return `<rect class="${style}" x="${x}" y="${top + CELL.height - 2 - height}" width="${CELL.width}" height="${height}"/>`;
}

function xml(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
