import type { Scenario } from '../../src/sim/scenario.ts';
import type { TraceListener } from '../../src/host/trace.ts';
import { Answers } from '../model/answer.ts';
import { codeWanted, loadNode, whenCodeChanges } from '../model/code.ts';
import type { Film } from '../model/film.ts';
import type { Playhead } from '../model/playhead.ts';
import { Run } from '../model/run.ts';
import type { Across, RunState } from '../model/run-state.ts';
import { readSettings } from '../model/settings.ts';
import { freeAfterPointer, keepKeys } from './controls.ts';
import { heightsSoFar } from './curves.ts';
import { countWords, Layout, type Actions } from './layout.ts';
import { Picture } from './picture.ts';
import { listenToPointer } from './pointer.ts';
import { Ticker } from './ticker.ts';

/** A run was used by hand; a run has moved on. Whoever shows the same run listens. */
export const USED = 'gossip-used';
export const MOVED = 'gossip-moved';

/**
 * Gossip one can touch: plays the workshop's own simulator and step code, and draws the recording.
 *
 * The {@link Run} knows nothing of the page; the {@link Layout} nothing of the run's code. This element
 * brings them together, and keeps the time.
 */
export class GossipSim extends HTMLElement {
  /** Resolves when the code of the step is there and the first picture is drawn. */
  ready: Promise<void> = Promise.resolve();
  /** Another window keeps the time, and says where the run is. */
  led = false;
  #run: Run | undefined;
  #layout!: Layout;
  #picture!: Picture;
  #loading = false;
  readonly #answers = new Answers();
  #dragged: Across | undefined;
  /** What was shown beside the drawings in the last frame. */
  #beside: readonly unknown[] = [];
  readonly #ticker = new Ticker((seconds) => this.#tick(seconds));
  #watching: (() => void)[] = [];

  connectedCallback(): void {
    if (this.shadowRoot === null && !this.#build()) return;
    if (this.#run === undefined) return;
    const remeasure = (): void => {
      this.#layout.network.measureAgain();
      this.#layout.chart.measureAgain();
      this.#paint();
    };
    const observer = new ResizeObserver(remeasure);
    observer.observe(this.#layout.network.canvas);
    observer.observe(this.#layout.chart.canvas);
    // Reveal scales the slide after it has heard of the new size itself.
    const resized = (): number => requestAnimationFrame(remeasure);
    addEventListener('resize', resized);
    this.#watching = [() => observer.disconnect(), () => removeEventListener('resize', resized), whenCodeChanges(() => this.#load())];
    if (this.#run.createNode === undefined) this.#load();
    else this.#paint();
  }

  disconnectedCallback(): void {
    this.pause();
    for (const stop of this.#watching) stop();
  }

  set listener(listener: TraceListener) {
    this.#listener = listener;
    if (this.#run !== undefined) this.#run.listener = listener;
  }
  #listener: TraceListener | undefined;

  get film(): Film | undefined {
    return this.#run?.film;
  }

  get position(): number {
    return this.#run?.head.position ?? 0;
  }

  get playing(): boolean {
    return this.#run?.head.playing ?? false;
  }

  /** The scenario on screen, with everything that was told, killed or cut by hand. */
  get scenario(): Scenario | undefined {
    return this.film?.scenario;
  }

  /** What the same picture in another window needs to show the same. */
  get state(): RunState | undefined {
    return this.#run?.state;
  }

  /** Becomes what the same picture is in another window. */
  adopt(state: RunState): void {
    const run = this.#run;
    if (run === undefined) return;
    // What code was being loaded for is out of date.
    if (run.adopt(state) || this.#loading) this.#load(state);
    else this.#go();
    this.#paint();
  }

  /** Shows what the same picture shows in another window. */
  follow(head: Playhead): void {
    if (this.film === undefined) return;
    this.#run!.moveTo(head);
    this.#paint(true);
  }

  play(): void {
    this.#use((run) => run.play());
  }

  pause(): void {
    this.#ticker.stop();
    if (this.playing) this.#use((run) => run.pause());
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Shows the end of `round`, or of the last one there is. */
  seek(round: number): void {
    this.#use((run) => run.seek(round));
  }

  /** A picture that says something without moving: on paper, and where nothing shall move. */
  showPoster(): void {
    this.#run?.seekPoster(Number(this.getAttribute('poster') ?? '7'));
    this.#paint();
  }

  /** Plays, if nobody has used it yet: from the start. */
  autoplay(): void {
    this.#use((run) => {
      if (!run.touched) run.seek(0);
      run.play();
    });
  }

  /** Puts everything inside. False when the attributes make no sense, which it then says. */
  #build(): boolean {
    const root = this.attachShadow({ mode: 'open' });
    const list = (name: string): string[] => (this.getAttribute(name) ?? '').split(' ').filter(Boolean);
    try {
      const run = new Run(readSettings(this), heightsSoFar);
      if (this.#listener !== undefined) run.listener = this.#listener;
      this.#layout = new Layout(root, run, { knobs: list('knobs'), tools: list('tools'), steps: list('steps').map(Number) }, this.#actions());
      this.#run = run;
      this.#picture = new Picture(run);
    } catch (error) {
      root.append(String(error));
      return false;
    }
    this.#listen(root);
    return true;
  }

  #listen(root: ShadowRoot): void {
    const layout = this.#layout;
    if (!this.hasAttribute('bare')) {
      listenToPointer(layout.network.canvas, {
        places: () => this.#run!.places,
        flights: () => this.#picture.flightsAt(this.#shown()),
        cuts: layout.tools.cuts,
        node: (node) => layout.tools.clicked(node),
        message: ({ flight }) => this.#use((run) => {
          run.asked = { node: flight.from, message: run.frame?.flights.indexOf(flight) ?? -1 };
        }),
        drag: (line) => {
          this.#dragged = line;
          this.#paint();
        },
        cut: (line) => this.#use((run) => run.cut(line)),
      });
    }
    this.addEventListener('keydown', keepKeys);
    freeAfterPointer(root);
  }

  #actions(): Actions {
    const use = this.#use.bind(this);
    return {
      toggle: () => this.toggle(),
      step: (direction) => use((run) => run.step(direction)),
      seek: (round) => this.seek(round),
      restart: () => use((run) => run.restart()),
      reload: () => void this.#reload(),
      reset: () => {
        this.#run?.reset();
        void this.#reload();
      },
      tell: (node) => use((run) => run.choose(node).tell(node)),
      kill: (node) => use((run) => run.choose(node).kill(node)),
      cut: () => use((run) => run.cut()),
      choose: (node) => use((run) => run.choose(node)),
      used: () => use(() => {}),
      ask: (node) => use((run) => run.choose(node).ask(node)),
      close: () => use((run) => run.ask(undefined)),
      askMessage: (message) => use((run) => run.ask(run.asked?.node, message)),
    };
  }

  /** Whatever somebody does by hand: it is done, shown, told aloud, and told to other windows. */
  #use(act: (run: Run) => void): void {
    const run = this.#run;
    if (run === undefined) return;
    act(run);
    run.touched = true;
    this.#go();
    if (!this.playing) this.#announce();
    this.#paint();
    this.dispatchEvent(new CustomEvent(USED, { bubbles: true }));
  }

  /** Other code is wanted by hand. That counts as done when the code is there, for only then there is a run to tell of. */
  async #reload(): Promise<void> {
    this.#load();
    const loading = this.ready;
    await loading;
    if (loading === this.ready) this.#use(() => {});
  }

  #load(then?: RunState): void {
    const run = this.#run!;
    this.#loading = true;
    const { code, note } = codeWanted(new URLSearchParams(location.search));
    this.#layout.note(note);
    const loading: Promise<void> = loadNode(run.settings.step, code, run.settings.chooser).then(
      (createNode) => {
        if (this.ready !== loading) return;
        this.#loading = false;
        try {
          run.load(createNode);
        } catch (error) {
          this.#layout.fault((error as Error).message);
          return;
        }
        if (this.hasAttribute('bare') && !run.touched) this.showPoster();
        if (then !== undefined) run.adopt(then);
        this.#go();
        this.#paint();
      },
      (error: Error) => {
        if (this.ready !== loading) return;
        this.#loading = false;
        this.pause();
        run.unload();
        this.#layout.fault(error.message);
      },
    );
    // Two loads may end in the other order. Only the one that began last counts.
    this.ready = loading;
  }

