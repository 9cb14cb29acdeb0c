import type { CreateNode, NodeId } from '../../src/gossip/types.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { pushCurve } from '../../src/sim/theory.ts';
import type { TraceListener } from '../../src/host/trace.ts';
import { cut, cutIn, heal, killOrRevive, tell } from '../model/change.ts';
import { hasSteps, loadNode, whenCodeChanges, type Code } from '../model/code.ts';
import { Film, NOBODY, statesAt, type Frame } from '../model/film.ts';
import { nearest, places, sides, type Point } from '../model/place.ts';
import { advance, roundAt, stepFrom, type Playhead } from '../model/playhead.ts';
import { warpOf, type Warp } from '../model/warp.ts';
import { paintBars, paintCurve, type Line } from './chart.ts';
import { freeAfterPointer, keepKeys } from './controls.ts';
import { Layout } from './layout.ts';
import { lookOf, looksOf, type Look } from './looks.ts';
import { fromScreen, paintNetwork, viewOf, type MovingFlight } from './paint.ts';
import { readSettings, scenarioOf, type Settings } from './settings.ts';

/** A pointer that moved this far drags; one that moved less clicks. In pixels of the slide. */
const DRAG = 12;
const ACROSS: readonly [Point, Point] = [{ x: 0.07, y: -1.05 }, { x: -0.07, y: 1.05 }];

/**
 * Gossip one can touch: plays the workshop's own simulator and step code, and draws the recording.
 *
 * The model (a {@link Film}) knows nothing of the page; this element moves a playhead over it.
 */
export class GossipSim extends HTMLElement {
  /** Gets every trace event of the films that start from now on. For tests. */
  listener: TraceListener | undefined;
  /** Resolves when the code of the step is there and the first picture is drawn. */
  ready: Promise<void> = Promise.resolve();
  film: Film | undefined;
  #settings!: Settings;
  #layout!: Layout;
  #createNode: CreateNode | undefined;
  #head: Playhead = { position: 0, playing: false };
  #places: Point[] = [];
  #earlier: number[] | undefined;
  #cutLine: readonly [Point, Point] | undefined;
  #dragged: readonly [Point, Point] | undefined;
  #warps = new WeakMap<Frame, Warp>();
  #request = 0;
  #lastTick = 0;
  #watching: (() => void)[] = [];

