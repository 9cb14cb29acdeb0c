import { usageOf, MEGABYTES_IN_ALL } from './walls.ts';

/**
 * How much of the processor loading the code, and each test, may take, in milliseconds. Learners have two
 * seconds without a sign of life; a cell gives none within a test, so a long test must fit in as a whole.
 */
export const PATIENCE = 5000;
/** What a unit may take of the processor as a whole. Slow code that is right must get there: a shuffle of all members a call, say. */
export const BUDGET = 90_000;
/** By the clock, so many times as long: other programs want the processor too. */
const BUSY = 20;
/** Where the system does not say what a process uses, the clock must do. */
const BUSY_WITHOUT_USAGE = 3;

/** The longest that anything may take by the clock, where there is somebody to look at it. */
export const LONGEST = BUSY * PATIENCE;

const EVERY = process.platform === 'darwin' ? 250 : 50;

export type Excess = 'endless' | 'slow' | 'memory';

/** Watches a process from outside: what it does cannot keep this from happening. */
export interface Watch {
  /** It has shown life: the time for the next thing starts. */
  alive(): void;
  stop(): void;
}

export function watch(pid: number, onExcess: (excess: Excess) => void): Watch {
  let usage = usageOf(pid);
  const start = { cpu: usage?.cpu ?? 0, clock: performance.now() };
  let mark = { ...start };
  const timer = setInterval(() => {
    usage = usageOf(pid) ?? usage;
    const clock = performance.now();
    const busy = usage === undefined ? BUSY_WITHOUT_USAGE : BUSY;
    const cpu = usage?.cpu ?? 0;
    if ((usage?.megabytes ?? 0) > MEGABYTES_IN_ALL) onExcess('memory');
    else if (cpu - mark.cpu > PATIENCE || clock - mark.clock > busy * PATIENCE) onExcess('endless');
    else if (cpu - start.cpu > BUDGET || clock - start.clock > busy * BUDGET) onExcess('slow');
  }, EVERY);
  return {
    alive: () => void (mark = { cpu: usage?.cpu ?? 0, clock: performance.now() }),
    stop: () => clearInterval(timer),
  };
}
