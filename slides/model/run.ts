import type { CreateNode, NodeId } from '../../src/gossip/types.ts';
import type { TraceListener } from '../../src/host/trace.ts';
import { cutBetween, isCutIn, mend, toggleNode, writeAt, type Change } from '../../src/sim/changes.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { Film } from './film.ts';
import type { Frame } from './frame.ts';
import { border, places, sides, type Point } from './place.ts';
import { advance, roundAt, stepFrom, type Playhead } from './playhead.ts';
import { isSame, pendingIn, type Across, type Asked, type Click, type Pending, type RunState } from './run-state.ts';
import { scenarioOf, turnedOf, type Settings, type Turnable } from './settings.ts';

/** From this step on what is newer takes the place of what is known. */
const FIRST_WITH_MERGE = 3;
const DOWN_THE_MIDDLE: Across = [{ x: 0.07, y: -1.05 }, { x: -0.07, y: 1.05 }];
const START: Playhead = { position: 0, playing: false };

/**
 * A run on a slide: what it is of, what was done to it by hand, and where it is being looked at.
 * It knows nothing of the page.
 */
export class Run {
  readonly settings: Settings;
  film: Film | undefined;
  head: Playhead = START;
  /** The curve of the run before this one. */
  earlier: readonly number[] | undefined;
  cutLine: Across | undefined;
  places: readonly Point[] = [];
  /** The node that is done something to, unless another one is clicked. */
  chosen: NodeId | undefined;
  asked: Asked | undefined;
  /** What a click on a node does; undefined until somebody chooses. */
  click: Click | undefined;
  /** What was done last, or why it was not. */
  said = '';
  /** Has anybody used it? */
  touched = false;
  /** Gets every trace event of the films that start from now on. */
  listener: TraceListener | undefined;
  /** How high the curve is after each round, as far as the run was looked at: shares, or counts. */
  readonly #heights: (run: Run) => readonly number[];
  readonly #first: Turnable;
  #createNode: CreateNode | undefined;

  constructor(settings: Settings, heights: (run: Run) => readonly number[]) {
    this.settings = settings;
    this.#first = turnedOf(settings);
    this.#heights = heights;
    this.chosen = settings.node;
  }

  get createNode(): CreateNode | undefined {
    return this.#createNode;
  }

  /** The round on screen, and how far into it. */
  get now(): { round: number; phase: number } {
    return roundAt(this.head.position);
  }

  get frame(): Frame | undefined {
    return this.film?.frames[this.now.round - 1];
  }

  /** The last round that can be shown. */
  get end(): number {
    const { film } = this;
    return film === undefined ? 0 : film.over && film.frames.length > 0 ? film.frames.length : film.scenario.rounds;
  }

  /** Is the network cut in `round`? */
  isCut(round: number): boolean {
    return this.film !== undefined && isCutIn(this.film.scenario, round);
  }

  /** What is written down for the start of the next round. */
  get pending(): Pending[] {
    return this.film === undefined ? [] : pendingIn(this.film.scenario, this.now.round + 1);
  }

  /** The code is there, or has changed. */
  load(createNode: CreateNode): void {
    this.#createNode = createNode;
    this.restart();
  }

  unload(): void {
    this.film = undefined;
    this.head = { ...this.head, playing: false };
  }

  /** Turns a knob. Refused, and said, when the world that it makes cannot be played. */
  turn<K extends keyof Turnable>(name: K, value: Turnable[K]): boolean {
    try {
      scenarioOf({ ...this.settings, [name]: value });
    } catch (error) {
      this.said = `${sentenceOf(error)}. It stays as it was.`;
      return false;
    }
    const turned: Turnable = this.settings;
    turned[name] = value;
    this.said = '';
    return true;
  }

