import type { Answer } from '../model/answer.ts';
import type { Run } from '../model/run.ts';
import { roundAt } from '../model/playhead.ts';
import type { Turnable } from '../model/settings.ts';
import { Bar, type Playback } from './bar.ts';
import { el, knobControl, setText, type KnobControl } from './controls.ts';
import { knobOf } from './knobs.ts';
import { countsOf, Legend } from './legend.ts';
import { Panel } from './panel.ts';
import type { Picture } from './picture.ts';
import STYLE from './style.css?inline';
import { Surface } from './surface.ts';
import { Tools, type Deeds } from './tools.ts';

/** What the controls ask for. */
export interface Actions extends Playback, Deeds {
  /** Other code is wanted. */
  reload(): void;
  askMessage(message: number | undefined): void;
}

export interface Offer {
  readonly knobs: readonly string[];
  readonly tools: readonly string[];
  readonly steps: readonly number[];
}

/** The page inside a `<gossip-sim>`: it shows what it is told, and reports what was pressed. */
export class Layout {
  readonly network = new Surface();
  readonly chart = new Surface();
  readonly tools: Tools;
  readonly #bar: Bar;
  readonly #legend = new Legend();
  readonly #panel: Panel;
  readonly #knobs: readonly KnobControl[];
  readonly #fault = el('p', { class: 'fault', role: 'alert', hidden: '' });
  readonly #note = el('p', { class: 'note' });
  readonly #said = el('p', { class: 'said', role: 'status' });
  readonly #status = el('p', { class: 'unseen', role: 'status' });

  constructor(root: ShadowRoot, run: Run, offer: Offer, actions: Actions) {
    this.tools = new Tools(run, offer.tools, actions);
    this.#bar = new Bar(run, actions);
    this.#panel = new Panel(actions.askMessage);
    this.#knobs = offer.knobs.map((name) => {
      const knob = knobOf(name, offer.steps);
      return knobControl(knob, (value) => {
        if (!run.turn(knob.name, value as Turnable[typeof knob.name])) return actions.used();
        if (name === 'step' || name === 'chooser') actions.reload();
        else actions.restart();
      });
    });
    root.append(el('style', {}, STYLE), el('div', { class: 'frame' },
      el('div', { class: 'network' }, this.network.canvas, this.#fault),
      el('div', { class: 'side' }, this.#legend.list, el('div', { class: 'chart' }, this.chart.canvas, this.#panel.element), this.#legend.counts,
        el('div', { class: 'knobs' }, ...this.#knobs.map(({ element }) => element)), this.tools.element, this.#said, this.#note),
      this.#bar.element, this.#status));
  }

  note(text: string): void {
    setText(this.#note, text);
  }

  fault(text: string | undefined): void {
    this.#fault.hidden = text === undefined;
    setText(this.#fault, text ?? '');
  }

  announce(text: string): void {
    setText(this.#status, text);
  }

  /** Shows everything beside the two drawings. */
  show(run: Run, picture: Picture, position: number, answer: Answer | undefined): void {
    const { round } = roundAt(position);
    const frame = run.film?.frames[Math.max(0, round - 1)];
    this.#bar.show(run, round);
    this.tools.show(run, round);
    for (const knob of this.#knobs) knob.show(run.settings);
    this.#legend.show(picture.kindsAt(position), picture.looksAt(position), round === 0 ? undefined : frame, run.settings);
    setText(this.#said, run.said);
    this.#panel.show(answer, run);
    this.#describe(run, picture, position);
  }

  /** A drawing is described when it stands still: a description that changes sixty times a second is none. */
  #describe(run: Run, picture: Picture, position: number): void {
    if (run.head.playing) return;
    const { canvas: network } = this.network;
    const { canvas: chart } = this.chart;
    const { nodes } = run.settings;
    network.setAttribute('aria-label', `Network of ${nodes} nodes. ${countWords(picture, position)}`);
    const { calls = new Uint32Array(nodes) } = run.film?.frames[roundAt(position).round - 1]?.totals ?? {};
    chart.setAttribute('aria-label', run.settings.view === 'calls' ? `Calls received, node by node: ${calls.join(', ')}` : picture.curveWords(position));
  }
}

/** How many nodes look how, in words. */
export function countWords(picture: Picture, position: number): string {
  const { all, rare } = picture.kindsAt(position);
  const looks = picture.looksAt(position);
  const listed = all.filter((look) => !rare.includes(look) || looks.includes(look));
  const counts = countsOf(listed, looks);
  return listed.length === 0 ? '' : `${listed.map(({ word }, i) => `${counts[i]} ${word}`).join(', ')}.`;
}
