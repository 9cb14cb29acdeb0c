import { firstColumns } from './width.ts';

/** Tells how far a long job is: a bar on a terminal, a line each anywhere else. */
export interface Progress {
  say(what: string): void;
  show(done: number, of: number, what: string): void;
  end(): void;
}

const WIDTH = 30;

export function progressBar(out: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number }): Progress {
  const repaint = (text: string): void => void out.write(`\r${firstColumns(text, (out.columns ?? 80) - 1)}\u001b[K`);
  if (out.isTTY !== true) {
    return {
      say: (what) => void out.write(`${what}\n`),
      show: (done, of, what) => void out.write(`${done}/${of} ${what}\n`),
      end: () => {},
    };
  }
  return {
    say: repaint,
    show: (done, of, what) => {
      const full = Math.round((WIDTH * done) / of);
      repaint(`[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${done}/${of} ${what}`);
    },
    end: () => void out.write('\r\u001b[K'),
  };
}