  /** Begins again with the settings as they are. Goes on playing if it was. */
  restart(): void {
    if (this.#createNode === undefined) return;
    if (this.film !== undefined && this.head.position > 0) this.earlier = this.#heights(this);
    const handmade = this.film !== undefined && this.film.scenario.writes.length + this.film.scenario.faults.length > this.settings.writes.length + this.settings.faults.length;
    if (handmade) this.said = 'It begins again, without what was done by hand.';
    this.#newFilm(scenarioOf(this.settings), 0);
    this.cutLine = this.#scriptedCut();
    this.head = { position: 0, playing: this.head.playing };
  }

  /** As the slide was when it came. The code must be loaded again. */
  reset(): void {
    Object.assign(this.settings, this.#first);
    this.film = this.earlier = this.asked = this.click = this.cutLine = undefined;
    this.chosen = this.settings.node;
    this.head = START;
    this.said = '';
  }

  play(): void {
    if (this.film === undefined) return;
    if (this.#nothingToShow(this.film)) this.tell(this.chosen ?? 0);
    this.head = { position: this.head.position >= this.end ? 0 : this.head.position, playing: true };
    this.said = '';
  }

  pause(): void {
    this.head = { ...this.head, playing: false };
  }

  /** Moves on by so much time on screen. */
  advance(seconds: number): void {
    const { film } = this;
    if (film === undefined) return;
    const { speed } = this.settings;
    film.record(Math.ceil(this.head.position + seconds * speed + 1e-9));
    this.head = advance(this.head, seconds, speed, film.over ? film.frames.length : Infinity);
  }

  /** Shows the end of `round`, or of the last one there is. */
  seek(round: number): void {
    this.moveTo({ position: round, playing: false });
  }

  /** Shows what somebody else's playhead shows. */
  moveTo({ position, playing }: Playhead): void {
    const last = this.film?.record(Math.ceil(position)) ?? 0;
    this.head = { position: Math.max(0, Math.min(position, last)), playing };
  }

  step(direction: 1 | -1): void {
    this.seek(stepFrom(this.head.position, direction));
  }

  /** A moment that says something without moving. */
  seekPoster(round: number): void {
    if (this.film !== undefined && this.#nothingToShow(this.film)) this.tell(this.chosen ?? 0);
    this.seek(round);
  }

  choose(node: NodeId): this {
    this.chosen = node;
    // Whoever is being asked gives way to the node that is being pointed at.
    if (this.asked !== undefined && this.asked.node !== node) this.asked = { node };
    return this;
  }

  /** Asks a node, and perhaps about one message of the round on screen; nobody closes the answer. */
  ask(node: NodeId | undefined, message?: number): void {
    this.asked = node === undefined ? undefined : message === undefined ? { node } : { node, message };
  }

  /** Tells `node` a rumor. Where nobody takes a newer one, it is the same rumor again. */
  tell(node: NodeId): void {
    const again = this.settings.step < FIRST_WITH_MERGE;
    const next = this.now.round + 1;
    if (this.film?.scenario.writes.some((write) => write.node === node && write.round === next)) {
      this.said = `Node ${node} is told in round ${next} already.`;
    } else if (again && this.#knows(node)) {
      this.said = `Node ${node} knows it already, and in step ${String(this.settings.step).padStart(2, '0')} nothing newer takes its place.`;
    } else {
      this.#change((scenario, round) => writeAt(scenario, node, round, again));
    }
  }

  /** Kills `node`, or revives it. */
  kill(node: NodeId): void {
    this.#change((scenario, round) => toggleNode(scenario, node, round));
  }

  /** Cuts the network along `line`; without one it is cut down the middle, or mended. */
  cut(line?: Across): void {
    if (line === undefined && this.isCut(this.now.round + 1)) return this.#change((scenario, round) => mend(scenario, round));
    const groups = sides(this.places, ...(line ?? DOWN_THE_MIDDLE));
    if (groups === undefined) {
      this.said = 'Nothing is cut: all nodes are on one side of that line.';
      return;
    }
    this.cutLine = line ?? DOWN_THE_MIDDLE;
    this.#change((scenario, round) => cutBetween(scenario, groups, round));
  }

  get state(): RunState {
    const { film, head, cutLine, earlier, chosen, asked, click, said, touched } = this;
    return { turned: turnedOf(this.settings), scenario: film?.scenario, head, cutLine, earlier, chosen, asked, click, said, touched };
  }

  /** Becomes what the same run is in another window. Answers whether other code must be loaded first. */
  adopt(state: RunState): boolean {
    const { step, chooser } = this.settings;
    Object.assign(this.settings, state.turned);
    const { cutLine, earlier, chosen, asked, click, said, touched } = state;
    Object.assign(this, { cutLine, earlier, chosen, asked, click, said, touched });
    if (step !== this.settings.step || chooser !== this.settings.chooser || this.#createNode === undefined) return true;
    if (state.scenario !== undefined && !isSame(state.scenario, this.film?.scenario)) this.#newFilm(state.scenario, 0);
    this.moveTo(state.head);
    return false;
  }

  /** Changes what happens after this moment; the past stays, because it is recorded again. */
  #change(change: (scenario: Scenario, round: number) => Change): void {
    if (this.film === undefined) return;
    const { round } = this.now;
    const { scenario, said } = change(this.film.scenario, round + 1);
    this.said = `${said[0]!.toUpperCase()}${said.slice(1)}.`;
    this.#newFilm(scenario, round);
  }

  #newFilm(scenario: Scenario, rounds: number): void {
    if (this.places.length !== scenario.nodes) this.places = places(scenario.nodes);
    if (this.chosen !== undefined && this.chosen >= scenario.nodes) this.chosen = undefined;
    if (this.asked !== undefined && this.asked.node >= scenario.nodes) this.asked = undefined;
    this.film = new Film(scenario, this.#createNode!, this.listener);
    this.film.record(rounds);
  }

  /** Where the cut is drawn that the slide itself asks for. */
  #scriptedCut(): Across | undefined {
    const cut = this.settings.faults.find((fault) => fault.type === 'link' && fault.loss === 1 && fault.from !== 'all');
    return cut?.type === 'link' && cut.from !== 'all' ? border(this.places, new Set(cut.from)) : undefined;
  }

  #knows(node: NodeId): boolean {
    const { frame } = this;
    const last = frame?.changes.findLast((change) => change.node === node)?.state ?? frame?.start[node];
    return (last?.value ?? -1) >= 0;
  }

  /** Nobody has a rumor yet, so that not a single round would be played. */
  #nothingToShow(film: Film): boolean {
    return film.over && film.frames.length === 0 && film.fault === undefined;
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
