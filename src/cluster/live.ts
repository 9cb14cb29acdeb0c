import type { NodeId } from '../gossip/types.ts';
import { colourLevel, knowsUnicode } from '../terminal/colour.ts';
import { processIo } from '../terminal/io.ts';
import { listenToKeys } from '../terminal/keys.ts';
import { painter } from '../terminal/paint.ts';
import { openScreen } from '../terminal/screen.ts';
import type { FilmMaker } from '../view/film/film-maker.ts';
import { drawFrame } from '../view/frame.ts';
import type { Cluster } from './cluster.ts';
import { Reporter, type RoundReport } from './report.ts';
import type { Deed } from './script.ts';

const KEYS = ['k kill', 'arrows choose', 's stop/go', 'b back', 'n one more', 'w write', 'c cut', 'l loss', 'q quit'];
const FIRST = 'press k: member 0 is killed, with kill -9; watch who suspects it, and when all know';
const LOSSES = [0, 0.1, 0.3, 0.5];

export interface LiveOptions {
  readonly cluster: Cluster;
  readonly maker: FilmMaker;
  /** Milliseconds a round. */
  readonly round: number;
  /** The members that there can be: those that run, and those that may be started. */
  readonly capacity: number;
}

/** Shows a cluster as it runs, and does to it what keys ask for. Ends when somebody presses q. */
export async function showLive({ cluster, maker, round, capacity }: LiveOptions): Promise<void> {
  const io = processIo();
  const reporter = new Reporter(cluster);
  const unicode = knowsUnicode(io.env, io.platform);
  let mark: NodeId = 0;
  let said: string | undefined = FIRST;
  let saidIn = 0;
  let report: RoundReport | undefined;
  let [cut, loss, writes] = [false, 0, 0];
  let quit = (): void => {};
  const over = new Promise<void>((done) => (quit = done));

  const draw = (): void => {
    const film = maker.soFar(cluster.members.length);
    if (film.frames.length === 0) return;
    const options = { unicode, mark, status: 'LIVE', speed: `${round} ms a round`, facts: factsOf(report, { round, loss, cut }), keys: KEYS, notice: said };
    screen.draw(drawFrame(film, film.frames.length - 1, screen.size(), options));
  };
  const perform = (deed: Deed, done: string): void => {
    said = cluster.perform(deed) ?? done;
    saidIn = cluster.round;
    draw();
  };
  const press = (key: string): void => {
    const state = cluster.members.find(({ id }) => id === mark)?.state;
    const at = { round: cluster.round, id: mark };
    switch (key) {
      case 'left':
      case 'up':
        mark = (mark + cluster.members.length - 1) % cluster.members.length;
        return draw();
      case 'right':
      case 'down':
      case 'tab':
        mark = (mark + 1) % cluster.members.length;
        return draw();
      case 'k':
        return perform({ do: 'kill', ...at }, `member ${mark} was killed`);
      case 's':
        return state === 'stopped' ? perform({ do: 'go', ...at }, `member ${mark} goes on`) : perform({ do: 'stop', ...at }, `member ${mark} stands still, and lives`);
      case 'b':
        return perform({ do: 'start', ...at }, `member ${mark} was started, and knows nothing`);
      case 'n': {
        const id = cluster.members.length;
        if (id < capacity) return perform({ do: 'start', id, round: cluster.round }, `member ${id} was started, and joins`);
        said = `there is room for ${capacity} members`;
        return draw();
      }
      case 'w':
        return perform({ do: 'write', value: String.fromCharCode(97 + (writes++ % 26)), ...at }, `member ${mark} has written`);
      case 'c':
        cut = !cut;
        return cut
          ? perform({ do: 'cut', first: 0, last: Math.ceil(cluster.members.length / 2) - 1, round: cluster.round }, 'the first half is cut off from the second')
          : perform({ do: 'heal', round: cluster.round }, 'the network is whole again');
      case 'l':
        loss = LOSSES[(LOSSES.indexOf(loss) + 1) % LOSSES.length]!;
        return perform({ do: 'loss', share: loss, round: cluster.round }, `${loss * 100} % of all datagrams are lost`);
      case 'q':
      case 'ctrl-c':
        return quit();
    }
  };

  const screen = openScreen({ output: io.stdout, paint: painter(colourLevel(io.env, io.stdout)), host: io.host, writeNow: io.writeNow, onResize: draw });
  const stopListening = listenToKeys(io.stdin, press);
  const timer = setInterval(() => {
    cluster.nextRound();
    // A word stays for a round or two; the first one, until somebody presses a key.
    if (said !== FIRST && cluster.round > saidIn + 1) said = undefined;
    draw();
    void reporter.look({ round: cluster.round, done: [] }, 2 * round).then((next) => {
      report = next;
      draw();
    });
  }, round);
  await over;
  clearInterval(timer);
  stopListening();
  screen.close();
}

interface Weather {
  readonly round: number;
  readonly loss: number;
  readonly cut: boolean;
}

/** What is so, the most important first: how many live, what they do not know, and what it costs. */
function factsOf(report: RoundReport | undefined, { round, loss, cut }: Weather): string[] {
  if (report === undefined) return ['starting'];
  const { up, stopped, gone, errors, datagrams, bytes } = report;
  const truth = errors.length === 0 ? 'all know the truth' : `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`;
  const perSecond = 1_000 / round;
  return [
    [`${up} up`, ...(stopped > 0 ? [`${stopped} stopped`] : []), ...(gone > 0 ? [`${gone} gone`] : []), truth].join(', '),
    ...(cut ? ['CUT'] : []),
    ...(loss > 0 ? [`loss ${Math.round(loss * 100)}%`] : []),
    `${Math.round(datagrams * perSecond)} datagrams, ${((bytes * perSecond) / 1_000).toFixed(1)} kB a second`,
  ];
}
