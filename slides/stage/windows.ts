import { GossipSim, MOVED, USED } from '../element/gossip-sim.ts';
import type { Playhead } from '../model/playhead.ts';
import type { RunState } from '../model/run-state.ts';

/** What the windows of one deck tell each other. */
type Word =
  | { readonly rumor: 'hello' }
  /** What has been done where you are? */
  | { readonly rumor: 'ask' }
  | ({ readonly rumor: 'done' } & Done)
  | { readonly rumor: 'run'; readonly picture: number; readonly state: RunState }
  | { readonly rumor: 'head'; readonly picture: number; readonly head: Playhead }
  | { readonly rumor: 'clock'; readonly clock: number; readonly state: unknown };

/** All runs that somebody has used, by their picture, and all clocks. */
interface Done {
  readonly runs: readonly (readonly [picture: number, state: RunState])[];
  readonly clocks: readonly unknown[];
}

/** Something else that the windows have in common, by its number. */
export interface Shared {
  readonly state: unknown;
  adopt(state: never): void;
  /** Is `state`, which another window has kept, what holds? */
  givesWayTo(state: never): boolean;
}

/** A window that was reloaded has forgotten who listened, so the others say hello again and again. */
const HELLO_AGAIN = 2000;

/**
 * One run, two windows, whichever is used: the wall, and what the speaker has before them.
 *
 * The wall keeps the time. A speaker's window, which is a frame in a window that the wall has opened,
 * says what was done in it, and shows what the wall says. They talk by messages and not by a channel,
 * for two pages from the disk have no origin in common.
 */
export class Windows {
  /** Where the wall is, seen from a speaker's window. */
  readonly #wall: Window | undefined;
  readonly #listeners = new Set<Window>();
  readonly #clocks: Shared[] = [];

  constructor(speakers: boolean) {
    this.#wall = speakers ? ((parent.opener as Window | null) ?? undefined) : undefined;
  }

  /** Begins to talk. Pictures and clocks that come later take no part. */
  join(clocks: readonly Shared[]): void {
    this.#clocks.push(...clocks);
    addEventListener('message', ({ data, source, origin }: MessageEvent<Word | undefined>) => {
      if (isOurs(origin) && source !== null && data?.rumor !== undefined) this.#hear(data, source as Window);
    });
    document.addEventListener(USED, ({ target }) => this.#tellRun(target as GossipSim));
    document.addEventListener(MOVED, ({ target }) => {
      const sim = target as GossipSim;
      this.#tell({ rumor: 'head', picture: pictures().indexOf(sim), head: { position: sim.position, playing: sim.playing } });
    });
    if (this.#wall === undefined) return;
    for (const sim of pictures()) sim.led = true;
    const hello = (): void => this.#tell({ rumor: 'hello' });
    hello();
    setInterval(hello, HELLO_AGAIN);
  }

  /** A clock was started or stopped by hand. */
  tellClock(shared: Shared): void {
    this.#tell({ rumor: 'clock', clock: this.#clocks.indexOf(shared), state: shared.state });
  }

  #hear(word: Word, from: Window): void {
    switch (word.rumor) {
      case 'hello':
        return this.#welcome(from);
      case 'ask':
        return this.#tell({ rumor: 'done', ...this.#done() });
      case 'done':
        this.#takeBack(word);
        return this.#tellAll(from);
      case 'run':
        pictures()[word.picture]?.adopt(word.state);
        return this.#passOn(word);
      case 'head':
        return pictures()[word.picture]?.follow(word.head);
      case 'clock':
        this.#clocks[word.clock]?.adopt(word.state as never);
        return this.#passOn(word);
    }
  }

  /** Somebody new is asked first what it knows: a wall that was reloaded has forgotten all. */
  #welcome(window: Window): void {
    if (this.#wall !== undefined || this.#listeners.has(window)) return;
    this.#listeners.add(window);
    post(window, { rumor: 'ask' });
  }

  #done(): Done {
    const runs = pictures().flatMap(({ state }, picture) => (state?.touched === true ? [[picture, state] as const] : []));
    return { runs, clocks: this.#clocks.map(({ state }) => state) };
  }

  /** What nobody has used here since, is again what it was. */
  #takeBack({ runs, clocks }: Done): void {
    const sims = pictures();
    for (const [picture, state] of runs) if (sims[picture]?.state?.touched === false) sims[picture].adopt(state);
    this.#clocks.forEach((clock, i) => {
      if (clock.givesWayTo(clocks[i] as never)) clock.adopt(clocks[i] as never);
    });
  }

  #tellAll(window: Window): void {
    const { runs, clocks } = this.#done();
    for (const [picture, state] of runs) post(window, { rumor: 'run', picture, state });
    clocks.forEach((state, clock) => post(window, { rumor: 'clock', clock, state }));
  }

  #tellRun(sim: GossipSim): void {
    const { state } = sim;
    if (state !== undefined) this.#tell({ rumor: 'run', picture: pictures().indexOf(sim), state });
  }

  /**
   * The wall tells everybody what it was told, and also who has said it: what the wall said meanwhile,
   * that it still plays for example, may have arrived there last.
   */
  #passOn(word: Word): void {
    if (this.#wall === undefined) this.#tell(word);
  }

  #tell(word: Word): void {
    for (const window of this.#wall === undefined ? this.#listeners : [this.#wall]) {
      if (window.closed) this.#listeners.delete(window);
      else post(window, word);
    }
  }
}

function pictures(): GossipSim[] {
  return [...document.querySelectorAll<GossipSim>('gossip-sim')];
}

function post(to: Window, word: Word): void {
  to.postMessage(word, '*');
}

/** A page from the disk has no origin to compare. */
function isOurs(origin: string): boolean {
  return origin === location.origin || location.protocol === 'file:';
}
