import type { Line, Size } from './line.ts';
import { painter } from './paint.ts';
import { CLEAR_ALL, framed } from './screen.ts';

/** Frames as a recording in the second format of asciinema: a header, then what is written and when. */
export function toCast(frames: readonly (readonly Line[])[], size: Size, title: string, seconds: number): string {
  const paint = painter(3);
  const header = { version: 2, width: size.columns, height: size.rows, title };
  const events = frames.map((lines, i) => [i * seconds, 'o', (i === 0 ? CLEAR_ALL : '') + framed(frames[i - 1] ?? [], lines, paint)]);
  return `${[header, ...events].map((each) => JSON.stringify(each)).join('\n')}\n`;
}
