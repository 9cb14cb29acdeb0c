/** Okabe and Ito's colours, which people with colour-blindness tell apart. */
export const PALETTE = {
  infective: '#E69F00',
  removed: '#56B4E9',
  dead: '#D55E00',
  suspect: '#CC79A7',
  other: '#009E73',
} as const;
