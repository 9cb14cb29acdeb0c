import type { NodeId } from '../../src/gossip/types.ts';
import type { Flight } from '../model/film.ts';
import type { Point } from '../model/place.ts';
import type { Across, Pending } from '../model/run.ts';
import type { Layer } from './layer.ts';
import type { Look } from './looks.ts';
import { BLUE, INK, MUTED, ORANGE, VERMILLION } from './palette.ts';
import { paintDot, paintNumber, paintShape } from './shapes.ts';

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

/** Above this many nodes a node is a dot, and the lines between them would only be fog. */
const CROWD = 300;
/** Above this many nodes they stand in a disc, where lines cross the nodes. */
const RING = 60;
/** Up to this many nodes there is room for numbers. */
const NUMBERED = 30;

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
  return { centerX: width / 2, centerY: height / 2, scale: room - choiceRadius(radius) - 2, radius };
}

/** The ring around the chosen node, the outermost thing that is drawn. */
function choiceRadius(radius: number): number {
  return radius * 1.25 + 4;
}

export function toScreen(view: Viewport, { x, y }: Point): Point {
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
    else paintShape(ctx, look, x, y, view.radius);
    if (places.length <= NUMBERED) paintNumber(ctx, look, node, x, y, view.radius);
  });
}

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
function paintLines(ctx: CanvasRenderingContext2D, view: Viewport, places: readonly Point[], flights: readonly MovingFlight[]): void {
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

function paintMessages(ctx: CanvasRenderingContext2D, view: Viewport, places: readonly Point[], flights: readonly MovingFlight[]): void {
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
function paintLost(ctx: CanvasRenderingContext2D, view: Viewport, places: readonly Point[], flight: Flight): void {
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
