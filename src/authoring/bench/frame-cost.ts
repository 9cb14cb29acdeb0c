import type { ColourLevel } from '../../terminal/colour.ts';
import type { Film } from '../../view/film/film.ts';
import { drawFrame } from '../../view/frame.ts';
import type { Line, Size } from '../../terminal/line.ts';
import { painter } from '../../terminal/paint.ts';
import { framed } from '../../terminal/screen.ts';

/** What a frame costs: medians, and the worst, over the frames of a film played from start to end. */
export interface FrameCost {
  readonly frames: number;
  readonly bytes: number;
  readonly mostBytes: number;
  readonly milliseconds: number;
  readonly mostMilliseconds: number;
}

/**
 * Draws every frame of `film` after the first and takes the difference to the one before, as the
 * player does. `clock` answers in milliseconds. The film is played `passes` times, for the code to be
 * compiled; the last time counts.
 */
export function measureFrames(film: Film, size: Size, level: ColourLevel, clock: () => number, passes = 20): FrameCost {
  const paint = painter(level);
  const options = { unicode: true, status: 'PLAYING', speed: '4 rounds/s', keys: ['space pause', 'left/right step', 'q quit'] };
  let bytes: number[] = [];
  let times: number[] = [];
  for (let pass = 0; pass < passes; pass++) {
    bytes = [];
    times = [];
    let shown: readonly Line[] = drawFrame(film, 0, size, options);
    for (let position = 1; position < film.frames.length; position++) {
      const start = clock();
      const lines = drawFrame(film, position, size, options);
      const written = framed(shown, lines, paint);
      times.push(clock() - start);
      bytes.push(Buffer.byteLength(written));
      shown = lines;
    }
  }
  return {
    frames: bytes.length,
    bytes: median(bytes),
    mostBytes: Math.max(0, ...bytes),
    milliseconds: median(times),
    mostMilliseconds: Math.max(0, ...times),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? 0 : sorted[Math.floor(sorted.length / 2)]!;
}
