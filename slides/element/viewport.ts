import type { Point } from '../model/place.ts';

/** Up to this many nodes there is room for numbers. */
export const NUMBERED = 30;

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
export function choiceRadius(radius: number): number {
  return radius * 1.25 + 4;
}

export function toScreen(view: Viewport, { x, y }: Point): Point {
  return { x: view.centerX + x * view.scale, y: view.centerY + y * view.scale };
}

export function fromScreen(view: Viewport, { x, y }: Point): Point {
  return { x: (x - view.centerX) / view.scale, y: (y - view.centerY) / view.scale };
}
