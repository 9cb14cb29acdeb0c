/** A step sees no Node and no browser: its node has no world. Printing is the one exception. */
declare const console: {
  log(...values: unknown[]): void;
  error(...values: unknown[]): void;
  table(rows: unknown): void;
};

/** Text as bytes and back: part of the language's every home, though not of the language. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label?: 'utf-8', options?: { readonly fatal?: boolean });
  decode(bytes: Uint8Array): string;
}
