import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slashed } from './slashed.ts';

/** Where in a file something happened. `file` is relative to the root of the repository, with slashes. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

const FRAME = /^ *at (?:.*? \()?(.+?):(\d+):\d+\)?$/gm;

/** The place in `folder` that a stack leads to. Both paths are absolute. */
export function placeIn(stack: string, folder: string, root: string): Place | undefined {
  const frames = [...stack.matchAll(FRAME)].map(([, url, line]) => ({ file: pathOf(url!), line: Number(line) }));
  return placeAmong(frames, stack, folder, root);
}

/** The innermost frame in `folder`; where calls called each other without end, the one that comes again and again: the innermost is chance. */
export function placeAmong(frames: readonly Place[], message: string, folder: string, root: string): Place | undefined {
  const inside = frames.filter(({ file }) => file.startsWith(folder + sep)).map(({ file, line }) => placeOf(file, line, root));
  return message.includes('Maximum call stack size exceeded') ? mostFrequent(inside) : inside[0];
}

function pathOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url.replace(/\?.*$/, '')) : url;
}

function mostFrequent(places: readonly Place[]): Place | undefined {
  const times = ({ file, line }: Place): number => places.filter((each) => each.file === file && each.line === line).length;
  return places.toSorted((a, b) => times(b) - times(a) || a.line - b.line)[0];
}

/** Both paths are absolute. */
function placeOf(file: string, line: number, root: string): Place {
  return { file: slashed(relative(root, file)), line };
}
