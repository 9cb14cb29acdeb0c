import type { Film } from '../../view/film/film.ts';
import type { Size } from '../../terminal/line.ts';
import { measureFrames, type FrameCost } from './frame-cost.ts';
import { record } from '../../recording/record.ts';
import { standardScenario, STEPS } from '../../course/steps.ts';

const SIZES: readonly Size[] = [{ columns: 80, rows: 24 }, { columns: 200, rows: 60 }];
const NODES: readonly number[] = [40, 1000];

/** Millions of colours: the most bytes that a colour can take. */
const LEVEL = 3;

/** What a frame costs in one size of terminal. */
export interface MeasuredFrames extends FrameCost {
  readonly nodes: number;
  readonly size: Size;
}

/**
 * Records step 04 through the code in the folder `code`, and measures what drawing it takes. Throws
 * an Error with a sentence when the code cannot be recorded.
 */
export async function measureAllFrames(code: string): Promise<MeasuredFrames[]> {
  const measured: MeasuredFrames[] = [];
  for (const nodes of NODES) {
    const film = await filmOf(code, nodes);
    for (const size of SIZES) measured.push({ nodes, size, ...measureFrames(film, size, LEVEL, () => performance.now()) });
  }
  return measured;
}

async function filmOf(code: string, nodes: number): Promise<Film> {
  const step = STEPS[3]!;
  const { film, fault } = await record({ step: step.number, code, scenario: { ...standardScenario(step), nodes }, trace: false });
  if (film === undefined || fault !== undefined) throw new Error(fault?.sentence ?? 'the run left nothing to draw');
  return film;
}

/** The measurements as lines of text. */
export function renderFrames(measured: readonly MeasuredFrames[]): string {
  const rows = measured.map(({ nodes, size, frames, bytes, mostBytes, milliseconds, mostMilliseconds }) => [
    `${size.columns}x${size.rows}`,
    String(nodes),
    String(frames),
    String(bytes),
    String(mostBytes),
    milliseconds.toFixed(2),
    mostMilliseconds.toFixed(2),
  ]);
  const lines = [['terminal', 'nodes', 'frames', 'bytes/frame', 'at most', 'ms/frame', 'at most'], ...rows];
  return `${lines.map((cells) => cells.map((cell, i) => cell.padStart(i === 0 ? 8 : 12)).join('')).join('\n')}
Medians over the frames of step 04, from start to end, each as the difference to the one before.
`;
}
