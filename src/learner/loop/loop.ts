import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { colourLevel, knowsUnicode } from '../../terminal/colour.ts';
import { processIo } from '../../terminal/io.ts';
import { paint, painter } from '../../terminal/paint.ts';
import { openScreen, type Screen } from '../../terminal/screen.ts';
import { answerOf, hintsOf, whyOf } from '../../course/hints.ts';
import { lookAt, standingsOf } from '../progress/standing.ts';
import { choosingEditor, loadProgress, saveProgress, STATE_FILE } from '../progress/store.ts';
import { catchUp, reset, type Change } from '../progress/replace-files.ts';
import { outdated, update } from '../progress/update.ts';
import { hangUpWithParents } from '../../terminal/orphan.ts';
import { fileTrouble } from '../../course/file-trouble.ts';
import { ROOT } from '../../course/root.ts';
import { filmWorthShowing, showRun } from '../../recording/show-run.ts';
import { fileOf, standardScenario, STEPS, type Step } from '../../course/steps.ts';
import { isDone, type StepOutcome, type TestOutcome } from '../../verdict/outcome.ts';
import { TestRunner } from '../../verdict/runner.ts';
import { drawLoop, reachOf } from './draw.ts';
import { editorCall } from '../editor/editor-call.ts';
import { runEditor } from '../editor/run-editor.ts';
import { gapsIn, openGap } from '../../course/gaps.ts';
import { listenToKeys } from '../../terminal/keys.ts';
import { Recordings } from './recordings.ts';
import { firstState, reduce } from './reduce.ts';
import { sayLoop } from './plain-form.ts';
import { stepOf, type LoopEvent, type LoopState, type Look, type Todo } from './state.ts';
import { checkTypes } from './type-check.ts';
import { runToView, titled } from './view-run.ts';
import { BUSY } from '../../terminal/busy.ts';
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

/** How long a frame of the picture stays, in milliseconds. */
const FRAME = 220;

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
/** From here on, steps use more of the given code of earlier ones than there was in the first version. */
const FIRST_TO_NEED_MORE = 6;

