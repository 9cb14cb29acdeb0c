import type { NodeId } from '../../src/gossip/types.ts';
import type { Frame } from '../model/film.ts';
import { button, el, knobControl, legendLine } from './controls.ts';
import { knobOf } from './knobs.ts';
import { looksOf, type Look } from './looks.ts';
import type { Settings } from './settings.ts';
import { STYLE } from './style.ts';

/** What the controls ask for. */
export interface Actions {
  toggle(): void;
  step(direction: 1 | -1): void;
  seek(round: number): void;
  restart(): void;
  reload(): void;
  repaint(): void;
  tell(node: NodeId): void;
  kill(node: NodeId): void;
  cut(): void;
}

export interface Offer {
  readonly knobs: readonly string[];
  readonly tools: readonly string[];
  readonly steps: readonly number[];
}

export interface Shown {
  readonly playing: boolean;
  readonly round: number;
  readonly end: number;
  readonly over: boolean;
  readonly looks: readonly Look[];
  /** The values that were written, in the order of writing. */
  readonly values: readonly string[];
  readonly frame: Frame | undefined;
  readonly cut: boolean;
}

/** Before this step nobody is ever removed. */
const FIRST_WITH_DECAY = 4;
const SPEEDS = [['0.4', '½×'], ['0.8', '1×'], ['1.6', '2×'], ['3.2', '4×']] as const;
/** Sharper than this, a canvas only costs time. */
const MOST_PIXELS_PER_PIXEL = 3;

/** The page inside a `<gossip-sim>`: it shows what it is told, and reports what was pressed. */
export class Layout {
  readonly network = el('canvas', { role: 'img' });
  readonly tools: readonly string[];
  readonly #chart = el('canvas', { role: 'img', 'aria-label': 'Curve over the rounds; the counts beside it say the same' });
  readonly #settings: Settings;
  readonly #actions: Actions;
  readonly #play: HTMLButtonElement;
  readonly #timeline = el('input', { type: 'range', class: 'timeline', min: '0', step: '1', 'aria-label': 'Round' });
  readonly #round = el('span', { class: 'round' });
  readonly #legend = el('ul', { class: 'legend' });
  readonly #counts = el('p', { class: 'counts' });
  readonly #fault = el('p', { class: 'fault', role: 'alert', hidden: '' });
  readonly #note = el('p', { class: 'note' });
  readonly #status = el('p', { class: 'unseen', role: 'status' });
  readonly #node = el('input', { type: 'number', min: '0', value: '0' });
  readonly #cut: HTMLButtonElement;
  #legendKey = '';
  #legendCounts: HTMLElement[] = [];
  #click: 'tell' | 'kill' | undefined;

