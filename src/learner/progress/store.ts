import { readFileSync } from 'node:fs';
import { FileTrouble, nameOf } from '../../course/file-trouble.ts';
import { moveFile, replaceFile } from '../../course/replace-file.ts';
import { STEPS } from '../../course/steps.ts';
import type { Tested } from './standing.ts';

/** Where the workshop keeps what it remembers. Relative to the root; git ignores the folder. */
export const STATE_FILE = '.workshop/state.json';

/** What is remembered from one start to the next. Losing it loses no work. */
export interface Progress {
  /** The step the learner is at. */
  readonly current: number;
  /** What the tests said when they were last run, by step, and about which files. */
  readonly tested: Readonly<Record<number, Tested>>;
  /** How many hints were shown, by step. */
  readonly hints: Readonly<Record<number, number>>;
  /** How many rounds the loop has played through the learner's code. */
  readonly rounds: number;
  /** What the learner predicted, by step. */
  readonly guesses: Readonly<Record<number, string>>;
  /** Open the next file in the editor when the terminal belongs to one. */
  readonly openEditor: boolean;
  /** The command that opens it, where the learner has chosen one. */
  readonly editor?: string;
}

const VERSION = 1;

/** The learner has chosen a command for the editor; `auto` takes an earlier choice back. */
export function choosingEditor(progress: Progress, editor: string | undefined): Progress {
  if (editor === undefined) return progress;
  const { editor: _before, ...others } = progress;
  return { ...others, openEditor: true, ...(editor === 'auto' ? {} : { editor }) };
}

export const AT_THE_START: Progress = { current: 1, tested: {}, hints: {}, guesses: {}, rounds: 0, openEditor: true };

/** The remembered progress. `notice` is a sentence for the learner when something was wrong with it. */
export interface Loaded {
  readonly progress: Progress;
  /** False when there was nothing to remember. */
  readonly found: boolean;
  readonly notice?: string;
  /** False when the file must be left alone. */
  readonly writable: boolean;
}

/** Reads the progress in `file`. A file that makes no sense is told about, put aside, and replaced. */
export function loadProgress(file: string): Loaded {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const fresh = { progress: AT_THE_START, found: false, writable: true };
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return fresh;
    return { ...fresh, notice: `${nameOf(file)} cannot be read; starting without it.` };
  }
  const version = versionOf(text);
  if (typeof version === 'number' && version > VERSION) {
    const notice = `${nameOf(file)} was written by a newer version of the workshop; it is left as it is, and this session is not remembered.`;
    return { progress: AT_THE_START, found: false, writable: false, notice };
  }
  const progress = version === VERSION ? progressIn(JSON.parse(text)) : undefined;
  if (progress !== undefined) return { progress, found: true, writable: true };
  return { progress: AT_THE_START, found: false, writable: true, notice: putAside(file) };
}

/** Writes the progress so that a crash leaves the old file or the new one. Answers with a notice if it cannot. */
export function saveProgress(file: string, progress: Progress): string | undefined {
  try {
    // For people who read the file, and for older versions of the workshop.
    const done = STEPS.map(({ number }) => number).filter((step) => progress.tested[step]?.passed === true);
    replaceFile(file, `${JSON.stringify({ version: VERSION, ...progress, done }, null, 2)}\n`);
    return undefined;
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    return `${error.message}; where you are will not be remembered.`;
  }
}

/** Remembers that the learner is at another step. Answers false where nothing can be remembered. */
export function moveTo(file: string, step: number): boolean {
  const { progress, writable } = loadProgress(file);
  return writable && saveProgress(file, { ...progress, current: step }) === undefined;
}

function versionOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { version?: unknown } | null)?.version;
  } catch {
    return undefined;
  }
}

function progressIn(value: Record<string, unknown>): Progress | undefined {
  const { current, done, tested, hints, guesses, rounds, openEditor, editor } = value;
  if (!isStep(current) || !Array.isArray(done) || !done.every(isStep)) return undefined;
  if (typeof hints !== 'object' || hints === null) return undefined;
  const counts = Object.entries(hints).filter(([step, count]) => isStep(Number(step)) && Number.isInteger(count));
  return {
    current,
    tested: testedIn(tested),
    hints: Object.fromEntries(counts),
    guesses: guessesIn(guesses),
    rounds: Number.isSafeInteger(rounds) ? (rounds as number) : 0,
    openEditor: openEditor !== false,
    ...(typeof editor === 'string' ? { editor } : {}),
  };
}

/** What makes no sense is left out: those steps are tested again. */
function testedIn(value: unknown): Record<number, Tested> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      ([step, tested]: [string, Partial<Tested> | null]) =>
        isStep(Number(step)) && typeof tested?.of === 'string' && typeof tested.passed === 'boolean',
    ),
  );
}

function guessesIn(value: unknown): Record<number, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([step, guess]) => isStep(Number(step)) && typeof guess === 'string'));
}

function isStep(value: unknown): value is number {
  return STEPS.some(({ number }) => number === value);
}

function putAside(file: string): string {
  const aside = `${file}.unreadable`;
  try {
    moveFile(file, aside);
    return `${nameOf(file)} made no sense; it is kept as ${nameOf(aside)}, and the workshop starts where your code is.`;
  } catch {
    return `${nameOf(file)} makes no sense; the workshop starts where your code is.`;
  }
}
