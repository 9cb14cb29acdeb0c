/** Longer than this, the page was asleep: a picture does not run after the time it has missed. In seconds. */
const LONGEST_FRAME = 0.1;

/** Calls back in every frame of the page, and says how much time has passed, in seconds. */
export class Ticker {
  readonly #tick: (seconds: number) => void;
  #request = 0;
  #last = 0;

  constructor(tick: (seconds: number) => void) {
    this.#tick = tick;
  }

  start(): void {
    this.stop();
    this.#last = performance.now();
    this.#request = requestAnimationFrame(this.#frame);
  }

  stop(): void {
    cancelAnimationFrame(this.#request);
  }

  readonly #frame = (now: number): void => {
    const seconds = Math.min(LONGEST_FRAME, (now - this.#last) / 1000);
    this.#last = now;
    this.#request = requestAnimationFrame(this.#frame);
    this.#tick(seconds);
  };
}
