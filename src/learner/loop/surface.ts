import { colourLevel, knowsUnicode } from '../../terminal/colour.ts';
import { listenToKeys } from '../../terminal/keys.ts';
import type { processIo } from '../../terminal/io.ts';
import { paint, painter } from '../../terminal/paint.ts';
import { openScreen, type Screen } from '../../terminal/screen.ts';
import { drawLoop, reachOf } from './draw.ts';
import { sayLoop } from './plain-form.ts';
import type { LoopEvent, LoopState } from './state.ts';

type Io = ReturnType<typeof processIo>;

/** Who may have the terminal for a while. */
export type Borrower = 'viewer' | 'editor';

export interface SurfaceOptions {
  readonly io: Io;
  /** Append to the screen, and never repaint it. */
  readonly plain: boolean;
  readonly state: () => LoopState;
  readonly onKey: (key: LoopEvent & { readonly type: 'key' }) => void;
}

/** Where the loop is seen and its keys are pressed: a screen that is repainted, or lines that are appended. It can be lent. */
export class Surface {
  readonly #options: SurfaceOptions;
  /** Absent while text is only appended. */
  #screen: Screen | undefined;
  /** What was appended last. */
  #said: LoopState | undefined;
  #stopListening: () => void;
  #lent: Borrower | undefined;

  constructor(options: SurfaceOptions) {
    this.#options = options;
    this.#screen = this.#openScreen();
    this.#stopListening = this.#listen();
  }

  /** Who has the terminal, if we do not. */
  get lent(): Borrower | undefined {
    return this.#lent;
  }

  draw(): void {
    if (this.#lent !== undefined) return;
    const { io, state } = this.#options;
    if (this.#screen !== undefined) {
      this.#screen.draw(drawLoop(state(), this.#screen.size(), knowsUnicode(io.env, io.platform)));
      return;
    }
    const lines = sayLoop(this.#said, state(), io.stdout.columns || 80);
    this.#said = state();
    if (lines.length > 0) io.stdout.write(`${paint(lines, colourLevel(io.env, io.stdout))}\n`);
  }

  /** Somebody else has the terminal until `use` is over. */
  async lend<T>(who: Borrower, use: () => Promise<T>): Promise<T> {
    this.close();
    this.#lent = who;
    try {
      return await use();
    } finally {
      this.#lent = undefined;
      this.#screen = this.#openScreen();
      this.#stopListening = this.#listen();
      this.draw();
    }
  }

  close(): void {
    this.#stopListening();
    this.#screen?.close();
  }

  #openScreen(): Screen | undefined {
    const { plain, io } = this.#options;
    if (plain) return undefined;
    const { stdout, env, host, writeNow } = io;
    return openScreen({ output: stdout, paint: painter(colourLevel(env, stdout)), host, writeNow, onResize: () => this.draw() });
  }

  #listen(): () => void {
    const { io, state, onKey } = this.#options;
    return listenToKeys(io.stdin, (key) => {
      const reach = this.#screen === undefined ? {} : { reach: reachOf(state(), this.#screen.size()) };
      // A capital is the same key to the loop.
      onKey({ type: 'key', name: key.toLowerCase(), text: key, ...reach });
    });
  }
}
