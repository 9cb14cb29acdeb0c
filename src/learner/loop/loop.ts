import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileTrouble } from '../../course/file-trouble.ts';
import { gapsIn, openGap } from '../../course/gaps.ts';
import { answerOf, hintsOf, whyOf } from '../../course/hints.ts';
import { ROOT } from '../../course/root.ts';
import { fileOf, STEPS, type Step } from '../../course/steps.ts';
import { filmWorthShowing, showRun } from '../../recording/show-run.ts';
import { BUSY } from '../../terminal/busy.ts';
import { processIo } from '../../terminal/io.ts';
import { hangUpWithParents } from '../../terminal/orphan.ts';
import { isDone, type StepOutcome } from '../../verdict/outcome.ts';
import { TestRunner } from '../../verdict/runner.ts';
import { editorCall } from '../editor/editor-call.ts';
import { runEditor } from '../editor/run-editor.ts';
import { catchUp, reset, type Change } from '../progress/replace-files.ts';
import { lookAt } from '../progress/standing.ts';
import { choosingEditor, loadProgress, saveProgress, STATE_FILE } from '../progress/store.ts';
import { outdated, update } from '../progress/update.ts';
import { Answers } from './answers.ts';
import { Recordings } from './recordings.ts';
import { firstState, reduce } from './reduce.ts';
import { stepOf, type LoopEvent, type LoopState, type Look, type Todo } from './state.ts';
import { Surface } from './surface.ts';
import { runToView, titled } from './view-run.ts';
import { watchFiles, type Watcher } from './watcher.ts';

export interface LoopOptions {
  /** The folder of the code, relative to the root: `steps`. */
  readonly code: string;
  readonly poll: boolean;
  /** Append to the screen, and never repaint it. */
  readonly plain: boolean;
  /** May a file be opened in the editor? */
  readonly open: boolean;
  /** The command of the editor, to be remembered: `auto` for what the terminal and the environment say. */
  readonly editor?: string | undefined;
}

/** From here on, steps use more of the given code of earlier ones than there was in the first version. */
const FIRST_TO_NEED_MORE = 6;

/** The learner's loop. It ends the process when the learner quits. */
export async function runLoop(options: LoopOptions): Promise<never> {
  const file = join(ROOT, STATE_FILE);
  const loaded = loadProgress(file);
  const runner = await TestRunner.open({ root: ROOT, code: options.code, ahead: 'between runs' });
  void hangUpWithParents();
  new Loop(options, file, loaded, runner);
  return new Promise(() => undefined);
}

/** Holds the state, and does what the reducer says must be done. It decides nothing itself. */
class Loop {
  readonly #options: LoopOptions;
  readonly #stateFile: string;
  readonly #writable: boolean;
  readonly #runner: TestRunner;
  readonly #io = processIo();
  readonly #recordings = new Recordings();
  /** Without a remembered step, the first start walks on to the first step that is not done. */
  #searching: boolean;
  readonly #surface: Surface;
  readonly #answers: Answers;
  #state: LoopState;
  /** The step that the file of the state names, as far as we know. */
  #remembered: number;
  #watcher: Watcher | undefined;

