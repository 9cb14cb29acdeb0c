import { ROUND } from '../../src/host/round.ts';
import type { Frame } from './frame.ts';

/** This part of a round's time on screen shows what happens, the rest lets it sink in. */
const BUSY = 0.85;
/** With more instants than this in a round, time runs evenly from the first to the last. */
const MOST_LEGS = 12;

/**
 * Turns simulated milliseconds into screen time, and back.
 *
 * In simulated time a call takes 50 ms and the rest of the second is silence. On screen every leg
 * of a conversation (call, answer, …) gets the same share of the round.
 */
export interface Warp {
  /** From milliseconds since the start of the round to a part of the round on screen, 0 to 1. */
  phaseOf(at: number): number;
  /** From a part of the round on screen to milliseconds. */
  timeOf(phase: number): number;
}

export function warpOf(frame: Frame): Warp {
  const times = new Set<number>([0]);
  for (const { depart, arrive } of frame.flights) times.add(depart).add(Math.min(arrive, ROUND));
  for (const { at } of frame.changes) times.add(at);
  let marks = [...times].sort((a, b) => a - b);
  if (marks.length === 1) marks.push(ROUND);
  if (marks.length > MOST_LEGS) marks = [0, marks.at(-1)!];
  const legs = marks.length - 1;
  return {
    phaseOf: (at) => BUSY * between(marks, at),
    timeOf: (phase) => {
      const place = Math.min(Math.max(phase / BUSY, 0), 1) * legs;
      const leg = Math.min(Math.floor(place), legs - 1);
      return phase >= BUSY ? ROUND : marks[leg]! + (place - leg) * (marks[leg + 1]! - marks[leg]!);
    },
  };
}

/** Where `at` lies among `marks`, from 0 to 1, with every gap between two marks equally long. */
function between(marks: readonly number[], at: number): number {
  const legs = marks.length - 1;
  const next = marks.findIndex((mark) => mark >= at);
  if (next === -1) return 1;
  if (next === 0) return 0;
  const [before, after] = [marks[next - 1]!, marks[next]!];
  return (next - 1 + (at - before) / (after - before)) / legs;
}