  constructor(root: ShadowRoot, settings: Settings, offer: Offer, actions: Actions) {
    this.#settings = settings;
    this.#actions = actions;
    this.tools = offer.tools;
    this.#play = button('Play', actions.toggle, 'play');
    this.#cut = button('Cut in two', actions.cut);
    const knobs = offer.knobs.map((name) => {
      const knob = knobOf(name, offer.steps);
      return knobControl(knob, settings, name === 'step' || name === 'chooser' ? actions.reload : actions.restart);
    });
    const style = el('style', {}, STYLE);
    const network = el('div', { class: offer.tools.length > 0 ? 'network touch' : 'network' }, this.network, this.#fault);
    const side = el('div', { class: 'side' }, this.#legend, el('div', { class: 'chart' }, this.#chart), this.#counts,
      el('div', { class: 'knobs' }, ...knobs), el('div', { class: 'tools' }, ...this.#toolControls()), this.#note);
    root.append(style, el('div', { class: 'frame' }, network, side, this.#bar(), this.#status));
  }

  /** The node that the number field names, if there is one to choose. */
  get selected(): NodeId | undefined {
    if (!this.#takesNode) return undefined;
    const node = Number(this.#node.value);
    return Number.isInteger(node) && node >= 0 && node < this.#settings.nodes ? node : undefined;
  }

  /** A click on `node`: chooses it, and does to it what a click does here. */
  act(node: NodeId): void {
    if (!this.#takesNode) return;
    this.#node.value = String(node);
    if (this.#click === 'tell') this.#actions.tell(node);
    if (this.#click === 'kill') this.#actions.kill(node);
  }

  get canvases(): readonly HTMLCanvasElement[] {
    return [this.network, this.#chart];
  }

  note(text: string): void {
    this.#note.textContent = text;
  }

  fault(text: string | undefined): void {
    this.#fault.hidden = text === undefined;
    if (this.#fault.textContent !== (text ?? '')) this.#fault.textContent = text ?? '';
  }

  announce(text: string): void {
    this.#status.textContent = text;
  }

  /** Paints on one of the two canvases, as sharp as the slide is scaled. */
  paint(which: 'network' | 'chart', painter: (ctx: CanvasRenderingContext2D, width: number, height: number) => void): void {
    const canvas = which === 'network' ? this.network : this.#chart;
    const { offsetWidth: width, offsetHeight: height } = canvas;
    if (width === 0 || height === 0) return;
    const zoom = canvas.getBoundingClientRect().width / width;
    const sharpness = Math.min(MOST_PIXELS_PER_PIXEL, Math.max(1, zoom * devicePixelRatio));
    const [pixelsX, pixelsY] = [Math.round(width * sharpness), Math.round(height * sharpness)];
    if (canvas.width !== pixelsX || canvas.height !== pixelsY) {
      canvas.width = pixelsX;
      canvas.height = pixelsY;
    }
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(sharpness, 0, 0, sharpness, 0, 0);
    painter(ctx, width, height);
  }

  show(shown: Shown): void {
    const { playing, round, end, over, frame } = shown;
    setText(this.#play, playing ? 'Pause' : over ? 'Again' : 'Play');
    this.#timeline.max = String(end);
    this.#timeline.value = String(round);
    this.#timeline.setAttribute('aria-valuetext', `round ${round} of ${end}`);
    setText(this.#round, `round ${round} of ${end}`);
    setText(this.#cut, shown.cut ? 'Heal the cut' : 'Cut in two');
    this.#node.max = String(this.#settings.nodes - 1);
    this.network.setAttribute('aria-label', `Network of ${this.#settings.nodes} nodes; the counts beside it say the same`);
    this.#showLegend(shown);
    setText(this.#counts, this.#countsOf(frame));
  }

  #showLegend({ looks, values }: Shown): void {
    const { view } = this.#settings;
    const isSeen = (word: string): boolean => looks.some((look) => look.word === word);
    const needless = (word: string): boolean => (word === 'dead' && view !== 'beliefs') || (word === 'removed' && this.#settings.step < FIRST_WITH_DECAY);
    const lines = view === 'calls' ? [] : looksOf(view, values).filter(({ word }) => !needless(word) || isSeen(word));
    const key = lines.map((line) => line.word).join();
    if (key !== this.#legendKey) {
      this.#legendKey = key;
      const made = lines.map(legendLine);
      this.#legendCounts = made.map(({ count }) => count);
      this.#legend.replaceChildren(...made.map(({ item }) => item));
    }
    lines.forEach(({ word }, index) => setText(this.#legendCounts[index]!, String(looks.filter((look) => look.word === word).length)));
  }

  #countsOf(frame: Frame | undefined): string {
    const { sent, wasted, lost } = frame?.totals ?? { sent: 0, wasted: 0, lost: 0 };
    const { view } = this.#settings;
    if (view === 'calls') return `${sent} calls made`;
    if (view === 'beliefs') return `messages sent ${sent}, lost ${lost}`;
    return `messages sent ${sent}, old news ${wasted}, lost ${lost}`;
  }

  #bar(): HTMLElement {
    const { toggle: _, step, seek, restart } = this.#actions;
    const back = button('−1', () => step(-1));
    back.setAttribute('aria-label', 'One round back');
    const forward = button('+1', () => step(1));
    forward.setAttribute('aria-label', 'One round on');
    this.#timeline.addEventListener('input', () => seek(Number(this.#timeline.value)));
    const speed = el('select', {}, ...SPEEDS.map(([value, label]) => el('option', { value }, label)));
    speed.value = String(this.#settings.speed);
    speed.addEventListener('change', () => {
      this.#settings.speed = Number(speed.value);
    });
    const seed = el('input', { type: 'number', min: '0', value: String(this.#settings.seed) });
    seed.addEventListener('change', () => {
      if (!seed.checkValidity() || seed.value === '') seed.value = String(this.#settings.seed);
      this.#settings.seed = Number(seed.value);
      restart();
    });
    return el('div', { class: 'bar' }, this.#play, back, forward, this.#timeline, this.#round,
      el('label', {}, 'Speed', speed), el('label', {}, 'Seed', seed));
  }

  get #takesNode(): boolean {
    return this.tools.includes('tell') || this.tools.includes('kill');
  }

  #toolControls(): HTMLElement[] {
    const controls: HTMLElement[] = [];
    const { tell, kill } = this.#actions;
    const on = (act: (node: NodeId) => void) => () => {
      if (this.selected !== undefined) act(this.selected);
    };
    if (this.#takesNode) {
      this.#node.addEventListener('input', this.#actions.repaint);
      controls.push(el('label', {}, 'Node', this.#node));
    }
    if (this.tools.includes('tell')) controls.push(button('Tell it', on(tell)));
    if (this.tools.includes('kill')) controls.push(button('Kill or revive', on(kill)));
    if (this.tools.includes('cut')) controls.push(this.#cut);
    this.#click = this.tools.includes('tell') ? 'tell' : this.tools.includes('kill') ? 'kill' : undefined;
    if (this.tools.includes('tell') && this.tools.includes('kill')) controls.push(this.#clickChoice());
    return controls;
  }

  #clickChoice(): HTMLElement {
    const choice = el('select', {}, el('option', { value: 'tell' }, 'tells it'), el('option', { value: 'kill' }, 'kills or revives it'));
    choice.addEventListener('change', () => {
      this.#click = choice.value as 'tell' | 'kill';
    });
    return el('label', {}, 'A click', choice);
  }
}

/** Writes text only where it changed, so that an idle picture costs nothing. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
