import type { NodeId } from '../gossip/types.ts';
import { colourLevel, knowsUnicode } from '../terminal/colour.ts';
import { processIo } from '../terminal/io.ts';
import { listenToKeys } from '../terminal/keys.ts';
import { painter } from '../terminal/paint.ts';
import { openScreen } from '../terminal/screen.ts';
import type { FilmMaker } from '../view/film/film-maker.ts';
import { drawFrame } from '../view/frame.ts';
import type { FrameOptions } from '../view/scene.ts';
import type { Cluster } from './cluster.ts';
import type { Others } from './look.ts';
import { Reporter, type RoundReport } from './report.ts';
import type { Deed } from './script.ts';
import type { Told } from './told.ts';

const KEYS = ['k kill', 'arrows choose', 's stop/go', 'b back', 'n one more', 'w write', 'c cut', 'l loss', 'q quit'];
const FIRST = 'press k: member 0 is killed (kill -9). Who suspects it, and when do all know?';
const LOSSES = [0, 0.1, 0.3, 0.5];
const QUIT = ['q', 'ctrl-c'];

export interface LiveOptions {
  readonly cluster: Cluster;
  readonly maker: FilmMaker;
  /** Milliseconds a round. */
  readonly round: number;
  /** The members that there can be: those that run, and those that may be started. */
  readonly capacity: number;
  readonly told: Told;
  /** What others type to join, where they may. */
  readonly invitation: string | undefined;
  /** Called with each count of the members of other machines. */
  readonly onOthers: (others: Others) => void;
}

/** Shows a cluster as it runs, and does to it what keys ask for. Ends when somebody presses q. */
export async function showLive(options: LiveOptions): Promise<void> {
  const { cluster, maker, round } = options;
  const io = processIo();
  const unicode = knowsUnicode(io.env, io.platform);
  const hand = new Hand(options);
  options.told.listen((sentence) => hand.hear(sentence));
  const reporter = new Reporter(cluster);
  const draw = (): void => {
    const film = maker.soFar(cluster.members.length);
    if (film.frames.length > 0) screen.draw(drawFrame(film, film.frames.length - 1, screen.size(), { unicode, ...hand.told() }));
  };
  const screen = openScreen({ output: io.stdout, paint: painter(colourLevel(io.env, io.stdout)), host: io.host, writeNow: io.writeNow, onResize: draw });
  const timer = setInterval(() => {
    cluster.nextRound();
    hand.nextRound();
    draw();
    void reporter.look({ round: cluster.round, done: [] }, 2 * round).then((report) => {
      hand.report = report;
      options.onOthers(report.others);
      draw();
    });
  }, round);
  await new Promise<void>((quit) => {
    const stopListening = listenToKeys(io.stdin, (key) => {
      if (QUIT.includes(key)) {
        stopListening();
        return quit();
      }
      hand.press(key);
      draw();
    });
  });
  clearInterval(timer);
  screen.close();
}

