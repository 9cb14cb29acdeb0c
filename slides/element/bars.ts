import { BOTTOM, FONT, LEFT, RIGHT } from './chart.ts';
import { BLUE, INK, MUTED } from './palette.ts';

export interface Bars {
  /** How often each node was called so far. */
  readonly calls: Uint32Array;
  readonly fanout: number;
  readonly rounds: number;
}

const TOP = 34;

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
