import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { REPORT_TO } from './watch.ts';
import { Want, type Used } from './want.ts';

/** What the second thread makes of it: the code loops, or waits for what never comes. `patience`: of the processor, in milliseconds; `printed`: in bytes, since the last sign of life. */
export type Judgement = { readonly verdict: 'endless' | 'waits'; readonly patience: number; readonly printed: number };

export interface Listener {
  readonly onJudgement: (judgement: Judgement) => void;
  /** The machine gives the child, or us, so little of the processor that somebody might wonder. Comes once. */
  readonly onBusy?: () => void;
}

/** Where a child is told to report to, for `fork`: the file after its three streams and its channel. */
const FILE = 4;
export const reporting = {
  env: { [REPORT_TO]: String(FILE) },
  stdio: (...streams: ('pipe' | 'inherit' | 'ignore')[]): ('pipe' | 'inherit' | 'ignore' | 'ipc')[] => [...streams, 'ipc', 'pipe'],
};

function parsed(line: string): Used | Judgement | undefined {
  try {
    return JSON.parse(line) as Used | Judgement;
  } catch {
    // Somebody's code has found the file, or we came in the middle of a line.
    return undefined;
  }
}

/** Listens to the second thread of a child, until the function that it returns is called. */
export function hearChild(child: ChildProcess, { onJudgement, onBusy }: Listener): () => void {
  const want = onBusy === undefined ? undefined : new Want(onBusy);
  let rest = '';
  let over = false;
  const hear = (data: Buffer): void => {
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop()!;
    for (const report of lines.map(parsed)) {
      if (report !== undefined && 'cpu' in report) want?.hear(report);
      // What the first thread said before that comes another way, and may still have to be read.
      if (report !== undefined && 'verdict' in report) setImmediate(() => setImmediate(() => over || onJudgement(report)));
    }
  };
  const stream = child.stdio?.[FILE] as Readable | undefined;
  stream?.on('data', hear);
  // Whoever ends the child closes the stream.
  stream?.on('error', () => undefined);
  return () => {
    over = true;
    want?.stop();
    stream?.off('data', hear);
    stream?.resume();
  };
}
