import { UTF16 } from '../course/utf16.ts';
import { brief } from '../host/brief.ts';
import { whyEndless } from '../host/endless.ts';
import type { Ending } from './guarded-worker.ts';
import type { EarlyFailure } from './heartbeat.ts';
import type { TestOutcome, Trouble } from './outcome.ts';
import { printable } from '../terminal/printable.ts';

/** A failure that is told before its run is over. */
export function early({ test, name, message }: EarlyFailure): TestOutcome {
  return { title: test, further: false, passed: false, message: explain({ name, message }) };
}

export interface VitestError {
  readonly name?: string;
  readonly message?: string;
  readonly stack?: string;
  /** The stack as Vitest reads it: it does so for the error itself, not for its causes. */
  readonly stacks?: readonly { readonly file: string; readonly line: number }[];
  readonly cause?: VitestError;
}

export function* causes(error: VitestError): Generator<VitestError> {
  if (error.cause !== undefined) yield* causes(error.cause);
  yield error;
}

const SELF_EXPLAINING = ['Explained', 'NodeFault', 'ScenarioError'];

export function explain(error: VitestError): string {
  const { name, message } = error;
  if (typeof message !== 'string') return `the code threw ${brief({ ...error, stacks: undefined })}, which is no error`;
  if (name === undefined) return `the code threw ${brief(message)}, which is no error`;
  const text = printable(message);
  if (SELF_EXPLAINING.includes(name) || text.startsWith('TODO ')) return text;
  return `${name}: ${text}`;
}

/** `[PARSE_ERROR] Unexpected token`, and below it a box with the file, the line and a drawing of it. */
const PARSE_ERROR = /\[PARSE_ERROR\] (.+)\n.*?\[ (.+?):(\d+):\d+ \]/;

/** What is wrong with a file that does not load, as far as it is known better than Vitest says it. */
export function doesNotLoad({ message = '' }: VitestError, file: string, there: boolean): Trouble | undefined {
  if (!there) return { message: `${file} is not there. Was it deleted, renamed or moved?`, reset: true };
  if (message.includes('appears to be binary')) return { message: `${file} ${UTF16}.` };
  const [, what, where, line] = PARSE_ERROR.exec(printable(message)) ?? [];
  return what === undefined ? undefined : { message: `The file does not parse: ${what}`, place: { file: where!.replaceAll('\\', '/'), line: Number(line) } };
}

/** Why a child did not finish, in the words of who wrote the code in `file`. */
export function ended(ending: Ending, file: string): string {
  return ending.kind === 'died' ? died(ending, file) : stopped(ending, file);
}

function stopped({ kind, during, detail, printed = 0 }: Ending, file: string): string {
  const where = during === undefined ? `${file}, or a file it imports, did not finish loading` : `the test "${during}" did not come back`;
  if (kind === 'waits') {
    return `${where}, and was stopped.\nIt does not loop, it waits, and what it waits for does not come: a promise that nobody resolves, a timer or a key, say.`;
  }
  return `${where} within ${detail} of processor time, and was stopped.\n${sentence(whyEndless(printed))}: look at what each while and for waits for.`;
}

function died({ during, detail }: Ending, file: string): string {
  const where = during === undefined ? `while ${file} was loading` : `in the test "${during}"`;
  const why = detail === 'SIGABRT' || detail === 'exit code 134' ? 'it ran out of memory' : 'something in it ends the process';
  return `The code stopped ${where} (${detail}): ${why}.`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
