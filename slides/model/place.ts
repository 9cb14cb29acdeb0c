import type { NodeId } from '../../src/gossip/types.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Up to this many nodes stand on a ring; more fill a disc. */
const RING = 60;
/** How far the end of a line reaches beyond the ring. */
const BEYOND = 1.05;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** Where the nodes stand, in a square from −1 to 1. */
export function places(nodes: number): Point[] {
  return Array.from({ length: nodes }, (_, node) => (nodes <= RING ? onRing(node, nodes) : inDisc(node, nodes)));
}

function onRing(node: number, nodes: number): Point {
  const angle = (node / nodes) * 2 * Math.PI - Math.PI / 2;
  return { x: Math.cos(angle), y: Math.sin(angle) };
}

/** A sunflower: every node has about the same room. */
function inDisc(node: number, nodes: number): Point {
  const radius = Math.sqrt((node + 0.5) / nodes);
  return { x: radius * Math.cos(node * GOLDEN_ANGLE), y: radius * Math.sin(node * GOLDEN_ANGLE) };
}

/** The nodes on either side of the line through two points; undefined if one side is empty. */
export function sides(points: readonly Point[], from: Point, to: Point): [NodeId[], NodeId[]] | undefined {
  const left: NodeId[] = [];
  const right: NodeId[] = [];
  points.forEach(({ x, y }, node) => {
    const side = (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
    (side < 0 ? left : right).push(node);
  });
  return left.length === 0 || right.length === 0 ? undefined : [left, right];
}

/** A line between two neighbouring parts of a ring; undefined where no single line parts them. */
export function border(points: readonly Point[], side: ReadonlySet<NodeId>): [Point, Point] | undefined {
  const ends = points.flatMap(({ x, y }, node) => {
    const next = (node + 1) % points.length;
    if (side.has(node) === side.has(next)) return [];
    const other = points[next]!;
    return [{ x: ((x + other.x) / 2) * BEYOND, y: ((y + other.y) / 2) * BEYOND }];
  });
  const [from, to] = ends;
  return ends.length === 2 && points.length <= RING ? [from!, to!] : undefined;
}

/** The node nearest to a point, if it is within `reach`. */
export function nearest(points: readonly Point[], to: Point, reach: number): NodeId | undefined {
  let best: NodeId | undefined;
  let least = reach * reach;
  points.forEach(({ x, y }, node) => {
    const square = (x - to.x) ** 2 + (y - to.y) ** 2;
    if (square > least) return;
    least = square;
    best = node;
  });
  return best;
}
