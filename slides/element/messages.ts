import type { Flight } from '../model/frame.ts';
import type { Point } from '../model/place.ts';
import { INK, MUTED, ORANGE, VERMILLION } from './palette.ts';
import { paintShape } from './shapes.ts';
import { toScreen, type Viewport } from './viewport.ts';

/** A message on screen: `progress` from 0 (leaves) to 1 (has arrived); above 1 it has been there a while. */
export interface MovingFlight {
  readonly flight: Flight;
  readonly progress: number;
}

/** Above this many nodes a node is a dot, and the lines between them would only be fog. */
export const CROWD = 300;
/** Above this many nodes they stand in a disc, where lines cross the nodes. */
const RING = 60;

/** Where a message is, between its two ends. One that is lost gets half-way. */
export function placeOf(view: Viewport, places: readonly Point[], { flight, progress }: MovingFlight): Point {
  const from = toScreen(view, places[flight.from]!);
  const to = toScreen(view, places[flight.to]!);
  const reach = Math.min(progress, flight.outcome === 'lost' ? 0.5 : 1);
  return { x: from.x + (to.x - from.x) * reach, y: from.y + (to.y - from.y) * reach };
}

const LINES = {
  news: { color: ORANGE, width: 2, alpha: 0.75, dash: [] },
  lost: { color: VERMILLION, width: 1.2, alpha: 0.3, dash: [4, 5] },
  other: { color: MUTED, width: 1.2, alpha: 0.3, dash: [] },
} as const;

/** Who called whom: bright where it was news, faint where it was not, broken where it was lost. */
export function paintLines(ctx: CanvasRenderingContext2D, view: Viewport, places: readonly Point[], flights: readonly MovingFlight[]): void {
  for (const [kind, { color, width, alpha, dash }] of Object.entries(LINES)) {
    const alike = flights.filter(({ flight: { outcome } }) => (outcome === 'news' || outcome === 'lost' ? outcome : 'other') === kind);
    if (alike.length === 0) continue;
    ctx.globalAlpha = alpha * (places.length > RING ? 0.55 : 1);
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash([...dash]);
    // One by one: a single path of hundreds of lines takes the processor half as long again.
    for (const moving of alike) {
      const from = toScreen(view, places[moving.flight.from]!);
      const to = placeOf(view, places, moving);
      ctx.beginPath();
      ctx.moveTo(from.x, from.y);
      ctx.lineTo(to.x, to.y);
      ctx.stroke();
    }
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function markSize(view: Viewport): number {
  return Math.max(1.5, Math.min(6, view.radius * 0.5));
}

export function paintMessages(ctx: CanvasRenderingContext2D, view: Viewport, places: readonly Point[], flights: readonly MovingFlight[]): void {
  const size = markSize(view);
  for (const moving of flights) {
    const { flight, progress } = moving;
    if (flight.outcome === 'lost' && progress >= 0.5) {
      if (places.length <= CROWD) paintLost(ctx, view, places, flight);
      continue;
    }
    const { x, y } = placeOf(view, places, moving);
    const carries = flight.message.updates !== undefined;
    paintMark(ctx, carries ? (flight.outcome === 'known' ? INK : ORANGE) : MUTED, x, y, carries ? size : size * 0.7);
  }
}

/** Where a message was lost. */
export function paintLost(ctx: CanvasRenderingContext2D, view: Viewport, places: readonly Point[], flight: Flight): void {
  const { x, y } = placeOf(view, places, { flight, progress: 1 });
  paintShape(ctx, { shape: 'cross', color: VERMILLION }, x, y, markSize(view));
}

function paintMark(ctx: CanvasRenderingContext2D, color: string, x: number, y: number, size: number): void {
  ctx.fillStyle = color;
  if (size < 2) {
    ctx.fillRect(x - size, y - size, 2 * size, 2 * size);
    return;
  }
  ctx.beginPath();
  ctx.arc(x, y, size, 0, 2 * Math.PI);
  ctx.fill();
}
