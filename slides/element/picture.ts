import { NOBODY, type Flight, type Frame, type NodeState } from '../model/frame.ts';
import type { Run } from '../model/run.ts';
import type { Across } from '../model/run-state.ts';
import { roundAt } from '../model/playhead.ts';
import { warpOf, type Warp } from '../model/warp.ts';
import { paintBars } from './bars.ts';
import { paintCurve } from './chart.ts';
import { linesOf, topOf } from './curves.ts';
import { Layer } from './layer.ts';
import { looksOf, type Look, type Looks } from './looks.ts';
import type { MovingFlight } from './messages.ts';
import { paintNetwork } from './network.ts';

/** Where a message is on screen: from which part of its round on, and for how much of it. */
interface Passage {
  readonly flight: Flight;
  readonly depart: number;
  readonly takes: number;
}

interface Reel {
  readonly warp: Warp;
  readonly passages: readonly Passage[];
}

/** What a run looks like at a moment. It keeps what has not changed since the last picture. */
export class Picture {
  readonly #run: Run;
  readonly #lines = new Layer();
  readonly #nodes = new Layer();
  readonly #axes = new Layer();
  readonly #reels = new WeakMap<Frame, Reel>();
  #looks: { readonly shows: readonly unknown[]; readonly kinds: Looks; readonly looks: readonly Look[] } | undefined;
  #still: readonly unknown[] = [];

  constructor(run: Run) {
    this.#run = run;
  }

  /** How the nodes look at `position`. The same list as last time, where nothing has changed. */
  looksAt(position: number): readonly Look[] {
    return this.#looksAt(position).looks;
  }

  /** How nodes can look at all. */
  kindsAt(position: number): Looks {
    return this.#looksAt(position).kinds;
  }

  /** The messages of the round on screen, and how far they are. */
  flightsAt(position: number): MovingFlight[] {
    const { round, phase } = roundAt(position);
    const frame = this.#run.film?.frames[round - 1];
    if (frame === undefined) return [];
    return this.#reel(frame).passages.map(({ flight, depart, takes }) => ({ flight, progress: (phase - depart) / takes }));
  }

  paintNetwork(ctx: CanvasRenderingContext2D, width: number, height: number, position: number, dragged: Across | undefined): void {
    const run = this.#run;
    const { round } = roundAt(position);
    // A picture that stands still shows what a press on Play would meet.
    const cut = dragged ?? (run.isCut(run.head.playing ? round : round + 1) ? run.cutLine : undefined);
    const asked = run.film?.frames[round - 1]?.flights[run.asked?.message ?? -1];
    const scene = {
      places: run.places, looks: this.looksAt(position), flights: this.flightsAt(position), cut, asked,
      chosen: run.asked?.node ?? run.chosen, pending: run.head.playing ? [] : run.pending,
    };
    paintNetwork(ctx, width, height, scene, { lines: this.#lines, nodes: this.#nodes });
  }

  /** Draws the chart, if it is another one than last time. */
  paintChart(ctx: CanvasRenderingContext2D, width: number, height: number, position: number): void {
    const { film, settings, earlier } = this.#run;
    if (film === undefined) return;
    const { round } = roundAt(position);
    const column = Math.round((position / film.scenario.rounds) * ctx.canvas.width);
    const now = [film, earlier, width, height, ctx.canvas.width, column, round, film.frames.length >= round, settings.view, settings.theory];
    if (now.every((each, i) => each === this.#still[i])) return;
    this.#still = now;
    if (settings.view === 'calls') {
      const calls = film.frames[round - 1]?.totals.calls ?? new Uint32Array(settings.nodes);
      paintBars(ctx, width, height, { calls, fanout: settings.fanout, rounds: round });
      return;
    }
    paintCurve(ctx, width, height, { lines: linesOf(this.#run, round), rounds: film.scenario.rounds, position, top: topOf(this.#run) }, this.#axes);
  }

  /** What the lines of the chart are, and how high those stand that grow with the run. */
  curveWords(position: number): string {
    const { round } = roundAt(position);
    const top = topOf(this.#run);
    const lines = linesOf(this.#run, round).map(({ name, shares, grows }) => {
      const share = shares[grows ? Math.min(round, shares.length - 1) : shares.length - 1] ?? 0;
      return `${name} ${top === undefined ? `${Math.round(share * 100)} %` : Math.round(share * top)}${grows ? '' : ' at its end'}`;
    });
    return `Curve over the rounds, up to round ${round}: ${lines.join(', ')}`;
  }

  #looksAt(position: number): { readonly kinds: Looks; readonly looks: readonly Look[] } {
    const { film, settings } = this.#run;
    const { round, phase } = roundAt(position);
    const frame = film?.frames[round - 1];
    const done = frame === undefined ? 0 : changesBy(frame, this.#reel(frame).warp.timeOf(phase));
    const shows = [film, frame, done, settings.view, settings.step, settings.nodes];
    const known = this.#looks;
    if (known !== undefined && shows.every((each, i) => each === known.shows[i])) return known;
    const kinds = looksOf(settings, film?.values.map(({ value }) => value) ?? []);
    const looks = statesAfter(frame, done, settings.nodes).map((state) => kinds.of(state, frame));
    this.#looks = { shows, kinds, looks };
    return this.#looks;
  }

  #reel(frame: Frame): Reel {
    const known = this.#reels.get(frame);
    if (known !== undefined) return known;
    const warp = warpOf(frame);
    const passages = frame.flights.map((flight) => {
      const depart = warp.phaseOf(flight.depart);
      const least = flight.outcome === 'lost' ? 0.25 : 0.05;
      return { flight, depart, takes: Math.max(warp.phaseOf(flight.arrive) - depart, least) };
    });
    const reel = { warp, passages };
    this.#reels.set(frame, reel);
    return reel;
  }
}

function changesBy({ changes }: Frame, at: number): number {
  const first = changes.findIndex((change) => change.at > at);
  return first === -1 ? changes.length : first;
}

function statesAfter(frame: Frame | undefined, done: number, nodes: number): NodeState[] {
  if (frame === undefined) return Array.from({ length: nodes }, () => NOBODY);
  const states = [...frame.start];
  for (const { node, state } of frame.changes.slice(0, done)) states[node] = state;
  return states;
}
