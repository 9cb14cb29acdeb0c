/** Where a film is being shown. Position 3 is the end of round 3; 3.5 is half-way through round 4. */
export interface Playhead {
  readonly position: number;
  readonly playing: boolean;
}

/** Moves on by `seconds` at `speed` rounds a second; stops at `end`. */
export function advance(head: Playhead, seconds: number, speed: number, end: number): Playhead {
  if (!head.playing) return head;
  const position = head.position + seconds * speed;
  return position >= end ? { position: end, playing: false } : { position, playing: true };
}

/** The next settled moment after `position`, or before it. */
export function stepFrom(position: number, direction: 1 | -1): number {
  return direction === 1 ? Math.floor(position + 1e-9) + 1 : Math.max(0, Math.ceil(position - 1e-9) - 1);
}

/** Which round is on screen and how far into it, from 0 to 1. Round 0 is the moment before the first. */
export function roundAt(position: number): { round: number; phase: number } {
  const round = Math.ceil(position - 1e-9);
  return { round, phase: round === 0 ? 1 : position - (round - 1) };
}
