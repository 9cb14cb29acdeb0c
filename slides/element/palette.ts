/** Okabe and Ito's colours, which most colour-blind people can tell apart; shapes say the same again. */
export const INK = '#e8edf2';
export const MUTED = '#9fb0c0';
export const FAINT = '#526172';
export const GROUND = '#10171f';
export const ORANGE = '#e69f00';
export const BLUE = '#56b4e9';
export const VERMILLION = '#d55e00';
export const PINK = '#cc79a7';
export const GREEN = '#2fb58c';
export const YELLOW = '#f0e442';
