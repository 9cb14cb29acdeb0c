const OFTEN_ENOUGH = 200;

interface Reporting<R> {
  report(message: R): void;
  /** Says that the run goes on, unless that was said a moment ago: rounds are many, and short. */
  reportRound(round: number): void;
}

/** How a child of the lab tells whoever started it what it has found, in reports of the type `R`. */
export function reporting<R extends object>(): Reporting<R> {
  let reported = -Infinity;
  return {
    report: (message) => void process.send!(message),
    reportRound: (round) => {
      const now = performance.now();
      if (now - reported < OFTEN_ENOUGH) return;
      reported = now;
      process.send!({ type: 'playing', round });
    },
  };
}
