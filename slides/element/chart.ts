import { BLUE, FAINT, INK, MUTED, ORANGE } from './palette.ts';

export interface Line {
  readonly name: string;
  /** Entry r is the share, 0 to 1, after round r. */
  readonly shares: readonly number[];
  readonly kind: 'run' | 'theory' | 'earlier';
}

export interface Curve {
  readonly lines: readonly Line[];
  readonly rounds: number;
  /** Where the playhead stands. */
  readonly position: number;
  readonly title: string;
}

const LEFT = 56;
const RIGHT = 14;
const TOP = 34;
const BOTTOM = 44;
/** The piece of a line that stands before its name. */
const DASH = 22;
const FONT = '16px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
const STYLES = {
  run: { color: ORANGE, width: 3.5, dash: [] },
  theory: { color: INK, width: 2, dash: [7, 6] },
  earlier: { color: BLUE, width: 2, dash: [2, 4] },
} as const;

/** Draws shares over rounds, each line with its name and a dash of its own. */
export function paintCurve(ctx: CanvasRenderingContext2D, width: number, height: number, curve: Curve): void {
  ctx.clearRect(0, 0, width, height);
  ctx.font = FONT;
  const x = (round: number): number => LEFT + (round / curve.rounds) * (width - LEFT - RIGHT);
  const y = (share: number): number => TOP + (1 - share) * (height - TOP - BOTTOM);
  paintAxes(ctx, width, curve, x, y);
  const order = [...curve.lines].sort((a, b) => Number(a.kind === 'run') - Number(b.kind === 'run'));
  for (const { shares, kind } of order) {
    const style = STYLES[kind];
    ctx.strokeStyle = style.color;
    ctx.lineWidth = style.width;
    ctx.setLineDash(style.dash);
    ctx.beginPath();
    const drawn = kind === 'run' ? upTo(shares, curve.position) : shares;
    drawn.forEach((share, round) => ctx.lineTo(x(Math.min(round, kind === 'run' ? curve.position : curve.rounds)), y(share)));
    ctx.stroke();
  }
  ctx.setLineDash([]);
  paintKey(ctx, curve);
}

/** The shares up to the playhead. Half-way through a round the line is half-way there. */
function upTo(shares: readonly number[], position: number): number[] {
  const whole = Math.floor(position);
  const drawn = shares.slice(0, whole + 1);
  const next = shares[whole + 1];
  if (next !== undefined && position > whole) drawn.push(shares[whole]! + (position - whole) * (next - shares[whole]!));
  return drawn;
}

function paintAxes(ctx: CanvasRenderingContext2D, width: number, curve: Curve, x: (round: number) => number, y: (share: number) => number): void {
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
    ctx.fillText(`${share * 100} %`, LEFT - 8, y(share));
  }
  ctx.textAlign = 'center';
  const gap = curve.rounds <= 20 ? 5 : curve.rounds <= 60 ? 10 : 20;
  for (let round = gap; round <= curve.rounds - gap / 2; round += gap) ctx.fillText(String(round), x(round), y(0) + 17);
  ctx.textAlign = 'right';
  ctx.fillText('round', width - RIGHT, y(0) + 17);
  ctx.beginPath();
  ctx.strokeStyle = MUTED;
  ctx.moveTo(x(Math.min(curve.position, curve.rounds)), y(0));
  ctx.lineTo(x(Math.min(curve.position, curve.rounds)), y(1));
  ctx.stroke();
}

/** The names of the lines, above them, each behind a piece of its line. */
function paintKey(ctx: CanvasRenderingContext2D, { lines, title }: Curve): void {
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  let x = LEFT;
  for (const { name, kind } of lines) {
    const style = STYLES[kind];
    ctx.strokeStyle = style.color;
    ctx.lineWidth = style.width;
    ctx.setLineDash(style.dash);
    ctx.beginPath();
    ctx.moveTo(x, 13);
    ctx.lineTo(x + DASH, 13);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = INK;
    const label = kind === 'run' ? title : name;
    ctx.fillText(label, x + DASH + 6, 13);
    x += DASH + 6 + ctx.measureText(label).width + 16;
  }
}

export interface Bars {
  /** How often each node was called so far. */
  readonly calls: Uint32Array;
  readonly fanout: number;
  readonly rounds: number;
}

/** Draws how often each node was called, against what a fair choice would give. */
export function paintBars(ctx: CanvasRenderingContext2D, width: number, height: number, { calls, fanout, rounds }: Bars): void {
  ctx.clearRect(0, 0, width, height);
  ctx.font = FONT;
  const fair = fanout * rounds;
  const most = Math.max(8, fair * 1.5, ...calls);
  const y = (count: number): number => TOP + (1 - count / most) * (height - TOP - BOTTOM);
  const step = (width - LEFT - RIGHT) / calls.length;
  ctx.fillStyle = BLUE;
  calls.forEach((count, node) => ctx.fillRect(LEFT + node * step + step * 0.15, y(count), step * 0.7, y(0) - y(count)));
  ctx.strokeStyle = INK;
  ctx.setLineDash([7, 6]);
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(LEFT, y(fair));
  ctx.lineTo(width - RIGHT, y(fair));
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = INK;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.fillText('calls received, by node', LEFT, 13);
  ctx.textAlign = 'right';
  ctx.fillText(`fair: ${fair}`, width - RIGHT, 13);
  ctx.fillStyle = MUTED;
  ctx.fillText('0', LEFT - 8, y(0));
  ctx.fillText(String(fair), LEFT - 8, y(fair));
  ctx.textAlign = 'center';
  calls.forEach((_, node) => {
    if (calls.length <= 16 || node % 5 === 0) ctx.fillText(String(node), LEFT + (node + 0.5) * step, y(0) + 17);
  });
}
