import { button, el, setText } from '../element/controls.ts';
import type { Shared } from './windows.ts';

/** How much time is left, and since when it runs; both in milliseconds. */
interface State {
  readonly left: number;
  /** On the clock of this machine, which both windows have; undefined while it stands. */
  readonly since: number | undefined;
}

/** The same, and whether the exercise has begun. */
type Shown = State & { readonly started: boolean };

const TICK = 250;

/**
 * Counts down the minutes of an exercise, large enough for the last row. A button: pressing it pauses.
 * It goes on while another slide is shown, because the room goes on working.
 */
export class Countdown implements Shared {
  readonly element = button('', () => this.toggle(), 'countdown');
  readonly #time = el('span');
  readonly #key = el('small');
  #state: State;
  #started = false;
  #pressed = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Is told when it was started or paused here. */
  onUse: (countdown: Countdown) => void = () => {};

  constructor(minutes: number) {
    this.element.append(this.#time, this.#key);
    this.#state = { left: minutes * 60_000, since: undefined };
    this.#show();
  }

  get state(): Shown {
    return { ...this.#state, started: this.#started };
  }

  adopt(state: Shown): void {
    this.#started = state.started;
    this.#become(state);
  }

  /** What began by itself gives way to what had begun before. */
  givesWayTo(state: Shown): boolean {
    return state.started && !this.#pressed;
  }

  /** The exercise begins: the first time its slide comes, and not again. */
  begin(): void {
    if (!this.#started) this.#turn();
  }

  toggle(): void {
    this.#pressed = true;
    this.#turn();
  }

  #turn(): void {
    this.#started = true;
    this.#become({ left: this.#left(), since: this.#state.since === undefined ? Date.now() : undefined });
    this.onUse(this);
  }

  #left(): number {
    const { left, since } = this.#state;
    return since === undefined ? left : left - (Date.now() - since);
  }

  #become({ left, since }: State): void {
    this.#state = { left, since };
    clearInterval(this.#timer);
    if (since !== undefined) this.#timer = setInterval(() => this.#show(), TICK);
    this.#show();
  }

  #show(): void {
    const left = this.#left();
    const seconds = Math.abs(left < 0 ? Math.floor(left / 1000) : Math.ceil(left / 1000));
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    const runs = this.#state.since !== undefined;
    setText(this.#time, `${left < 0 ? '−' : ''}${clock}`);
    setText(this.#key, runs ? 'Enter pauses' : 'Enter goes on');
    this.element.classList.toggle('over', left < 0);
  }
}
