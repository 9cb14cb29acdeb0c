import type { NodeId } from '../../src/gossip/types.ts';
import type { Flight } from '../model/frame.ts';
import type { Point } from '../model/place.ts';
import type { Across, Pending } from '../model/run-state.ts';
import type { Layer } from './layer.ts';
import type { Look } from './looks.ts';
import { CROWD, paintLines, paintLost, paintMessages, type MovingFlight } from './messages.ts';
import { BLUE, INK, ORANGE, VERMILLION } from './palette.ts';
import { paintDot, paintNumber, paintShape } from './shapes.ts';
import { choiceRadius, NUMBERED, toScreen, viewOf, type Viewport } from './viewport.ts';

export interface Scene {
  readonly places: readonly Point[];
  readonly looks: readonly Look[];
  readonly flights: readonly MovingFlight[];
  /** The line that cuts the network, or is being drawn. */
  readonly cut: Across | undefined;
  readonly chosen: NodeId | undefined;
  readonly pending: readonly Pending[];
  /** The message that was asked. */
  readonly asked: Flight | undefined;
}

/** What of a network is kept from frame to frame. */
export interface Kept {
  readonly lines: Layer;
  readonly nodes: Layer;
}

/** Draws the network into `width` by `height` CSS pixels. Nodes, and lines that are finished, are drawn when they change. */
export function paintNetwork(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene, kept: Kept): void {
  const { places, looks, flights, cut } = scene;
  const view = viewOf(width, height, places.length);
  const underWay = flights.filter(({ progress }) => progress > 0 && progress < 1);
  const finished = flights.filter(({ progress }) => progress >= 1);
  ctx.clearRect(0, 0, width, height);
  const drawn = places.length <= CROWD ? finished : [];
  if (cut !== undefined || drawn.length > 0) {
    kept.lines.put(ctx, width, height, [places, cut, drawn.length, drawn[0]?.flight], (under) => {
      if (cut !== undefined) paintCut(under, view, cut);
      paintLines(under, view, places, drawn);
      for (const { flight } of drawn) if (flight.outcome === 'lost') paintLost(under, view, places, flight);
    });
  }
  if (places.length <= CROWD) paintLines(ctx, view, places, underWay);
  kept.nodes.put(ctx, width, height, [places, looks], (under) => paintNodes(under, view, scene));
  paintMessages(ctx, view, places, underWay);
  for (const each of scene.pending) paintPending(ctx, view, places[each.node]!, each);
  if (scene.chosen !== undefined) paintChoice(ctx, view, places[scene.chosen]!);
  if (scene.asked !== undefined) paintAsked(ctx, view, places[scene.asked.from]!, places[scene.asked.to]!);
}

function paintNodes(ctx: CanvasRenderingContext2D, view: Viewport, { places, looks }: Scene): void {
  places.forEach((place, node) => {
    const { x, y } = toScreen(view, place);
    const look = looks[node]!;
    if (places.length > CROWD) paintDot(ctx, look, x, y, view.radius);
    else paintShape(ctx, look, x, y, view.radius);
    if (places.length <= NUMBERED) paintNumber(ctx, look, node, x, y, view.radius);
  });
}

function paintCut(ctx: CanvasRenderingContext2D, view: Viewport, [from, to]: Across): void {
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

function paintChoice(ctx: CanvasRenderingContext2D, view: Viewport, place: Point): void {
  const { x, y } = toScreen(view, place);
  ctx.strokeStyle = INK;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(x, y, choiceRadius(view.radius), 0, 2 * Math.PI);
  ctx.stroke();
}

/** What the node is about to be, around what it is: a thin cross, or a broken outline. */
function paintPending(ctx: CanvasRenderingContext2D, view: Viewport, place: Point, { what }: Pending): void {
  const { x, y } = toScreen(view, place);
  const size = Math.max(6, view.radius * 1.1);
  ctx.strokeStyle = what === 'falls' ? VERMILLION : what === 'rises' ? BLUE : ORANGE;
  ctx.lineWidth = 3;
  ctx.beginPath();
  if (what === 'falls') {
    ctx.moveTo(x - size, y - size);
    ctx.lineTo(x + size, y + size);
    ctx.moveTo(x + size, y - size);
    ctx.lineTo(x - size, y + size);
  } else {
    ctx.setLineDash([4, 3]);
    if (what === 'rises') ctx.arc(x, y, size, 0, 2 * Math.PI);
    else ctx.rect(x - size, y - size, 2 * size, 2 * size);
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

function paintAsked(ctx: CanvasRenderingContext2D, view: Viewport, from: Point, to: Point): void {
  const [a, b] = [toScreen(view, from), toScreen(view, to)];
  ctx.strokeStyle = INK;
  ctx.lineWidth = 3.5;
  ctx.beginPath();
  ctx.moveTo(a.x, a.y);
  ctx.lineTo(b.x, b.y);
  ctx.stroke();
}
