/** A colour with 16 million, and the nearest of 256 that can be read as well. */
export interface Colour {
  readonly hex: string;
  readonly of256: number;
}

/**
 * The hues of Okabe and Ito, which people with colour-blindness tell apart, a little darker where the
 * original can hardly be read on white. Each has a contrast of 3 at least with a white background and
 * with a dark one, for nobody knows which one a terminal has.
 */
export const PALETTE = {
  infective: { hex: '#B98000', of256: 136 },
  removed: { hex: '#3A93C8', of256: 67 },
  dead: { hex: '#CC5200', of256: 166 },
  suspect: { hex: '#C66A9C', of256: 169 },
  other: { hex: '#009E73', of256: 29 },
  dim: { hex: '#808080', of256: 244 },
} as const satisfies Record<string, Colour>;
