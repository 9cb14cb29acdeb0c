import type { Look, Shape } from './looks.ts';
import { FAINT, INK } from './palette.ts';

/** Puts one shape around `x`, `y` into the path. */
function traceShape(ctx: CanvasRenderingContext2D, shape: Shape, x: number, y: number, radius: number): void {
  switch (shape) {
    case 'ring':
    case 'disc':
      ctx.moveTo(x + radius * 0.95, y);
      ctx.arc(x, y, radius * 0.95, 0, 2 * Math.PI);
      break;
    case 'square':
      ctx.rect(x - radius * 0.92, y - radius * 0.92, radius * 1.84, radius * 1.84);
      break;
    case 'diamond':
      polygon(ctx, [[x, y - radius * 1.25], [x + radius * 1.25, y], [x, y + radius * 1.25], [x - radius * 1.25, y]]);
      break;
    case 'triangle':
      polygon(ctx, [[x, y - radius * 1.15], [x + radius * 1.1, y + radius * 0.85], [x - radius * 1.1, y + radius * 0.85]]);
      break;
    case 'cross':
      ctx.moveTo(x - radius * 0.8, y - radius * 0.8);
      ctx.lineTo(x + radius * 0.8, y + radius * 0.8);
      ctx.moveTo(x + radius * 0.8, y - radius * 0.8);
      ctx.lineTo(x - radius * 0.8, y + radius * 0.8);
      break;
  }
}

function polygon(ctx: CanvasRenderingContext2D, corners: readonly (readonly [number, number])[]): void {
  corners.forEach(([x, y], index) => (index === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.closePath();
}

export function paintShape(ctx: CanvasRenderingContext2D, { shape, color }: Pick<Look, 'shape' | 'color'>, x: number, y: number, radius: number): void {
  ctx.beginPath();
  traceShape(ctx, shape, x, y, radius);
  ctx.lineWidth = Math.max(1, radius * (shape === 'cross' ? 0.42 : 0.18));
  ctx.strokeStyle = ctx.fillStyle = color;
  if (shape === 'ring' || shape === 'cross') ctx.stroke();
  else ctx.fill();
}

/** A node in a crowd, where there is no room for a shape. */
export function paintDot(ctx: CanvasRenderingContext2D, { shape, color }: Look, x: number, y: number, radius: number): void {
  ctx.fillStyle = shape === 'ring' ? FAINT : color;
  const half = shape === 'ring' ? radius * 0.6 : radius;
  ctx.fillRect(x - half, y - half, 2 * half, 2 * half);
}

export function paintNumber(ctx: CanvasRenderingContext2D, { shape }: Look, node: number, x: number, y: number, radius: number): void {
  if (shape === 'cross') return;
  ctx.font = `600 ${Math.round(radius * 0.95)}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = shape === 'ring' ? INK : '#10171f';
  ctx.fillText(String(node), x, y + radius * 0.06);
}
