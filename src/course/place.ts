import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slashed } from './slashed.ts';

/** Where in a file something happened. `file` is relative to the root of the repository, with slashes. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

const FRAME = /^ *at (?:.*? \()?(.+?):(\d+):\d+\)?$/gm;

/** The innermost frame of a stack that is in `folder`. Both paths are absolute. */
export function placeIn(stack: string, folder: string, root: string): Place | undefined {
  for (const [, url, line] of stack.matchAll(FRAME)) {
    const file = url!.startsWith('file:') ? fileURLToPath(url!.replace(/\?.*$/, '')) : url!;
    if (file.startsWith(folder + sep)) return placeOf(file, Number(line), root);
  }
  return undefined;
}

/** Both paths are absolute. */
export function placeOf(file: string, line: number, root: string): Place {
  return { file: slashed(relative(root, file)), line };
}
