import { resolve } from 'node:path';
import { ROOT } from '../../course/root.ts';
import { standardScenario, STEPS, type Step } from '../../course/steps.ts';
import { filmWorthShowing } from '../../recording/show-run.ts';
import { isDone, type StepOutcome, type TestOutcome } from '../../verdict/outcome.ts';
import type { TestRunner } from '../../verdict/runner.ts';
import { standingsOf } from '../progress/standing.ts';
import type { Recordings } from './recordings.ts';
import type { LoopEvent, LoopState } from './state.ts';
import { checkTypes } from './type-check.ts';

/** How long a frame of the picture stays, in milliseconds. */
const FRAME = 220;

export interface AnswersOptions {
  /** The folder of the code, relative to the root: `steps`. */
  readonly code: string;
  readonly plain: boolean;
  readonly runner: TestRunner;
  readonly recordings: Recordings;
  readonly state: () => LoopState;
  readonly dispatch: (event: LoopEvent) => void;
  /** Hears the verdict. Where it answers true, what else there is to say of this step is of no use. */
  readonly onVerdict: (step: Step, outcome: StepOutcome) => boolean;
}

/** What a save is answered with: the verdict first, then the types, the picture, and how the other steps stand. */
export class Answers {
  readonly #options: AnswersOptions;
  /** Counts the saves: an answer to an older one is worth nothing. */
  #save = 0;
  #running: Promise<void> = Promise.resolve();
  #types: { cancel(): void } | undefined;
  #animation: NodeJS.Timeout | undefined;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  /** Answers a save. An answer that is still under way is for an older one, and is ended. */
  to(step: Step, changed: readonly string[]): void {
    const { runner, recordings, dispatch } = this.#options;
    const save = ++this.#save;
    recordings.forget();
    runner.cancel();
    this.#types?.cancel();
    for (const file of changed) runner.invalidate(file);
    this.#running = this.#running
      .then(() => this.#answer(step, save))
      .catch((error: unknown) => dispatch({ type: 'notice', text: `The tests could not be run: ${String(error)}` }));
  }

  /** Ends all at once. */
  abandon(): void {
    this.#types?.cancel();
    this.#options.runner.abandon();
  }

  async #answer(step: Step, save: number): Promise<void> {
    if (save !== this.#save) return;
    const { runner, plain, onVerdict } = this.#options;
    const outcome = await runner.run(step, {
      onFailure: (test: TestOutcome) => this.#tell(save, { type: 'failing', test }),
      // What is said stays said: the plain form waits until all is known.
      onPass: (passed: StepOutcome) => plain || this.#tell(save, { type: 'tested', outcome: passed, more: true }),
      onBusy: () => this.#tell(save, { type: 'busy' }),
    });
    if (!this.#tell(save, { type: 'tested', outcome })) return;
    if (onVerdict(step, outcome)) return;
    this.#types = checkTypes(ROOT, step, ({ first, count }) => this.#tell(save, { type: 'checked', first, count }));
    // The picture follows the verdict: nobody waits for it, and the next save need not either.
    void this.#record(step, save);
    this.#running = this.#running.then(() => this.#survey(save)).catch(() => undefined);
  }

  /** Tests the other steps whose files are others than when they were last tested. The next save ends it. */
  async #survey(save: number): Promise<void> {
    for (const step of STEPS) {
      const { files, progress } = this.#options.state();
      if (save !== this.#save) return;
      if (standingsOf(files, progress.tested)[step.number - 1] !== 'unknown') continue;
      const outcome = await this.#options.runner.run(step);
      if (!this.#tell(save, { type: 'surveyed', step: step.number, of: files[step.number - 1]!.fingerprint, passed: isDone(outcome) })) return;
    }
  }

  async #record(step: Step, save: number): Promise<void> {
    const { recordings, code, plain } = this.#options;
    const request = { step: step.number, code: resolve(ROOT, code), scenario: standardScenario(step), trace: false };
    const recording = await recordings.of(request, () => this.#tell(save, { type: 'busy' }));
    if (!this.#tell(save, { type: 'recorded', film: filmWorthShowing(recording), fault: recording.fault })) return;
    clearInterval(this.#animation);
    // The plain form tells the whole run at once.
    if (!plain) this.#animation = setInterval(() => this.#tick(), FRAME);
  }

  #tick(): void {
    const { film, position } = this.#options.state();
    if (film === undefined || position >= film.frames.length - 1) clearInterval(this.#animation);
    else this.#options.dispatch({ type: 'tick' });
  }

  /** False when there has been another save since: then it is not told. */
  #tell(save: number, event: LoopEvent): boolean {
    if (save !== this.#save) return false;
    this.#options.dispatch(event);
    return true;
  }
}
