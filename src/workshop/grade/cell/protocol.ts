/** What a cell is told: one JSON text a line. The first line is its opening, each further one a unit of work. */
export interface Opening {
  /** Comes before every line that the cell writes; whoever does not know it cannot report. */
  readonly secret: string;
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
  /** How long loading, and each test, may take, in milliseconds. */
  readonly patience: number;
}

/** An error, in texts. `frames` are places in compiled files: `steps/02-push/push.ts:12:3`. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly frames: readonly string[];
}

/** How loading the code, or running a test, failed: it threw, or it did not come back. */
export interface Failure {
  readonly thrown?: Thrown;
  readonly endless?: true;
}

/** What a cell reports, in this order, for each unit. `cpu` is what the unit has cost so far, in milliseconds. */
export type Report = { readonly unit: number; readonly cpu: number } & (
  | { readonly type: 'loading' }
  | ({ readonly type: 'loaded'; readonly titles: readonly string[] } & Failure)
  | ({ readonly type: 'test'; readonly index: number } & Failure)
  /** Time was up although the processor had been busy with others: that says nothing about the code. */
  | { readonly type: 'starved' }
  /** `gaveUp` after several tests that did not come back: the rest was not run. */
  | { readonly type: 'done'; readonly printed: string; readonly refusal?: string; readonly gaveUp?: true }
);
