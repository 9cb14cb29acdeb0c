import type { Line } from './curves.ts';
import type { Layer } from './layer.ts';
import { FAINT, INK, MUTED } from './palette.ts';

export interface Curve {
  readonly lines: readonly Line[];
  readonly rounds: number;
  /** Where the playhead stands. */
  readonly position: number;
  /** What the top stands for; a share if nothing. */
  readonly top?: number | undefined;
}

/** The room around the lines. */
export const LEFT = 56;
export const RIGHT = 14;
export const BOTTOM = 44;
/** A row of the key above the lines. */
const KEY = 22;
/** The piece of a line that stands before its name. */
const DASH = 22;
const GAP = 14;
export const FONT = '16px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

interface Place {
  readonly line: Line;
  readonly x: number;
  readonly y: number;
}

/** From rounds and shares to pixels. */
interface Scale {
  readonly x: (round: number) => number;
  readonly y: (share: number) => number;
}

/** Draws shares over rounds, each line with its name and a dash of its own. What does not grow is on `still`. */
export function paintCurve(ctx: CanvasRenderingContext2D, width: number, height: number, curve: Curve, still: Layer): void {
  ctx.clearRect(0, 0, width, height);
  ctx.font = FONT;
  const { lines, rounds, top, position } = curve;
  const key = placeKey(ctx, width, lines);
  const head = 12 + KEY * (1 + (key.at(-1)?.y ?? 0));
  const scale: Scale = {
    x: (round) => LEFT + (round / rounds) * (width - LEFT - RIGHT),
    y: (share) => head + (1 - share) * (height - head - BOTTOM),
  };
  const shows = [rounds, top, ...lines.flatMap(({ name, color, shares, grows }) => [name, color, ...(grows ? [] : shares)])];
  still.put(ctx, width, height, shows, (kept) => {
    kept.font = FONT;
    paintAxes(kept, width, curve, scale);
    for (const line of lines) if (!line.grows) strokeLine(kept, line, line.shares.slice(0, rounds + 1), (_, round) => scale.x(round), scale.y);
    for (const place of key) paintName(kept, place);
  });
  paintPlayhead(ctx, scale.x(Math.min(position, rounds)), scale);
  for (const line of [...lines].reverse()) {
    if (line.grows) strokeLine(ctx, line, upTo(line.shares, position), (_, round) => scale.x(Math.min(round, position)), scale.y);
  }
  ctx.setLineDash([]);
}

function strokeLine(ctx: CanvasRenderingContext2D, { color, width, dash }: Line, shares: readonly number[], x: (share: number, round: number) => number, y: Scale['y']): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.setLineDash([...dash]);
  ctx.beginPath();
  shares.forEach((share, round) => ctx.lineTo(x(share, round), y(share)));
  ctx.stroke();
}

/** The shares up to the playhead. Half-way through a round the line is half-way there. */
function upTo(shares: readonly number[], position: number): number[] {
  const whole = Math.floor(position);
  const drawn = shares.slice(0, whole + 1);
  const next = shares[whole + 1];
  if (next !== undefined && position > whole) drawn.push(shares[whole]! + (position - whole) * (next - shares[whole]!));
  return drawn;
}

function paintAxes(ctx: CanvasRenderingContext2D, width: number, { rounds, top }: Curve, { x, y }: Scale): void {
  ctx.strokeStyle = FAINT;
  ctx.fillStyle = MUTED;
  ctx.lineWidth = 1;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  for (const share of [0, 0.5, 1]) {
    ctx.beginPath();
    ctx.moveTo(LEFT, y(share));
    ctx.lineTo(width - RIGHT, y(share));
    ctx.stroke();
    ctx.fillText(top === undefined ? `${share * 100} %` : String(Math.round(share * top)), LEFT - 8, y(share));
  }
  ctx.textAlign = 'center';
  const gap = rounds <= 20 ? 5 : rounds <= 60 ? 10 : 20;
  for (let round = gap; round <= rounds - gap * 0.6; round += gap) ctx.fillText(String(round), x(round), y(0) + 17);
  ctx.textAlign = 'right';
  ctx.fillText('round', width - RIGHT, y(0) + 17);
}

function paintPlayhead(ctx: CanvasRenderingContext2D, x: number, { y }: Scale): void {
  ctx.beginPath();
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  ctx.strokeStyle = MUTED;
  ctx.moveTo(x, y(0));
  ctx.lineTo(x, y(1));
  ctx.stroke();
}

/** Where the names of the lines stand above them, in as many rows as they need. */
function placeKey(ctx: CanvasRenderingContext2D, width: number, lines: readonly Line[]): Place[] {
  let [x, y] = [LEFT, 0];
  return lines.map((line) => {
    const needed = DASH + 6 + ctx.measureText(line.name).width;
    if (x > LEFT && x + needed > width - RIGHT) [x, y] = [LEFT, y + 1];
    const place = { line, x, y };
    x += needed + GAP;
    return place;
  });
}

/** The name of a line, behind a piece of it. */
function paintName(ctx: CanvasRenderingContext2D, { line: { name, color, width, dash }, x, y }: Place): void {
  const middle = 13 + y * KEY;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.setLineDash([...dash]);
  ctx.beginPath();
  ctx.moveTo(x, middle);
  ctx.lineTo(x + DASH, middle);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = INK;
  ctx.fillText(name, x + DASH + 6, middle);
}
