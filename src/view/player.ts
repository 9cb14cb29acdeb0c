import type { NodeId } from '../gossip/types.ts';
import type { Scenario } from '../sim/scenario.ts';
import { colourLevel, knowsUnicode, wantsPlain, type ColourLevel } from '../terminal/colour.ts';
import type { Film } from './film/film.ts';
import { drawFrame } from './frame.ts';
import type { FrameOptions } from './scene.ts';
import { drawHelp } from './help.ts';
import type { Io } from '../terminal/io.ts';
import { listenToKeys } from '../terminal/keys.ts';
import type { Line } from '../terminal/line.ts';
import { wrap } from '../terminal/wrap.ts';
import { paint, painter } from '../terminal/paint.ts';
import { plainLines, plainSpot } from './plain.ts';
import { topicOf } from './topics/topics.ts';
import { openScreen, sizeOf } from '../terminal/screen.ts';
import { advance, keysOf, openViewer, speedOf, statusOf, type Action, type Viewer, type Wanted } from './viewer.ts';

/** Records the same code in another world. What it rejects with is shown to the reader. */
export type Rerun = (scenario: Scenario) => Promise<Film | undefined>;

export interface PlayOptions {
  /** One line a round, never repainted. A pipe, `ACCESSIBLE=1` and TERM=dumb mean the same. */
  readonly plain?: boolean;
  /** Stay until the reader quits. Otherwise the film plays once, and its last frame stays. */
  readonly keys?: boolean;
  /** Open paused at this round (with keys), or end at it. */
  readonly round?: number | undefined;
  /** A node to point out; without it, the one whose code failed. */
  readonly mark?: NodeId | undefined;
  readonly rerun?: Rerun | undefined;
  /** The viewer was opened from something to which the reader goes back. */
  readonly within?: boolean;
}

/** What was on the screen when the reader left. */
export interface Played {
  readonly film: Film;
  readonly round: number;
  /** The reader pressed Ctrl-C, and so wants to leave everything. */
  readonly interrupted: boolean;
}

/** Shows a film: with keys, without, or as lines, as the options and the terminal have it. */
export async function playFilm(film: Film, io: Io, options: PlayOptions = {}): Promise<Played> {
  const { stdin, stdout, env } = io;
  const mark = options.mark ?? film.fault?.node;
  if (options.plain === true || stdout.isTTY !== true || wantsPlain(env)) {
    const lines = [...plainLines(film), ...plainSpot(film, options.round, options.mark)];
    stdout.write(`${lines.flatMap((text) => withinTerminal(text, io)).join('\n')}\n`);
    return { film, round: film.frames.at(-1)!.round, interrupted: false };
  }
  return options.keys === true && stdin.isTTY === true ? view(film, io, { ...options, mark }) : playOnce(film, io, { ...options, mark });
}

/** A terminal breaks long lines in the middle of a word; a pipe gets each line whole. */
function withinTerminal(text: string, { stdout }: Io): string[] {
  const columns = stdout.isTTY === true ? (stdout.columns ?? 0) : 0;
  return columns > 0 && text.length > columns ? wrap(text, columns) : [text];
}

/** Without keys a film lasts about this long, however many rounds it has. Milliseconds. */
const WHOLE_FILM = 5000;
const SLOWEST = 500;

async function playOnce(film: Film, io: Io, options: PlayOptions): Promise<Played> {
  const level = colourLevel(io.env, io.stdout);
  const unicode = knowsUnicode(io.env, io.platform);
  const last = Math.min(film.frames.length - 1, options.round ?? Infinity);
  let position = 0;
  const frame = (): Line[] => drawFrame(film, position, sizeOf(io.stdout), { unicode, mark: options.mark });
  const screen = openScreenOn(io, level, () => screen.draw(frame()));
  try {
    for (; position <= last; position++) {
      screen.draw(frame());
      await new Promise<void>((resolve) => io.later(resolve, Math.min(SLOWEST, WHOLE_FILM / film.frames.length)));
    }
  } finally {
    screen.close();
  }
  position = last;
  io.stdout.write(`${paint(frame(), level)}\n`);
  return { film, round: film.frames[last]!.round, interrupted: false };
}

function openScreenOn({ stdout, host, writeNow }: Io, level: ColourLevel, onResize: () => void, onClose = (): void => {}) {
  return openScreen({ output: stdout, paint: painter(level), host, writeNow, onResize, onClose });
}

/** What a viewer shows: a frame, or the help. */
function drawViewer(viewer: Viewer, size: { columns: number; rows: number }, unicode: boolean): Line[] {
  const { help: page, canRerun } = viewer;
  if (page !== undefined) return drawHelp({ note: topicOf(viewer.film).note, canRerun, page }, size);
  const options: FrameOptions = {
    unicode,
    mark: viewer.mark,
    status: statusOf(viewer),
    speed: speedOf(viewer),
    keys: keysOf(viewer),
    notice: viewer.notice,
    order: viewer.order,
    messages: viewer.messages,
  };
  return drawFrame(viewer.film, viewer.position, size, options);
}

function view(film: Film, io: Io, options: PlayOptions): Promise<Played> {
  const { rerun } = options;
  const unicode = knowsUnicode(io.env, io.platform);
  return new Promise((resolve, reject) => {
    let viewer = openViewer(film, { round: options.round, mark: options.mark, canRerun: rerun !== undefined, within: options.within ?? false });
    let recording = false;
    let cancelTick = (): void => {};
    const draw = (): void => screen.draw(drawViewer(viewer, screen.size(), unicode));
    const act = (action: Action): void => {
      if (viewer.over) return;
      try {
        const before = viewer;
        viewer = advance(viewer, action);
        if (viewer.over) {
          screen.close();
          resolve({ film: viewer.film, round: viewer.film.frames[viewer.position]!.round, interrupted: viewer.interrupted });
          return;
        }
        record();
        draw();
        if (action.type === 'tick' || viewer.playing !== before.playing || viewer.speed !== before.speed) schedule();
      } catch (error) {
        screen.close();
        reject(error);
      }
    };
    // One at a time: what was wanted meanwhile comes next.
    const record = (): void => {
      if (viewer.wanted === undefined || recording) return;
      recording = true;
      void playAgain(viewer.wanted, rerun!).then((action) => {
        recording = false;
        act(action);
      });
    };
    const schedule = (): void => {
      cancelTick();
      cancelTick = viewer.playing ? io.later(() => act({ type: 'tick' }), 1000 / viewer.speed) : () => {};
    };
    const screen = openScreenOn(io, colourLevel(io.env, io.stdout), draw, () => {
      cancelTick();
      stopListening();
    });
    const stopListening = listenToKeys(io.stdin, (key) => act({ type: 'key', key }));
    draw();
    schedule();
  });
}

async function playAgain(of: Wanted, rerun: Rerun): Promise<Action> {
  try {
    const film = await rerun(of.scenario);
    return film === undefined ? { type: 'refused', of, sentence: 'that run could not be recorded' } : { type: 'film', of, film };
  } catch (error) {
    return { type: 'refused', of, sentence: error instanceof Error ? error.message : String(error) };
  }
}