class Loop {
  readonly #options: LoopOptions;
  readonly #stateFile: string;
  readonly #writable: boolean;
  readonly #runner: TestRunner;
  readonly #io = processIo();
  readonly #recordings = new Recordings();
  /** Without a remembered step, the first start walks on to the first step that is not done. */
  #searching: boolean;
  #state: LoopState;
  /** Absent while text is only appended. */
  #screen: Screen | undefined;
  #said: LoopState | undefined;
  #stopListening: () => void;
  #watcher: Watcher | undefined;
  #types: { cancel(): void } | undefined;
  #animation: NodeJS.Timeout | undefined;
  /** Who has the terminal. */
  #lent: 'viewer' | 'editor' | undefined;
  /** Counts the saves: an answer to an older one is worth nothing. */
  #save = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(options: LoopOptions, stateFile: string, loaded: ReturnType<typeof loadProgress>, runner: TestRunner) {
    this.#options = options;
    this.#stateFile = stateFile;
    this.#writable = loaded.writable;
    this.#searching = !loaded.found;
    this.#runner = runner;
    this.#state = firstState(choosingEditor(loaded.progress, options.editor), options.code, loaded.notice);
    this.#screen = this.#openScreen();
    this.#stopListening = this.#listen();
    for (const [signal, code] of [['SIGTERM', 143], ['SIGHUP', 129], ['SIGINT', 130]] as const) {
      // Ctrl-C in an editor is for the editor.
      process.on(signal, () => (signal === 'SIGINT' && this.#lent === 'editor' ? undefined : this.#quit(code)));
    }
    this.#enter(stepOf(this.#state));
  }

  #dispatch(event: LoopEvent): void {
    const { state, todo } = reduce(this.#state, event);
    this.#state = state;
    this.#draw();
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
    if (this.#lent !== undefined) return;
    const { progress, gap = 1 } = this.#state;
    const { env, platform } = this.#io;
    try {
      const call = editorCall(this.#path(step), gap, { wanted: progress.editor, env, platform, exists: existsSync });
      if (call === undefined) return;
      if (call.window) await runEditor(call);
      else await this.#lend('editor', () => runEditor(call));
    } catch (error) {
      this.#dispatch({ type: 'notice', text: `No editor was opened: ${(error as Error).message}.` });
    }
  }

  #enter(step: Step): void {
    this.#watcher?.close();
    const files = STEPS.map((each) => this.#path(each));
    // While they were not watched, they may have changed.
    for (const each of files) this.#runner.invalidate(each);
    this.#watcher = watchFiles(files, this.#options.poll, (changed) => this.#test(changed));
    const [why, answer] = [whyOf(ROOT, step), answerOf(ROOT, step)];
    this.#dispatch({ type: 'entered', step: step.number, hints: hintsOf(ROOT, step), ...(why === undefined ? {} : { why }), ...(answer === undefined ? {} : { answer }), look: this.#look(step) });
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

  /** Runs the tests. A run that is still under way is for an older save, and is ended. */
  #test(changed: readonly string[]): void {
    const save = ++this.#save;
    this.#recordings.forget();
    this.#runner.cancel();
    this.#types?.cancel();
    for (const file of changed) this.#runner.invalidate(file);
    this.#dispatch({ type: 'testing', saved: changed.length > 0, look: this.#look(stepOf(this.#state)) });
    this.#running = this.#running.then(() => this.#answer(save)).catch((error: unknown) => this.#dispatch({ type: 'notice', text: `The tests could not be run: ${String(error)}` }));
  }

  async #answer(save: number): Promise<void> {
    if (save !== this.#save) return;
    const step = stepOf(this.#state);
    const onFailure = (test: TestOutcome): void => {
      if (save === this.#save) this.#dispatch({ type: 'failing', test });
    };
    // What is said stays said: the plain form waits until all is known.
    const onPass = (passed: StepOutcome): void => {
      if (save === this.#save && !this.#options.plain) this.#dispatch({ type: 'tested', outcome: passed, more: true });
    };
    const outcome = await this.#runner.run(step, { onFailure, onPass, onBusy: () => this.#busy(save) });
    if (save !== this.#save) return;
    this.#dispatch({ type: 'tested', outcome });
    if (this.#searching && isDone(outcome) && step !== STEPS.at(-1)) return this.#enter(STEPS[step.number]!);
    this.#searching = false;
    this.#types = checkTypes(ROOT, step, ({ first, count }) => {
      if (save === this.#save) this.#dispatch({ type: 'checked', first, count });
    });
    // The picture follows the verdict: nobody waits for it, and the next save need not either.
    void this.#record(step, save);
    this.#running = this.#running.then(() => this.#survey(save)).catch(() => undefined);
  }

  #busy(save: number): void {
    if (save === this.#save) this.#dispatch({ type: 'busy' });
  }

  /** Tests the other steps whose files are others than when they were last tested. The next save ends it. */
  async #survey(save: number): Promise<void> {
    for (const step of STEPS) {
      const { files, progress } = this.#state;
      if (save !== this.#save) return;
      if (standingsOf(files, progress.tested)[step.number - 1] !== 'unknown') continue;
      const outcome = await this.#runner.run(step);
      if (save !== this.#save) return;
      this.#dispatch({ type: 'surveyed', step: step.number, of: files[step.number - 1]!.fingerprint, passed: isDone(outcome) });
    }
  }

  async #record(step: Step, save: number): Promise<void> {
    const code = resolve(ROOT, this.#options.code);
    const recording = await this.#recordings.of({ step: step.number, code, scenario: standardScenario(step), trace: false }, () => this.#busy(save));
    if (save !== this.#save) return;
    this.#dispatch({ type: 'recorded', film: filmWorthShowing(recording), fault: recording.fault });
    clearInterval(this.#animation);
    // The plain form tells the whole run at once.
    if (!this.#options.plain) this.#animation = setInterval(() => this.#tick(), FRAME);
  }

  #tick(): void {
    const { film, position } = this.#state;
    if (film === undefined || position >= film.frames.length - 1) clearInterval(this.#animation);
    else this.#dispatch({ type: 'tick' });
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
    if (notice !== undefined && this.#state.notice === undefined) this.#dispatch({ type: 'notice', text: notice });
  }

  /** The viewer takes the whole screen, and gives it back. Who leaves it with Ctrl-C wants to leave altogether. */
  async #view(): Promise<void> {
    if (this.#lent !== undefined) return;
    const wanted = runToView(this.#state);
    this.#dispatch({ type: 'notice', text: `Recording the ${wanted.which} …` });
    const recording = await this.#recordings.of(wanted.request, () => this.#dispatch({ type: 'notice', text: `Recording the ${wanted.which}: ${BUSY} …` }));
    const film = filmWorthShowing(recording);
    if (film === undefined) {
      return this.#dispatch({ type: 'viewed', text: recording.fault?.sentence ?? 'There is nothing to view yet.' });
    }
    await this.#lend('viewer', async () => {
      const played = await showRun({ ...recording, film: titled(film, wanted) }, wanted.request, { plain: this.#options.plain, keys: true, within: true, ...wanted.spot });
      if (played?.interrupted === true) this.#quit(0);
    });
    this.#dispatch({ type: 'viewed', text: '' });
  }

  /** Somebody else has the terminal until `use` is over. Tests go on meanwhile. */
  async #lend<T>(who: 'viewer' | 'editor', use: () => Promise<T>): Promise<T> {
    this.#stopListening();
    this.#screen?.close();
    this.#lent = who;
    try {
      return await use();
    } finally {
      this.#lent = undefined;
      this.#screen = this.#openScreen();
      this.#stopListening = this.#listen();
      this.#draw();
    }
  }

  #openScreen(): Screen | undefined {
    if (this.#options.plain) return undefined;
    const { stdout, env, host, writeNow } = this.#io;
    return openScreen({ output: stdout, paint: painter(colourLevel(env, stdout)), host, writeNow, onResize: () => this.#draw() });
  }

  #listen(): () => void {
    return listenToKeys(this.#io.stdin, (key) => {
      // A capital is the same key to the loop.
      const name = key.toLowerCase();
      const reach = this.#screen === undefined ? {} : { reach: reachOf(this.#state, this.#screen.size()) };
      this.#dispatch({ type: 'key', name, text: key, ...reach });
    });
  }

  #draw(): void {
    if (this.#lent !== undefined) return;
    const { stdout, env, platform } = this.#io;
    if (this.#screen !== undefined) {
      this.#screen.draw(drawLoop(this.#state, this.#screen.size(), knowsUnicode(env, platform)));
      return;
    }
    const lines = sayLoop(this.#said, this.#state, stdout.columns || 80);
    this.#said = this.#state;
    if (lines.length > 0) stdout.write(`${paint(lines, colourLevel(env, stdout))}\n`);
  }

  /** Leaves at once: nobody waits for children that are of no use any more. */
  #quit(code: number): void {
    this.#stopListening();
    this.#screen?.close();
    this.#types?.cancel();
    this.#runner.abandon();
    if (code === 0) this.#io.writeNow('npm start brings you back.\n');
    process.exit(code);
  }
}
