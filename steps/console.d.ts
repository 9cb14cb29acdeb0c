/** A step sees no Node and no browser: its node has no world. Printing is the one exception. */
declare const console: {
  log(...values: unknown[]): void;
  error(...values: unknown[]): void;
  table(rows: unknown): void;
};
