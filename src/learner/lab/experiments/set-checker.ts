import type { NodeId } from '../../../gossip/types.ts';

/*
 * What Maelstrom says about a broadcast (jepsen 0.3.7, checker `set-full`): which values are lost, and
 * how long it takes until one is there for good. Times are in milliseconds.
 */

/** A value that a client has broadcast, and when each node came to know it: Infinity where it never did. */
export interface Value {
  readonly invoked: number;
  readonly knownAt: readonly number[];
}

/** A client's read: when it was invoked, and at which node. It is answered at once. */
export interface Read {
  readonly at: number;
  readonly node: NodeId;
}

export interface Verdict {
  /** How long after its broadcast a value was still absent from some read, for each stable one, sorted. */
  readonly latencies: readonly number[];
  /** Known, and absent from the last reads. */
  readonly lost: number;
  /** Stable, but not at once. */
  readonly stale: number;
  /** Neither: nobody has read it. */
  readonly neverRead: number;
}

/**
 * Which read had or lacked a value last decides about it, whoever answered it: so a value that one node
 * never gets may still be stable. See {@link missingAtTheEnd}. `reads` are in the order of their times.
 */
export function check(values: readonly Value[], reads: readonly Read[]): Verdict {
  const latencies: number[] = [];
  let lost = 0;
  let neverRead = 0;
  for (const value of values) {
    const { present, absent } = lastReads(value, reads);
    if (present !== undefined && (absent === undefined || absent < present)) {
      latencies.push(absent === undefined ? 0 : reads[absent]!.at - value.invoked);
    } else if (absent !== undefined) lost++;
    else neverRead++;
  }
  latencies.sort((a, b) => a - b);
  return { latencies, lost, stale: latencies.filter((latency) => latency > 0).length, neverRead };
}

/** The last read that had the value, and the last that lacked it, of those after its broadcast, which was answered at once. */
function lastReads({ invoked, knownAt }: Value, reads: readonly Read[]): { readonly present: number | undefined; readonly absent: number | undefined } {
  let present: number | undefined;
  let absent: number | undefined;
  for (let i = reads.length - 1; i >= 0 && (present === undefined || absent === undefined); i--) {
    const { at, node } = reads[i]!;
    if (at < invoked) break;
    if (knownAt[node]! <= at) present ??= i;
    else absent ??= i;
  }
  return { present, absent };
}

/** Stricter than Maelstrom: how many values some node lacks when it is read for the last time, at `end`. */
export function missingAtTheEnd(values: readonly Value[], end: number): number {
  return values.filter(({ knownAt }) => knownAt.some((at) => at > end)).length;
}

/** The quantile as Maelstrom takes it: the value at ⌊n·p⌋ of those that are sorted. */
export function quantile(sorted: readonly number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}