  constructor(options: LoopOptions, stateFile: string, loaded: ReturnType<typeof loadProgress>, runner: TestRunner) {
    this.#options = options;
    this.#stateFile = stateFile;
    this.#writable = loaded.writable;
    this.#searching = !loaded.found;
    this.#remembered = loaded.progress.current;
    this.#runner = runner;
    this.#state = firstState(choosingEditor(loaded.progress, options.editor), options.code, loaded.notice);
    const [state, dispatch] = [() => this.#state, (event: LoopEvent) => this.#dispatch(event)];
    this.#surface = new Surface({ io: this.#io, plain: options.plain, state, onKey: dispatch });
    this.#answers = new Answers({ ...options, runner, recordings: this.#recordings, state, dispatch, onVerdict: (step, outcome) => this.#walksOn(step, outcome) });
    for (const [signal, code] of [['SIGTERM', 143], ['SIGHUP', 129], ['SIGINT', 130]] as const) {
      // Ctrl-C in an editor is for the editor.
      process.on(signal, () => (signal === 'SIGINT' && this.#surface.lent === 'editor' ? undefined : this.#quit(code)));
    }
    this.#enter(stepOf(this.#state));
  }

  #dispatch(event: LoopEvent): void {
    const { state, todo } = reduce(this.#state, event);
    this.#state = state;
    this.#surface.draw();
    for (const each of todo) this.#perform(each);
  }

  #perform(todo: Todo): void {
    const step = stepOf(this.#state);
    switch (todo.do) {
      case 'test':
        return this.#test([]);
      case 'remember':
        return this.#remember();
      case 'go to':
        return this.#goTo(STEPS[todo.step - 1]!);
      case 'view':
        return void this.#view();
      case 'read both':
        return this.#compare(step);
      case 'end':
        return this.#dispatch({ type: 'ended', written: this.#written() });
      case 'reset':
        return this.#change(() => reset(ROOT, [step], new Date()), 'Back to the start');
      case 'catch up':
        return this.#change(() => catchUp(ROOT, STEPS[todo.step - 1]!, new Date()), 'Caught up', todo.step);
      case 'update':
        return this.#change(() => update(ROOT, outdated(ROOT), new Date()), 'Up to date around your gaps');
      case 'quit':
        return this.#quit(0);
    }
  }

  #goTo(step: Step): void {
    // Who chooses a step has found it.
    this.#searching = false;
    this.#enter(step);
    if (this.#options.open && this.#state.progress.openEditor) void this.#edit(step);
  }

  /** Opens the file of a step at its gap. An editor without a window of its own gets the terminal until it is closed. */
  async #edit(step: Step): Promise<void> {
    if (this.#surface.lent !== undefined) return;
    const { progress, gap = 1 } = this.#state;
    const { env, platform } = this.#io;
    try {
      const call = editorCall(this.#path(step), gap, { wanted: progress.editor, env, platform, exists: existsSync });
      if (call === undefined) return;
      if (call.window) await runEditor(call);
      else await this.#surface.lend('editor', () => runEditor(call));
    } catch (error) {
      this.#dispatch({ type: 'notice', text: `No editor was opened: ${(error as Error).message}.` });
    }
  }

  #enter(step: Step): void {
    this.#watcher?.close();
    const files = STEPS.map((each) => this.#path(each));
    // While they were not watched, they may have changed.
    for (const each of files) this.#runner.invalidate(each);
    this.#watcher = watchFiles(files, this.#options.poll, (changed) => this.#saved(changed));
    const [why, answer] = [whyOf(ROOT, step), answerOf(ROOT, step)];
    this.#dispatch({
      type: 'entered',
      step: step.number,
      hints: hintsOf(ROOT, step),
      ...(why === undefined ? {} : { why }),
      ...(answer === undefined ? {} : { answer }),
      look: this.#look(step),
    });
    if (this.#options.code === 'steps' && step.number >= FIRST_TO_NEED_MORE && outdated(ROOT, step.number).length > 0) this.#dispatch({ type: 'outdated' });
  }

  #look(step: Step): Look {
    const file = this.#path(step);
    const gap = existsSync(file) ? openGap(readFileSync(file, 'utf8')) : undefined;
    return { files: lookAt(ROOT, this.#options.code), ...(gap === undefined ? {} : { gap }) };
  }

  /** The lines in the gaps of the files that are the learner's own. */
  #written(): number {
    const own = STEPS.filter((_, i) => this.#state.files[i]?.file === 'own');
    return own.flatMap((step) => gapsIn(readFileSync(this.#path(step), 'utf8'))).flatMap(({ lines }) => lines.filter((text) => text.trim() !== '')).length;
  }

  #path(step: Step): string {
    return resolve(ROOT, this.#options.code, fileOf(step));
  }

  /** A command in another terminal may have changed files and the step, as catch-up does: then it is followed there. */
  #saved(changed: readonly string[]): void {
    const { found, progress } = loadProgress(this.#stateFile);
    if (!this.#writable || !found || progress.current === this.#remembered) return this.#test(changed);
    this.#goTo(STEPS[progress.current - 1]!);
  }

  #test(changed: readonly string[]): void {
    const step = stepOf(this.#state);
    this.#dispatch({ type: 'testing', saved: changed.length > 0, look: this.#look(step) });
    this.#answers.to(step, changed);
  }

  #walksOn(step: Step, outcome: StepOutcome): boolean {
    const on = this.#searching && isDone(outcome) && step !== STEPS.at(-1);
    if (on) this.#enter(STEPS[step.number]!);
    else this.#searching = false;
    return on;
  }

  #compare(step: Step): void {
    const file = this.#path(step);
    const solution = readFileSync(join(ROOT, 'solutions', fileOf(step)), 'utf8');
    this.#dispatch({ type: 'compare', mine: existsSync(file) ? readFileSync(file, 'utf8') : '', solution });
  }

  #change(make: () => Change, done: string, goTo = this.#state.progress.current): void {
    this.#searching = false;
    try {
      const { changed, backup } = make();
      const names = changed.map(({ number }) => number).join(', ');
      const kept = backup === undefined ? '' : ` Your files are in ${backup}; node rumor undo brings them back.`;
      const text = changed.length === 0 ? 'Nothing had to change.' : `${done}: step ${names}.${kept}`;
      this.#enter(STEPS[goTo - 1]!);
      this.#dispatch({ type: 'notice', text });
    } catch (error) {
      const { message } = fileTrouble(error) ?? (error as Error);
      this.#dispatch({ type: 'notice', text: `${message.charAt(0).toUpperCase()}${message.slice(1)}.` });
    }
  }

  #remember(): void {
    if (!this.#writable) return;
    const notice = saveProgress(this.#stateFile, this.#state.progress);
    if (notice === undefined) this.#remembered = this.#state.progress.current;
    if (notice !== undefined && this.#state.notice === undefined) this.#dispatch({ type: 'notice', text: notice });
  }

  /** The viewer takes the whole screen, and gives it back. Who leaves it with Ctrl-C wants to leave altogether. */
  async #view(): Promise<void> {
    if (this.#surface.lent !== undefined) return;
    const wanted = runToView(this.#state);
    this.#dispatch({ type: 'notice', text: `Recording the ${wanted.which} …` });
    const recording = await this.#recordings.of(wanted.request, () => this.#dispatch({ type: 'notice', text: `Recording the ${wanted.which}: ${BUSY} …` }));
    const film = filmWorthShowing(recording);
    if (film === undefined) {
      return this.#dispatch({ type: 'viewed', text: recording.fault?.sentence ?? 'There is nothing to view yet.' });
    }
    // Tests go on meanwhile.
    await this.#surface.lend('viewer', async () => {
      const played = await showRun({ ...recording, film: titled(film, wanted) }, wanted.request, {
        plain: this.#options.plain,
        keys: true,
        within: true,
        ...wanted.spot,
      });
      if (played?.interrupted === true) this.#quit(0);
    });
    this.#dispatch({ type: 'viewed', text: '' });
  }

  /** Leaves at once: nobody waits for children that are of no use any more. */
  #quit(code: number): void {
    this.#surface.close();
    this.#answers.abandon();
    if (code === 0) this.#io.writeNow('npm start brings you back.\n');
    process.exit(code);
  }
}
