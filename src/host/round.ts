/** How long a round lasts, in milliseconds of a node's time. */
export const ROUND = 1000;