  /** Keeps the time while it plays, unless somebody else does. */
  #go(): void {
    if (this.playing && !this.led && this.film !== undefined) this.#ticker.start();
    else this.#ticker.stop();
  }

  #tick(seconds: number): void {
    // Reveal keeps the slides beside the present one laid out, with no opacity.
    if (!this.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return this.pause();
    this.#run!.advance(seconds);
    if (!this.playing) {
      this.#ticker.stop();
      this.#announce();
    }
    this.#paint(true);
    this.dispatchEvent(new CustomEvent(MOVED, { bubbles: true }));
  }

  /** The position that is drawn: nothing moves within a round where stillness is wanted. */
  #shown(): number {
    return prefersStillness() && this.playing ? Math.floor(this.position) : this.position;
  }

  /** Draws the moment. In a row of frames, what stands beside the drawings is touched only where it has changed. */
  #paint(inFrames = false): void {
    const run = this.#run;
    if (run?.film === undefined || !this.isConnected || this.offsetWidth === 0) return;
    const position = this.#shown();
    this.#layout.network.paint((ctx, width, height) => this.#picture.paintNetwork(ctx, width, height, position, this.#dragged));
    this.#layout.chart.paint((ctx, width, height) => this.#picture.paintChart(ctx, width, height, position));
    const beside = [run.film, run.now.round, run.head.playing, run.said, this.#picture.looksAt(position), run.film.fault];
    if (inFrames && run.asked === undefined && beside.every((each, i) => each === this.#beside[i])) return;
    this.#beside = beside;
    this.#layout.show(run, this.#picture, position, this.#answers.to(run));
    this.#layout.fault(run.film.fault);
  }

  /** The figures of the moment on screen. */
  #announce(): void {
    const run = this.#run!;
    if (run.frame === undefined) return;
    const { round, phase } = run.now;
    this.#layout.announce(`${phase < 1 ? `In round ${round}` : `Round ${round}`}: ${countWords(this.#picture, run.head.position)}`);
  }
}

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
