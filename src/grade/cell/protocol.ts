/** What a cell is told: one JSON text a line. The first line is its opening, each further one a unit of work. */
export interface Opening {
  /** Comes before every line that the cell writes; whoever does not know it cannot report. */
  readonly secret: string;
  /** How long the loading of code, and each test, may take by the clock, in milliseconds, before the cell ends itself. */
  readonly longest: number;
  /** The compiled code of the realm: the body of a function that returns the `Realm`. */
  readonly realm: string;
  /** The compiled tests, by step folder. */
  readonly tests: Readonly<Record<string, string>>;
}

/** The tests of one step, against these files. */
export interface Unit {
  readonly id: number;
  readonly step: string;
  /** Compiled modules by name: `02-push/push.ts`. */
  readonly modules: Readonly<Record<string, string>>;
  /** The first test to run. Those before it were run, and one of them did not come back. */
  readonly from: number;
}

/** An error, in texts. `frames` are places in compiled files: `steps/02-push/push.ts:12:3`. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly frames: readonly string[];
}

/** What a cell reports, in this order, for each unit. */
export type Report = { readonly unit: number } & (
  | { readonly type: 'loading' }
  | { readonly type: 'loaded'; readonly titles: readonly string[]; readonly thrown?: Thrown; readonly refusal?: string }
  | { readonly type: 'test'; readonly index: number; readonly thrown?: Thrown; readonly refusal?: string }
  | { readonly type: 'done'; readonly printed: string; readonly refusal?: string }
);