/** What somebody at the keys has done so far, and is told. */
class Hand {
  report: RoundReport | undefined;
  readonly #options: LiveOptions;
  #mark: NodeId = 0;
  #said: string | undefined;
  /** In which round it was said; undefined for what stays until a key is pressed. */
  #saidIn: number | undefined;
  #cut = false;
  #loss = 0;
  #writes = 0;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#said = this.#invite() ?? FIRST;
  }

  /** What was done is told for a round or two. */
  nextRound(): void {
    if (this.#saidIn !== undefined && this.#options.cluster.round > this.#saidIn + 1) this.#said = undefined;
  }

  /** Something is told that nobody at the keys has asked for. */
  hear(sentence: string): void {
    [this.#said, this.#saidIn] = [sentence, undefined];
  }

  told(): Omit<FrameOptions, 'unicode'> {
    return { mark: this.#mark, status: 'LIVE', speed: `${this.#options.round} ms a round`, facts: this.#facts(), keys: this.#options.invitation === undefined ? KEYS : [...KEYS.slice(0, 2), 'j join', ...KEYS.slice(2)], notice: this.#said };
  }

  press(key: string): void {
    const members = this.#options.cluster.members;
    if (['left', 'up'].includes(key)) this.#mark = (this.#mark + members.length - 1) % members.length;
    else if (['right', 'down', 'tab'].includes(key)) this.#mark = (this.#mark + 1) % members.length;
    else if (key === 'c') this.#cutOrHeal();
    else if (key === 'l') this.#lose();
    else if (key === 'n') this.#startOneMore();
    else if (key === 'j') this.hear(this.#invite() ?? 'others can join a cluster that was started with --open');
    else this.#toMember(key, members[this.#mark]?.state);
  }

  #invite(): string | undefined {
    const { invitation } = this.#options;
    return invitation === undefined ? undefined : `join: ${invitation}`;
  }

  #toMember(key: string, state: string | undefined): void {
    const [id, round] = [this.#mark, this.#options.cluster.round];
    if (key === 'k') this.#perform({ do: 'kill', id, round }, `member ${id} was killed`);
    if (key === 's' && state === 'stopped') this.#perform({ do: 'go', id, round }, `member ${id} goes on`);
    else if (key === 's') this.#perform({ do: 'stop', id, round }, `member ${id} stands still, and lives`);
    if (key === 'b') this.#perform({ do: 'start', id, round }, `member ${id} was started, and knows nothing`);
    if (key === 'w') this.#perform({ do: 'write', id, value: String.fromCharCode(97 + (this.#writes++ % 26)), round }, `member ${id} has written`);
  }

  #startOneMore(): void {
    const { cluster, capacity } = this.#options;
    const id = cluster.members.length;
    if (id < capacity) this.#perform({ do: 'start', id, round: cluster.round }, `member ${id} was started, and joins`);
    else this.#say(`there is room for ${capacity} members`);
  }

  #cutOrHeal(): void {
    const { members, round } = this.#options.cluster;
    this.#cut = !this.#cut;
    if (this.#cut) this.#perform({ do: 'cut', first: 0, last: Math.ceil(members.length / 2) - 1, round }, 'the first half is cut off from the second');
    else this.#perform({ do: 'heal', round }, 'the network is whole again');
  }

  #lose(): void {
    this.#loss = LOSSES[(LOSSES.indexOf(this.#loss) + 1) % LOSSES.length]!;
    this.#perform({ do: 'loss', share: this.#loss, round: this.#options.cluster.round }, `${this.#loss * 100} % of all datagrams are lost`);
  }

  #perform(deed: Deed, done: string): void {
    this.#say(this.#options.cluster.perform(deed) ?? done);
  }

  #say(sentence: string): void {
    this.#said = sentence;
    this.#saidIn = this.#options.cluster.round;
  }

  #faults(): string[] {
    return [...(this.#cut ? ['CUT'] : []), ...(this.#loss > 0 ? [`loss ${this.#loss * 100}%`] : [])];
  }

  /** What is so, the most important first: how many live, what they do not know, and what it costs. */
  #facts(): string[] {
    if (this.report === undefined) return ['starting'];
    const { up, stopped, gone, errors, datagrams, bytes, others } = this.report;
    const truth = errors.length === 0 ? 'all know the truth' : `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`;
    const perSecond = 1_000 / this.#options.round;
    return [
      [`${up} up`, ...(stopped > 0 ? [`${stopped} stopped`] : []), ...(gone > 0 ? [`${gone} gone`] : []), truth, ...this.#faults()].join(', '),
      ...(others.known > 0 ? [`others ${others.alive} of ${others.known} alive`] : []),
      `${Math.round(datagrams * perSecond)} datagrams, ${((bytes * perSecond) / 1_000).toFixed(1)} kB a second`,
    ];
  }
}
