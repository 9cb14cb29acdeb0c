import type { Flight } from '../model/film.ts';
import type { Point } from '../model/place.ts';
import type { Look, Shape } from './looks.ts';
import { FAINT, INK, MUTED, ORANGE, VERMILLION } from './palette.ts';

/** A message on screen: `progress` from 0 (leaves) to 1 (has arrived); above 1 it has been there a while. */
export interface MovingFlight {
  readonly flight: Flight;
  readonly progress: number;
}

export interface Scene {
  readonly places: readonly Point[];
  readonly looks: readonly Look[];
  readonly flights: readonly MovingFlight[];
  /** The line that cuts the network, or is being drawn. */
  readonly cut: readonly [Point, Point] | undefined;
  readonly selected: number | undefined;
}

/** Above this many nodes a node is a dot, and the lines between them would only be fog. */
const CROWD = 300;
/** Above this many nodes they stand in a disc, where lines cross the nodes. */
const RING = 60;
/** Up to this many nodes there is room for numbers. */
const NUMBERED = 30;

/** Draws the network into `width` by `height` CSS pixels. */
export function paintNetwork(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const view = viewOf(width, height, scene.places.length);
  ctx.clearRect(0, 0, width, height);
  if (scene.cut !== undefined) paintCut(ctx, view, scene.cut);
  if (scene.places.length <= CROWD) paintLines(ctx, view, scene);
  paintNodes(ctx, view, scene);
  paintMessages(ctx, view, scene);
  if (scene.selected !== undefined) paintSelection(ctx, view, scene.places[scene.selected]!);
}

export interface Viewport {
  readonly centerX: number;
  readonly centerY: number;
  readonly scale: number;
  /** Half the size of a node, in pixels. */
  readonly radius: number;
}

export function viewOf(width: number, height: number, nodes: number): Viewport {
  const room = Math.min(width, height) / 2;
  const radius = Math.max(1.6, Math.min(nodes <= NUMBERED ? 18 : 14, (room * 1.5) / (nodes <= 60 ? nodes / 2.6 : Math.sqrt(nodes) * 2.6)));
  return { centerX: width / 2, centerY: height / 2, scale: room - radius - 8, radius };
}

function toScreen(view: Viewport, { x, y }: Point): Point {
  return { x: view.centerX + x * view.scale, y: view.centerY + y * view.scale };
}

export function fromScreen(view: Viewport, { x, y }: Point): Point {
  return { x: (x - view.centerX) / view.scale, y: (y - view.centerY) / view.scale };
}

function paintNodes(ctx: CanvasRenderingContext2D, view: Viewport, { places, looks }: Scene): void {
  places.forEach((place, node) => {
    const { x, y } = toScreen(view, place);
    const look = looks[node]!;
    if (places.length > CROWD) paintDot(ctx, look, x, y, view.radius);
    else paintShape(ctx, look.shape, look.color, x, y, view.radius);
    if (places.length <= NUMBERED) paintNumber(ctx, look, node, x, y, view.radius);
  });
}

function paintDot(ctx: CanvasRenderingContext2D, { shape, color }: Look, x: number, y: number, radius: number): void {
  ctx.fillStyle = shape === 'ring' ? FAINT : color;
  const half = shape === 'ring' ? radius * 0.6 : radius;
  ctx.fillRect(x - half, y - half, 2 * half, 2 * half);
}

/** Draws one shape around `x`, `y`. Used for nodes and for the legend. */
export function paintShape(ctx: CanvasRenderingContext2D, shape: Shape, color: string, x: number, y: number, radius: number): void {
  ctx.beginPath();
  switch (shape) {
    case 'ring':
    case 'disc':
      ctx.arc(x, y, radius * 0.95, 0, 2 * Math.PI);
      break;
    case 'square':
      ctx.rect(x - radius * 0.92, y - radius * 0.92, radius * 1.84, radius * 1.84);
      break;
    case 'diamond':
      trace(ctx, [[x, y - radius * 1.25], [x + radius * 1.25, y], [x, y + radius * 1.25], [x - radius * 1.25, y]]);
      break;
    case 'triangle':
      trace(ctx, [[x, y - radius * 1.15], [x + radius * 1.1, y + radius * 0.85], [x - radius * 1.1, y + radius * 0.85]]);
      break;
    case 'cross':
      ctx.moveTo(x - radius * 0.8, y - radius * 0.8);
      ctx.lineTo(x + radius * 0.8, y + radius * 0.8);
      ctx.moveTo(x + radius * 0.8, y - radius * 0.8);
      ctx.lineTo(x - radius * 0.8, y + radius * 0.8);
      break;
  }
  const outline = shape === 'ring' || shape === 'cross';
  ctx.lineWidth = Math.max(1, radius * (shape === 'cross' ? 0.42 : 0.18));
  ctx.strokeStyle = ctx.fillStyle = color;
  if (outline) ctx.stroke();
  else ctx.fill();
}

