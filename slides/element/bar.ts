import type { Run } from '../model/run.ts';
import { button, el, setText } from './controls.ts';

/** What the bar asks for. */
export interface Playback {
  toggle(): void;
  step(direction: 1 | -1): void;
  seek(round: number): void;
  /** Something was turned that only a new run shows. */
  restart(): void;
  reset(): void;
  /** Nothing has changed but what is said. */
  used(): void;
}

const SPEEDS = [['0.4', '½×'], ['0.8', '1×'], ['1.6', '2×'], ['3.2', '4×']] as const;

/** The bar below a picture: play, step, seek, speed, seed, reset. */
export class Bar {
  readonly element: HTMLElement;
  readonly #play: HTMLButtonElement;
  readonly #timeline = el('input', { type: 'range', class: 'timeline', min: '0', step: '1', 'aria-label': 'Round' });
  readonly #round = el('span', { class: 'round' });
  readonly #speed = el('select', {}, ...SPEEDS.map(([value, label]) => el('option', { value }, label)));
  readonly #seed = el('input', { type: 'number', min: '0', step: '1' });

  constructor(run: Run, { toggle, step, seek, restart, reset, used }: Playback) {
    this.#play = button('Play', toggle, 'play');
    this.#timeline.addEventListener('input', () => seek(Number(this.#timeline.value)));
    this.#speed.addEventListener('change', () => {
      run.turn('speed', Number(this.#speed.value));
      used();
    });
    this.#seed.addEventListener('change', () => {
      if (run.turn('seed', this.#seed.value === '' ? NaN : Number(this.#seed.value))) return restart();
      this.#seed.value = String(run.settings.seed);
      used();
    });
    this.element = el('div', { class: 'bar' }, this.#play, button('−1', () => step(-1), '', '−1: one round back'), button('+1', () => step(1), '', '+1: one round on'),
      this.#timeline, this.#round, el('label', {}, 'Speed', this.#speed), el('label', {}, 'Seed', this.#seed), button('Reset', reset));
  }

  show({ head, end, film, settings }: Run, round: number): void {
    setText(this.#play, head.playing ? 'Pause' : film?.over === true && round >= end ? 'Again' : 'Play');
    this.#timeline.max = String(end);
    this.#timeline.value = String(round);
    setText(this.#round, `round ${round} of ${end}`);
    this.#timeline.setAttribute('aria-valuetext', this.#round.textContent!);
    this.#speed.value = String(settings.speed);
    showValue(this.#seed, String(settings.seed));
  }
}

/** Shows what holds, unless somebody is typing something else. */
export function showValue(input: HTMLInputElement, value: string): void {
  if (input.value !== value && !input.matches(':focus')) input.value = value;
}
