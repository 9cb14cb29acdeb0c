import type { NodeId } from '../../src/gossip/types.ts';
import type { Point } from '../model/place.ts';
import { nearest } from '../model/place.ts';
import type { Across } from '../model/run-state.ts';
import { placeOf, type MovingFlight } from './messages.ts';
import { fromScreen, toScreen, viewOf, type Viewport } from './viewport.ts';

/** A pointer that moved this far drags; one that moved less clicks. In pixels of the slide. */
const DRAG = 12;
const NODE_REACH = 26;
const MESSAGE_REACH = 12;

/** What a pointer can mean. */
export interface Pointed {
  places(): readonly Point[];
  flights(): readonly MovingFlight[];
  /** May a line be drawn? */
  cuts: boolean;
  node(node: NodeId): void;
  message(flight: MovingFlight): void;
  /** A line is being drawn; undefined when it is drawn, or given up. */
  drag(line: Across | undefined): void;
  cut(line: Across): void;
}

/** Listens to clicks and drags on the network. */
export function listenToPointer(canvas: HTMLCanvasElement, pointed: Pointed): void {
  let start: Point | undefined;
  let line: Across | undefined;
  const view = (): Viewport => viewOf(canvas.offsetWidth, canvas.offsetHeight, pointed.places().length);
  canvas.addEventListener('pointerdown', (event) => {
    start = placeIn(canvas, event);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (start === undefined || !pointed.cuts) return;
    const now = placeIn(canvas, event);
    if (Math.hypot(now.x - start.x, now.y - start.y) < DRAG) return;
    line = [fromScreen(view(), start), fromScreen(view(), now)];
    pointed.drag(line);
  });
  canvas.addEventListener('pointerup', (event) => {
    const drawn = line;
    const clicked = start;
    start = line = undefined;
    pointed.drag(undefined);
    if (drawn !== undefined) pointed.cut(drawn);
    else if (clicked !== undefined) click(view(), placeIn(canvas, event), pointed);
  });
  canvas.addEventListener('pointercancel', () => {
    start = line = undefined;
    pointed.drag(undefined);
  });
}

/** Where the pointer is, in pixels of the slide, which Reveal scales. */
function placeIn(canvas: HTMLCanvasElement, event: PointerEvent): Point {
  const box = canvas.getBoundingClientRect();
  const zoom = canvas.offsetWidth / box.width;
  return { x: (event.clientX - box.left) * zoom, y: (event.clientY - box.top) * zoom };
}

/** A click means the node below it, else the message. */
function click(view: Viewport, at: Point, pointed: Pointed): void {
  const node = nearest(pointed.places(), fromScreen(view, at), NODE_REACH / view.scale);
  if (node !== undefined) return pointed.node(node);
  const flight = messageNear(view, pointed, at);
  if (flight !== undefined) pointed.message(flight);
}

/** The message whose mark is near; if there is none, the one whose line is. */
function messageNear(view: Viewport, pointed: Pointed, at: Point): MovingFlight | undefined {
  const places = pointed.places();
  const seen = pointed.flights().filter(({ progress }) => progress > 0);
  const moving = seen.filter(({ progress }) => progress < 1);
  const mark = closest(moving, (flight) => distance(placeOf(view, places, flight), at));
  return mark ?? closest(seen, (flight) => toLine(toScreen(view, places[flight.flight.from]!), placeOf(view, places, flight), at) * 2);
}

function closest(flights: readonly MovingFlight[], far: (flight: MovingFlight) => number): MovingFlight | undefined {
  let [best, least]: [MovingFlight | undefined, number] = [undefined, MESSAGE_REACH];
  for (const flight of flights) {
    const length = far(flight);
    if (length < least) [best, least] = [flight, length];
  }
  return best;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** How far `at` is from the line between two points. */
function toLine(from: Point, to: Point, at: Point): number {
  const length = distance(from, to);
  if (length === 0) return distance(from, at);
  const part = Math.min(1, Math.max(0, ((at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y)) / length ** 2));
  return distance({ x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) }, at);
}
