import { fork } from 'node:child_process';
import { relative } from 'node:path';
import { ROOT } from '../course/root.ts';
import { slashed } from '../course/slashed.ts';
import { fileOf, type Step } from '../course/steps.ts';
import { seconds, whyEndless } from '../host/endless.ts';
import { hearChild, reporting, type Judgement } from '../host/watch/hear-child.ts';

/** Where a child is that runs somebody's code. */
export interface Progress {
  readonly type: string;
  /** The round being played. */
  readonly round?: number;
}

/** How a child ended. */
export interface Ended<Report> {
  /** What it said last. */
  readonly last: Report | undefined;
  /** What the code printed. */
  readonly printed: string;
  readonly exitCode: number | null;
  /** What to say if that was not the end that was meant. */
  readonly epitaph: string;
}

export interface Supervision<Report> {
  /** The step whose code the child runs, and the folder it is in. */
  readonly step: Step;
  readonly code: string;
  /** Where its standard output goes: read here, or passed on. */
  readonly stdout: 'pipe' | 'inherit';
  readonly onReport?: (report: Report) => void;
  /** The machine is so busy that this takes longer. */
  readonly onBusy?: (() => void) | undefined;
}

const MOST_PRINTED = 20_000;
const MEGABYTES_OF_HEAP = 4096;

/** Starts `file` as a process of its own, sends it `request`, and stops it when its second thread says that it does not come back. */
export function supervise<Report extends Progress>(file: string, request: object, options: Supervision<Report>): Promise<Ended<Report>> {
  const child = fork(file, [], {
    execArgv: ['--import', import.meta.resolve('tsx'), `--max-old-space-size=${MEGABYTES_OF_HEAP}`, '--max-semi-space-size=64'],
    env: { ...process.env, ...reporting.env },
    stdio: reporting.stdio('ignore', options.stdout, 'pipe'),
    serialization: 'advanced',
  });
  child.send(request);
  return new Promise((resolve) => {
    let printed = '';
    let last: Report | undefined;
    let stopped: Judgement | undefined;
    const onJudgement = (judgement: Judgement): void => {
      stopped = judgement;
      child.kill('SIGKILL');
    };
    const stopHearing = hearChild(child, { onJudgement, ...(options.onBusy === undefined ? {} : { onBusy: options.onBusy }) });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        if (printed.length < MOST_PRINTED) printed += data.toString().slice(0, MOST_PRINTED - printed.length);
      });
    }
    child.on('message', (report: Report) => {
      last = report;
      options.onReport?.(report);
    });
    child.on('close', (exitCode, signal) => {
      stopHearing();
      resolve({ last, printed, exitCode, epitaph: epitaph(options, last, stopped, signal ?? `exit code ${exitCode}`) });
    });
  });
}

/** What to say about a child that ended without having said all. */
function epitaph({ code, step }: Pick<Supervision<never>, 'code' | 'step'>, last: Progress | undefined, stopped: Judgement | undefined, ending: string): string {
  const path = `${slashed(relative(ROOT, code))}/${fileOf(step)}`;
  const when = last?.round === undefined ? `while ${path} was loading` : `in round ${last.round}`;
  if (stopped?.verdict === 'waits') return `${when} the code was stopped: it waits for something that does not come`;
  if (stopped !== undefined) {
    return `${when} the code did not come back within ${seconds(stopped.patience)} of processor time, and was stopped: ${whyEndless(stopped.printed)}`;
  }
  if (ending === 'SIGABRT' || ending === 'exit code 134') return `${when} the code ran out of memory (${MEGABYTES_OF_HEAP} MB)`;
  return `${when} the code ended the process (${ending})`;
}
