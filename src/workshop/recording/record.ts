import { fork, type ChildProcess } from 'node:child_process';
import { join, relative, sep } from 'node:path';
import type { Film } from '../../view/film.ts';
import { ROOT } from '../root.ts';
import { fileOf, STEPS } from '../steps.ts';
import { READER_GONE, type Report, type Request, type RunFault } from './messages.ts';

/** A run of somebody's code, recorded to its end or to the point where it failed. */
export interface Recording {
  readonly film?: Film;
  readonly fault?: RunFault;
  /** What the code printed. */
  readonly printed: string;
}

/** A child that says nothing for so long is stopped. Within a round, it stops itself before that. */
const PATIENCE = 2800;
const MOST_PRINTED = 20_000;
const MEGABYTES_OF_HEAP = 4096;

/** Plays a scenario through the code of a folder, in a process of its own. */
export function record(request: Request): Promise<Recording> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [], {
    execArgv: ['--import', import.meta.resolve('tsx'), `--max-old-space-size=${MEGABYTES_OF_HEAP}`, '--max-semi-space-size=64'],
    stdio: ['ignore', request.trace ? 'inherit' : 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  child.send(request);
  return listen(child, request);
}

function listen(child: ChildProcess, request: Request): Promise<Recording> {
  return new Promise((resolve) => {
    let printed = '';
    let last: Report | undefined;
    let alarm: NodeJS.Timeout | undefined;
    let stopped = false;
    const stop = (): void => {
      stopped = true;
      child.kill('SIGKILL');
    };
    const wait = (): void => {
      clearTimeout(alarm);
      alarm = setTimeout(stop, PATIENCE + request.scenario.nodes / 10);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        if (printed.length < MOST_PRINTED) printed += data.toString().slice(0, MOST_PRINTED - printed.length);
      });
    }
    child.on('message', (message: Report) => {
      last = message;
      wait();
    });
    child.on('close', (code, signal) => {
      clearTimeout(alarm);
      if (last?.type === 'done') {
        const { film, fault } = last;
        resolve({ printed, ...(film === undefined ? {} : { film }), ...(fault === undefined ? {} : { fault }) });
      } else if (code === READER_GONE) {
        resolve({ printed });
      } else {
        resolve({ printed, fault: { sentence: epitaph(request, last, stopped, signal ?? `exit code ${code}`), round: last?.type === 'playing' ? last.round : 0 } });
      }
    });
  });
}

/** What to say about a child that ended without a report. */
function epitaph(request: Request, last: Report | undefined, stopped: boolean, ending: string): string {
  const when = last?.type === 'playing' ? `in round ${last.round}` : `while ${pathOf(request)} was loading`;
  if (stopped) return `${when} the code did not come back within ${PATIENCE / 1000} s, and was stopped: a loop in it never ends`;
  if (ending === 'SIGABRT' || ending === 'exit code 134') return `${when} the code ran out of memory (${MEGABYTES_OF_HEAP} MB)`;
  return `${when} the code ended the process (${ending})`;
}

function pathOf({ code, step }: Request): string {
  return `${relative(ROOT, code).split(sep).join('/')}/${fileOf(STEPS[step - 1]!)}`;
}
