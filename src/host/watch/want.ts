/** What a process has used of the processor, and for how long it had nothing to do, in milliseconds since it began. */
export interface Used {
  readonly cpu: number;
  readonly idle: number;
}

const EVERY = 1000;
/** So many looks are worth a line: who waits for less does not wonder. */
const AFTER = 4;
/** Of the time that went by, so much was wanted and not given. */
const MUCH = 0.5;

const NOTHING: Used = { cpu: 0, idle: 0 };

/**
 * Tells once when the machine is so busy that a child, or this process, mostly stands in line for the
 * processor. A line on the screen may come from the clock. A verdict may not.
 */
export class Want {
  readonly #began = performance.now();
  readonly #ownCpu = process.cpuUsage();
  readonly #ownLoop = performance.eventLoopUtilization();
  readonly #timer: NodeJS.Timeout;
  #first: Used | undefined;
  #last = NOTHING;
  #looks = 0;

  constructor(onBusy: () => void) {
    this.#timer = setInterval(() => {
      if (++this.#looks < AFTER || this.#share() < MUCH) return;
      this.stop();
      onBusy();
    }, EVERY).unref();
  }

  hear(used: Used): void {
    // A child that was started ahead has more behind it than the time since then.
    this.#first ??= used.cpu + used.idle > performance.now() - this.#began ? used : NOTHING;
    this.#last = used;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #share(): number {
    const elapsed = performance.now() - this.#began;
    const { user, system } = process.cpuUsage(this.#ownCpu);
    const own = { cpu: (user + system) / 1000, idle: performance.eventLoopUtilization(this.#ownLoop).idle };
    const { cpu, idle } = this.#first ?? NOTHING;
    return (missing(elapsed, own) + missing(elapsed, { cpu: this.#last.cpu - cpu, idle: this.#last.idle - idle })) / elapsed;
  }
}

/** Time in which a process neither worked nor rested. */
function missing(elapsed: number, { cpu, idle }: Used): number {
  return Math.max(0, elapsed - cpu - idle);
}
