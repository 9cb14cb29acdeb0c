import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { starterOf } from '../../course/gaps.ts';
import { removeFolder } from '../../course/remove-folder.ts';
import { ROOT } from '../../course/root.ts';
import { fileOf, type Step } from '../../course/steps.ts';
import { openOurs, openVitest, type Answerer } from './watchers.ts';

/** Milliseconds from the moment a file is written to the verdict on it. */
export interface Latency {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Race {
  readonly ours: Latency;
  /** Vitest's own watch. */
  readonly vitest: Latency;
  /** How many times as long as our verdict Vitest's takes, by the medians. */
  readonly factor: number;
}

export interface MeasuredLoop {
  readonly step: number;
  readonly saves: number;
  /** Code that passes. Ours tells when the step is done; Vitest when its further tasks, if it has any, have been tried too. */
  readonly right: Race;
  /** Code as it is before anybody has worked on it: the verdict is the first failure. */
  readonly wrong: Race;
  /** How long ours takes over an endless loop, and over the save after it. Vitest's never comes back. */
  readonly endless: { readonly verdict: number; readonly next: number };
}

const SAVES = 21;
const WARM_UPS = 3;
/** Nobody saves twice at once, and both have something to put away after a run. */
const PAUSE = 800;

/**
 * Saves the file of a step again and again, and measures how long the verdict takes: by our loop and
 * by `vitest --watch`, in turn, so that a noisy machine is unkind to both. `code` is an absolute
 * folder; it is copied first. Throws an Error when the tests do not pass.
 */
export async function measureLoop(code: string, step: Step, saves = SAVES): Promise<MeasuredLoop> {
  const folder = join(ROOT, '.workshop', `bench-${process.pid}`);
  const [mine, theirs] = ['ours', 'vitest'].map((name) => copyOf(code, join(folder, name)));
  const open: Answerer[] = [];
  try {
    const ours = await openOurs(mine!, step);
    open.push(ours);
    const vitest = await openVitest(theirs!, step);
    open.push(vitest);
    const [our, their]: Candidate[] = [[ours, join(mine!, fileOf(step))], [vitest, join(theirs!, fileOf(step))]];
    const text = readFileSync(our![1], 'utf8');
    const right = await race(saves, text, true, our!, their!);
    const wrong = await race(saves, starterOf(text, step.number), false, our!, their!);
    const endless = await measureEndless(ours, our![1], text);
    return { step: step.number, saves, right, wrong, endless };
  } finally {
    for (const each of open) await each.close();
    removeFolder(folder);
  }
}

function copyOf(code: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  cpSync(code, folder, { recursive: true });
  return folder;
}

type Candidate = readonly [answerer: Answerer, file: string];

/** Both answer to the same text, in turn. */
async function race(saves: number, text: string, right: boolean, ours: Candidate, vitest: Candidate): Promise<Race> {
  const times = { ours: [] as number[], vitest: [] as number[] };
  for (let i = -WARM_UPS; i < saves; i++) {
    for (const [name, [answerer, file]] of [['ours', ours], ['vitest', vitest]] as const) {
      await sleep(PAUSE);
      const { milliseconds, passed } = await answerTo(answerer, file, `${text}\n// save ${i}\n`);
      if (passed !== right) throw new Error(`the tests ${passed ? 'pass a starter' : 'do not pass, and what is measured is right code'} (${file})`);
      if (i >= 0) times[name].push(milliseconds);
    }
  }
  const [mine, theirs] = [latency(times.ours), latency(times.vitest)];
  return { ours: mine, vitest: theirs, factor: theirs.median / mine.median };
}

async function measureEndless(ours: Answerer, file: string, text: string): Promise<{ verdict: number; next: number }> {
  await sleep(PAUSE);
  const { milliseconds: verdict, passed } = await answerTo(ours, file, 'while (true);\n');
  if (passed) throw new Error('an endless loop passed the tests');
  await sleep(PAUSE);
  const { milliseconds: next } = await answerTo(ours, file, text);
  return { verdict, next };
}

/** Saves the file, and waits for the verdict. */
async function answerTo(answerer: Answerer, file: string, text: string): Promise<{ milliseconds: number; passed: boolean }> {
  const verdict = answerer.verdict();
  const start = performance.now();
  writeFileSync(file, text);
  const passed = await verdict;
  return { milliseconds: performance.now() - start, passed };
}

function latency(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)]!, least: sorted[0]!, most: sorted.at(-1)! };
}

/** The measurements as lines of text. */
export function renderLoop({ step, saves, right, wrong, endless }: MeasuredLoop): string {
  const row = (name: string, cells: readonly string[]): string => name.padEnd(16) + cells.map((cell) => cell.padStart(10)).join('');
  const ms = (time: number): string => `${time.toFixed(0)} ms`;
  const cells = ({ median, least, most }: Latency): string[] => [median, least, most].map(ms);
  const rows = ({ ours, vitest, factor }: Race): string => `${row('our loop', cells(ours))}\n${row('vitest --watch', [...cells(vitest), `${factor.toFixed(1)}x`])}`;
  return `${row('save to verdict', ['median', 'least', 'most'])}
right code, until the step is known to be done
${rows(right)}
a starter, to the first failure
${rows(wrong)}
an endless loop: ${ms(endless.verdict)}, and the save after it ${ms(endless.next)} (vitest --watch never comes back)
Step ${String(step).padStart(2, '0')}, ${saves} saves each, in turn; the tests themselves included.
`;
}
