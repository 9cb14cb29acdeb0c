import type { Line, Span, Style } from './line.ts';
import { PALETTE } from './palette.ts';
import { columnsOf } from './width.ts';

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
  infective: PALETTE.infective.hex,
  removed: PALETTE.removed.hex,
  dead: PALETTE.dead.hex,
  suspect: PALETTE.suspect.hex,
  other: PALETTE.other.hex,
  plain: PLAIN,
  bold: PLAIN,
  marked: SCREEN.back,
  dim: DIM,
  susceptible: DIM,
  fresh: PALETTE.infective.hex,
  good: PALETTE.other.hex,
  bad: PALETTE.dead.hex,
  place: PALETTE.removed.hex,
};
const BOLD: readonly Style[] = ['bold', 'fresh', 'good', 'bad', 'marked'];

/**
 * The lines of a terminal as an SVG picture. It names no font that must be there: every piece of
 * text is told where it starts and how wide it is.
 *
 * @param columns how wide the terminal is, in characters
 * @param title   what the picture shows, for those who cannot see it
 */
export function toSvg(lines: readonly Line[], columns: number, title: string): string {
  return framedIn(lines.flatMap(drawRow), lines.length, columns, title, '');
}

/** How much longer the last frame stays than the others. */
const HELD = 4;

/**
 * Frames one after the other, for ever, with no more than CSS; frame `still` for whoever asked for less
 * movement. What stays the same from frame to frame is there once.
 *
 * @param seconds how long a frame is shown
 */
export function toMovingSvg(frames: readonly (readonly Line[])[], still: number, columns: number, title: string, seconds: number): string {
  const pieces = lives(frames.map((lines) => lines.flatMap(drawRow)));
  const whole = frames.length + HELD;
  const share = (frame: number): string => `${Math.round((frame / whole) * 10_000) / 100}%`;
  const spans = new Map<string, string>();
  const drawn = pieces.map(({ piece, from, to }) => {
    if (from === 0 && to === frames.length) return piece;
    const name = `f${from}-${to}`;
    const ends = to === frames.length ? '' : ` ${share(to)} { visibility: hidden }`;
    spans.set(
      name,
      `@keyframes ${name} { 0% { visibility: ${from === 0 ? 'visible' : 'hidden'} } ${share(from)} { visibility: visible }${ends} } .${name} { animation-name: ${name} }`,
    );
    return piece.replace('class="', `class="m ${name}${from <= still && still < to ? ' still' : ''} `);
  });
  const style = [
    `.m { visibility: hidden; animation-duration: ${Math.round(whole * seconds * 10) / 10}s; animation-timing-function: step-end; animation-iteration-count: infinite }`,
    ...spans.values(),
    '@media (prefers-reduced-motion: reduce) { .m { animation: none } .still { visibility: visible } }',
  ];
  return framedIn(drawn, Math.max(...frames.map((lines) => lines.length)), columns, title, `\n${style.join('\n')}\n`);
}

/** From which frame on each piece is there, and up to which it stays. */
function lives(frames: readonly (readonly string[])[]): { piece: string; from: number; to: number }[] {
  const ended: { piece: string; from: number; to: number }[] = [];
  let open = new Map<string, number>();
  frames.forEach((pieces, at) => {
    const now = new Map(pieces.map((piece) => [piece, open.get(piece) ?? at]));
    for (const [piece, from] of open) if (!now.has(piece)) ended.push({ piece, from, to: at });
    open = now;
  });
  return [...ended, ...[...open].map(([piece, from]) => ({ piece, from, to: frames.length }))].sort((a, b) => a.from - b.from);
}

function framedIn(drawn: readonly string[], rows: number, columns: number, title: string, style: string): string {
  const [width, height] = [columns * CELL.width + 2 * MARGIN, rows * CELL.height + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${xml(title)}">`,
    `<title>${xml(title)}</title>`,
    `<style>text { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre } ${classes()}${style}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${SCREEN.back}" stroke="${SCREEN.edge}"/>`,
    ...drawn,
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
    column += columnsOf(span.text);
  }
  return drawn;
}

/** Words, and dots of Braille, each at its place; blanks need not be drawn. Inverse text has a ground of its own. */
function drawSpan({ text, style }: Span, column: number, row: number): string[] {
  const top = MARGIN + row * CELL.height;
  const ground =
    style === 'marked'
      ? [`<rect class="plain" x="${MARGIN + column * CELL.width}" y="${top}" width="${columnsOf(text) * CELL.width}" height="${CELL.height}"/>`]
      : [];
  const pieces = [...text.matchAll(/[\u2800-\u28ff]+|[^\s\u2800-\u28ff]+(?: [^\s\u2800-\u28ff]+)*/g)].map(({ 0: piece, index }) => {
    const x = MARGIN + (column + columnsOf(text.slice(0, index))) * CELL.width;
    if (piece >= '\u2800' && piece < '\u2900') return `<path class="${style}" d="${[...piece].map((sign, i) => dotsOf(sign, x + i * CELL.width, top)).join('')}"/>`;
    return `<text class="${style}" x="${x}" y="${top + BASELINE}" textLength="${columnsOf(piece) * CELL.width}">${xml(piece)}</text>`;
  });
  return [...ground, ...pieces];
}

/** The bits of a Braille character, from top to bottom: those on the left, and those on the right. */
const BITS = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]] as const;
const DOT = { width: CELL.width / 2, height: CELL.height / 4 };

/** Few fonts draw Braille alike, so dots become squares, and neighbours below each other one bar. */
function dotsOf(sign: string, x: number, top: number): string {
  const bits = sign.charCodeAt(0) - 0x2800;
  if (bits === 0xff) return `M${x} ${top}h${CELL.width}v${CELL.height}h-${CELL.width}z`;
  return BITS.map((side, right) =>
    side
      .map((bit, i) => ((bits & bit) === 0 ? '' : `M${x + right * DOT.width} ${top + i * DOT.height}h${DOT.width}v${DOT.height}h-${DOT.width}z`))
      .join(''),
  ).join('');
}

function xml(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