  connectedCallback(): void {
    if (this.shadowRoot === null) this.#build();
    const observer = new ResizeObserver(() => this.#paint());
    for (const canvas of this.#layout.canvases) observer.observe(canvas);
    this.#watching = [() => observer.disconnect(), whenCodeChanges(() => this.#load())];
    if (this.#createNode === undefined) this.#load();
    else this.#paint();
  }

  disconnectedCallback(): void {
    this.pause();
    for (const stop of this.#watching) stop();
  }

  get position(): number {
    return this.#head.position;
  }

  get playing(): boolean {
    return this.#head.playing;
  }

  /** The scenario on screen, with everything that was told, killed or cut by hand. */
  get scenario(): Scenario | undefined {
    return this.film?.scenario;
  }

  play(): void {
    if (this.film === undefined) return;
    if (this.#nothingToShow(this.film)) this.#tellFirst();
    const position = this.#head.position >= this.#end() ? 0 : this.#head.position;
    this.#head = { position, playing: true };
    this.#lastTick = performance.now();
    cancelAnimationFrame(this.#request);
    this.#request = requestAnimationFrame(this.#tick);
    this.#paint();
  }

  pause(): void {
    cancelAnimationFrame(this.#request);
    if (!this.#head.playing) return;
    this.#head = { ...this.#head, playing: false };
    this.#announce();
    this.#paint();
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Shows the end of `round`, or of the last one there is. */
  seek(round: number): void {
    cancelAnimationFrame(this.#request);
    const last = this.film?.record(Math.ceil(round)) ?? 0;
    this.#head = { position: Math.max(0, Math.min(round, last)), playing: false };
    this.#announce();
    this.#paint();
  }

  step(direction: 1 | -1): void {
    this.seek(stepFrom(this.#head.position, direction));
  }

  /** A picture that says something without moving, for paper. */
  showPoster(): void {
    if (this.film !== undefined && this.#nothingToShow(this.film)) this.#tellFirst();
    this.seek(Number(this.getAttribute('poster') ?? '7'));
  }

  /** Nobody has a rumor yet, so that not a single round would be played. */
  #nothingToShow(film: Film): boolean {
    return film.over && film.frames.length === 0 && film.fault === undefined;
  }

  #tellFirst(): void {
    this.#change((scenario, round) => tell(scenario, this.#layout.selected ?? 0, round));
  }

  #build(): void {
    const root = this.attachShadow({ mode: 'open' });
    this.#settings = readSettings(this);
    const list = (name: string): string[] => (this.getAttribute(name) ?? '').split(' ').filter(Boolean);
    this.#layout = new Layout(root, this.#settings, { knobs: list('knobs'), tools: list('tools'), steps: list('steps').map(Number) }, {
      toggle: () => this.toggle(),
      step: (direction) => this.step(direction),
      seek: (round) => this.seek(round),
      restart: () => this.#restart(),
      reload: () => this.#load(),
      repaint: () => this.#paint(),
      tell: (node) => this.#change((scenario, round) => tell(scenario, node, round)),
      kill: (node) => this.#change((scenario, round) => killOrRevive(scenario, node, round)),
      cut: () => this.#toggleCut(),
    });
    this.#listenToPointer(this.#layout.network);
    this.addEventListener('keydown', keepKeys);
    freeAfterPointer(root);
  }

  #load(): void {
    const code: Code = wantsSteps() && hasSteps ? 'steps' : 'solutions';
    this.#layout.note(noteOn(code));
    const loading: Promise<void> = loadNode(this.#settings.step, code, this.#settings.chooser).then(
      (createNode) => {
        if (this.ready !== loading) return;
        this.#createNode = createNode;
        this.#restart();
      },
      (error: Error) => {
        if (this.ready !== loading) return;
        this.pause();
        this.film = undefined;
        this.#layout.fault(error.message);
      },
    );
    // Two loads may end in the other order. Only the one that began last counts.
    this.ready = loading;
  }

  /** Begins again with the settings as they are. Goes on playing if it was. */
  #restart(): void {
    if (this.#createNode === undefined) return;
    const played = this.film !== undefined && this.#head.position > 0;
    if (played) this.#earlier = this.#shares(this.film!, Math.ceil(this.#head.position));
    this.#cutLine = undefined;
    this.#places = places(this.#settings.nodes);
    this.#newFilm(scenarioOf(this.#settings), 0);
    this.#head = { position: 0, playing: this.playing };
    this.#paint();
  }

  /** Changes what happens after this moment; the past stays, because it is recorded again. */
  #change(change: (scenario: Scenario, round: number) => Scenario): void {
    if (this.film === undefined) return;
    const { round } = roundAt(this.#head.position);
    if (round >= this.film.scenario.rounds) {
      this.#layout.announce('The run has no round left. Rewind first.');
      return;
    }
    this.#newFilm(change(this.film.scenario, round + 1), round);
    this.#paint();
  }

  #newFilm(scenario: Scenario, rounds: number): void {
    this.film = new Film(scenario, this.#createNode!, this.listener);
    this.film.record(rounds);
  }

  #toggleCut(line: readonly [Point, Point] = ACROSS): void {
    const holds = this.#isCut(roundAt(this.#head.position).round + 1);
    const groups = sides(this.#places, ...line);
    if (!holds && groups === undefined) return;
    this.#cutLine = line;
    this.#change((scenario, next) => (holds ? heal(scenario, next) : cut(scenario, groups!, next)));
  }

  #end(): number {
    const { film } = this;
    return film === undefined ? 0 : film.over && film.frames.length > 0 ? film.frames.length : film.scenario.rounds;
  }

  readonly #tick = (now: number): void => {
    // Reveal keeps the slides beside the present one laid out, with no opacity.
    if (!this.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return this.pause();
    const seconds = Math.min(0.1, (now - this.#lastTick) / 1000);
    this.#lastTick = now;
    const { film } = this;
    if (film === undefined) return;
    film.record(Math.ceil(this.#head.position + seconds * this.#settings.speed + 1e-9));
    const head = advance(this.#head, seconds, this.#settings.speed, film.over ? film.frames.length : Infinity);
    this.#head = head;
    if (head.playing) this.#request = requestAnimationFrame(this.#tick);
    else this.#announce();
    this.#paint();
  };

  #paint(): void {
    if (this.film === undefined || !this.isConnected || this.offsetWidth === 0) return;
    const { position } = this.#head;
    const shown = prefersStillness() && this.playing ? Math.floor(position) : position;
    const { round, phase } = roundAt(shown);
    const frame = this.film?.frames[round - 1];
    const looks = this.#looks(frame, phase);
    this.#paintNetwork(frame, phase, looks, round);
    this.#paintSide(frame ?? this.film?.frames[0], round, shown);
    this.#layout.show({ playing: this.playing, round, end: this.#end(), over: this.film?.over === true && round >= this.#end(), looks, values: this.#values(), frame, cut: this.#isCut(round + 1) });
    this.#layout.fault(this.film?.fault);
  }

  #looks(frame: Frame | undefined, phase: number): Look[] {
    const { view, nodes } = this.#settings;
    const values = this.#values();
    if (frame === undefined) return Array.from({ length: nodes }, () => lookOf(view, NOBODY, undefined, values));
    return statesAt(frame, this.#warp(frame).timeOf(phase)).map((state) => lookOf(view, state, frame, values));
  }

  #values(): string[] {
    return this.film?.scenario.writes.map((write) => write.value) ?? [];
  }

  #paintNetwork(frame: Frame | undefined, phase: number, looks: Look[], round: number): void {
    const flights = frame === undefined ? [] : moving(frame, this.#warp(frame), phase);
    // A picture that stands still shows what a press on Play would meet.
    const line = this.#dragged ?? (this.#isCut(this.playing ? round : round + 1) ? this.#cutLine : undefined);
    this.#layout.paint('network', (ctx, width, height) => {
      paintNetwork(ctx, width, height, { places: this.#places, looks, flights, cut: line, selected: this.#layout.selected });
    });
  }

  #paintSide(frame: Frame | undefined, round: number, position: number): void {
    const { film } = this;
    if (film === undefined) return;
    this.#layout.paint('chart', (ctx, width, height) => {
      if (this.#settings.view === 'calls') {
        const calls = round === 0 ? new Uint32Array(this.#settings.nodes) : frame!.totals.calls;
        paintBars(ctx, width, height, { calls, fanout: this.#settings.fanout, rounds: round });
        return;
      }
      const title = this.#settings.view === 'beliefs' && !hasCrash(film.scenario) ? 'share alive, called dead' : TITLES[this.#settings.view];
      paintCurve(ctx, width, height, { lines: this.#lines(film, round), rounds: film.scenario.rounds, position, title });
    });
  }

  #lines(film: Film, round: number): Line[] {
    const lines: Line[] = [{ name: 'run', shares: this.#shares(film, round), kind: 'run' }];
    if (this.#settings.view === 'rumor') lines.push({ name: 'theory, no decay', shares: theoryOf(film), kind: 'theory' });
    if (this.#earlier !== undefined) lines.push({ name: 'run before', shares: this.#earlier, kind: 'earlier' });
    return lines;
  }

  /** What the curve shows after each round up to `round`. */
  #shares(film: Film, round: number): number[] {
    const { nodes } = film.scenario;
    const { view } = this.#settings;
    const started = film.scenario.writes.some((write) => write.round === 1);
    const totals = film.frames.slice(0, round).map((frame) => frame.totals);
    if (view !== 'beliefs') return [started ? 1 / nodes : 0, ...totals.map(({ knowing }) => knowing / nodes)];
    if (!hasCrash(film.scenario)) return [0, ...totals.map(({ falselyDoubted }) => falselyDoubted / nodes)];
    return [0, ...totals.map(({ believers }) => believers / (nodes - 1))];
  }

  #warp(frame: Frame): Warp {
    const known = this.#warps.get(frame);
    if (known !== undefined) return known;
    const warp = warpOf(frame);
    this.#warps.set(frame, warp);
    return warp;
  }

  /** Is the network cut in `round`? */
  #isCut(round: number): boolean {
    return this.film !== undefined && cutIn(this.film.scenario, round) !== undefined;
  }

  #announce(): void {
    const { round } = roundAt(this.#head.position);
    const frame = this.film?.frames[round - 1];
    if (frame === undefined) return;
    const looks = this.#looks(frame, 1);
    const counts = looksOf(this.#settings.view, this.#values()).map(({ word }) => `${looks.filter((look) => look.word === word).length} ${word}`);
    this.#layout.announce(`Round ${round}: ${counts.join(', ')}.`);
  }

  #listenToPointer(canvas: HTMLCanvasElement): void {
    let start: Point | undefined;
    const { tools } = this.#layout;
    const place = (event: PointerEvent): Point => {
      const box = canvas.getBoundingClientRect();
      const zoom = canvas.offsetWidth / box.width;
      return { x: (event.clientX - box.left) * zoom, y: (event.clientY - box.top) * zoom };
    };
    const view = () => viewOf(canvas.offsetWidth, canvas.offsetHeight, this.#settings.nodes);
    canvas.addEventListener('pointerdown', (event) => {
      start = place(event);
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (start === undefined || !tools.includes('cut')) return;
      const now = place(event);
      if (Math.hypot(now.x - start.x, now.y - start.y) < DRAG) return;
      this.#dragged = [fromScreen(view(), start), fromScreen(view(), now)];
      this.#paint();
    });
    canvas.addEventListener('pointerup', (event) => {
      const line = this.#dragged;
      this.#dragged = undefined;
      if (line !== undefined) this.#recut(line);
      else if (start !== undefined) this.#click(fromScreen(view(), place(event)), 26 / view().scale);
      start = undefined;
    });
    canvas.addEventListener('pointercancel', () => {
      start = this.#dragged = undefined;
      this.#paint();
    });
  }

  /** A new line replaces an older cut. */
  #recut(line: readonly [Point, Point]): void {
    const groups = sides(this.#places, ...line);
    if (groups === undefined) return this.#paint();
    this.#cutLine = line;
    this.#change((scenario, round) => cut(scenario, groups, round));
  }

  #click(at: Point, reach: number): void {
    const node: NodeId | undefined = nearest(this.#places, at, reach);
    if (node === undefined) return;
    this.#layout.act(node);
  }
}

const TITLES = { rumor: 'share that knows', values: 'share that knows the winner', beliefs: 'share that knows of the death', calls: '' };

function hasCrash(scenario: Scenario): boolean {
  return scenario.faults.some((fault) => fault.type === 'crash');
}

/** The mean-field curve, from the round in which the latest rumor was written. */
function theoryOf({ scenario }: Film): number[] {
  const last = scenario.writes.at(-1);
  if (last === undefined) return [];
  const curve = pushCurve(scenario.nodes, scenario.fanout, scenario.loss, scenario.rounds - last.round + 1);
  return [...Array<number>(last.round - 1).fill(0), ...curve.map((knowing) => knowing / scenario.nodes)];
}

/** Where the messages of a round are at `phase`. */
function moving(frame: Frame, warp: Warp, phase: number): MovingFlight[] {
  return frame.flights.map((flight) => {
    const depart = warp.phaseOf(flight.depart);
    const least = flight.outcome === 'lost' ? 0.25 : 0.05;
    return { flight, progress: (phase - depart) / Math.max(warp.phaseOf(flight.arrive) - depart, least) };
  });
}

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function wantsSteps(): boolean {
  return new URLSearchParams(location.search).get('code') === 'steps';
}

function noteOn(code: Code): string {
  if (code === 'steps') return 'Your own code, from steps/. Save to run it again.';
  return wantsSteps() ? 'This deck was built with the solutions. To run your own steps, start node rumor slides.' : '';
}