function trace(ctx: CanvasRenderingContext2D, corners: readonly (readonly [number, number])[]): void {
  corners.forEach(([x, y], index) => (index === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.closePath();
}

function paintNumber(ctx: CanvasRenderingContext2D, { shape }: Look, node: number, x: number, y: number, radius: number): void {
  if (shape === 'cross') return;
  ctx.font = `600 ${Math.round(radius * 0.95)}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = shape === 'ring' ? INK : '#10171f';
  ctx.fillText(String(node), x, y + radius * 0.06);
}

/** Who called whom in this round: bright where it was news, faint where it was not, broken where it was lost. */
function paintLines(ctx: CanvasRenderingContext2D, view: Viewport, scene: Scene): void {
  for (const { flight, progress } of scene.flights) {
    if (progress <= 0) continue;
    const from = toScreen(view, scene.places[flight.from]!);
    const to = toScreen(view, scene.places[flight.to]!);
    const reach = Math.min(progress, flight.outcome === 'lost' ? 0.5 : 1);
    const news = flight.outcome === 'news';
    ctx.globalAlpha = (news ? 0.75 : 0.3) * (scene.places.length > RING ? 0.55 : 1);
    ctx.strokeStyle = news ? ORANGE : flight.outcome === 'lost' ? VERMILLION : MUTED;
    ctx.lineWidth = news ? 2 : 1.2;
    ctx.setLineDash(flight.outcome === 'lost' ? [4, 5] : []);
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(from.x + (to.x - from.x) * reach, from.y + (to.y - from.y) * reach);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function paintMessages(ctx: CanvasRenderingContext2D, view: Viewport, scene: Scene): void {
  const size = Math.max(1.5, Math.min(6, view.radius * 0.5));
  for (const { flight, progress } of scene.flights) {
    const lost = flight.outcome === 'lost';
    if (progress <= 0 || (progress >= 1 && !lost)) continue;
    const from = toScreen(view, scene.places[flight.from]!);
    const to = toScreen(view, scene.places[flight.to]!);
    const reach = lost ? Math.min(progress, 0.5) : progress;
    const x = from.x + (to.x - from.x) * reach;
    const y = from.y + (to.y - from.y) * reach;
    if (lost && progress >= 0.5) {
      if (scene.places.length <= CROWD) paintShape(ctx, 'cross', VERMILLION, x, y, size);
      continue;
    }
    const payload = flight.outcome === 'news' || flight.outcome === 'known' || flight.kind === 'push';
    paintMark(ctx, payload ? (flight.outcome === 'known' ? INK : ORANGE) : MUTED, x, y, payload ? size : size * 0.7);
  }
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

function paintCut(ctx: CanvasRenderingContext2D, view: Viewport, [from, to]: readonly [Point, Point]): void {
  const a = toScreen(view, from);
  const b = toScreen(view, to);
  ctx.strokeStyle = VERMILLION;
  ctx.lineWidth = 3;
  ctx.setLineDash([10, 7]);
  ctx.beginPath();
  ctx.moveTo(a.x, a.y);
  ctx.lineTo(b.x, b.y);
  ctx.stroke();
  ctx.setLineDash([]);
}

function paintSelection(ctx: CanvasRenderingContext2D, view: Viewport, place: Point): void {
  const { x, y } = toScreen(view, place);
  ctx.strokeStyle = INK;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(x, y, view.radius * 1.25 + 4, 0, 2 * Math.PI);
  ctx.stroke();
}
