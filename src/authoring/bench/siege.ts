import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assemble } from '../../cluster/assemble.ts';
import type { ClusterCode } from '../../cluster/code.ts';
import { SeededRandom } from '../../host/random.ts';
import { KNOB_DEFAULTS, nodeKnobs } from '../../sim/knobs.ts';
import { MemoryNetwork, VirtualClock } from '../../wire/memory.ts';
import { sealWith } from '../../wire/seal.ts';
import { openWorld, type Traffic } from '../../wire/world.ts';
import { garbageMaker } from './garbage.ts';

/** What became of a member on which so many datagrams of garbage were thrown. */
export interface Siege {
  readonly datagrams: number;
  readonly seed: number;
  /** What the world has dropped, by reason; and how often the guard has left something out. */
  readonly dropped: Traffic['dropped'];
  readonly unfit: number;
  /** Whole messages that reached the code of the step. */
  readonly reached: number;
  readonly sent: number;
  /** Keys that the member knows at the end. */
  readonly keys: number;
  /** In bytes, after a tenth and at the end. */
  readonly heap: readonly [early: number, late: number];
  readonly seconds: number;
  /** A ping of a member at the end was answered. */
  readonly answers: boolean;
}

const MEMBER = 1;
const FRIEND = 2;
/** Garbage comes in gusts of so many, and then some milliseconds pass. */
const [GUST, PAUSE] = [50, 100];

/**
 * Throws seeded garbage on one member: on its seal, its envelopes, its guard and the code of the step. Time
 * is virtual, so that rounds, timers and limits take part. Throws whatever the member throws.
 */
export function besiege(code: ClusterCode, datagrams: number, seed: number): Siege {
  const [clock, seal, start] = [new VirtualClock(), sealWith('siege', 'siege'), performance.now()];
  const network = new MemoryNetwork(clock, 0);
  let [unfit, reached] = [0, 0];
  const knobs = nodeKnobs({ ...KNOB_DEFAULTS, fanout: 2, k: 3 });
  const { node, world } = assemble({ id: MEMBER, code, knobs, transport: network.open('member'), clock, seal, seed, life: 1, onDropped: (_why, from) => void (unfit += Number(typeof from === 'number')) });
  const heard = { ...world, listen: (listener: Parameters<typeof world.listen>[0]) => world.listen((from, bytes) => (reached++, listener(from, bytes))) };
  code.run(node, heard).join([]);

  const stranger = network.open('stranger');
  const garbage = garbageMaker({ random: new SeededRandom(seed, 3), seal, to: MEMBER });
  let early = 0;
  for (let i = 0; i < datagrams; i++) {
    stranger.send('member', garbage());
    if (i % GUST === GUST - 1) clock.pass(PAUSE);
    if (i === Math.floor(datagrams / 10)) early = heapNow();
  }
  clock.pass(10 * PAUSE);
  return {
    ...{ datagrams, seed, unfit, reached },
    dropped: world.traffic.dropped,
    sent: world.traffic.sent,
    answers: isAnswered(),
    keys: node.readAll().length,
    heap: [early, heapNow()],
    seconds: (performance.now() - start) / 1_000,
  };

  function isAnswered(): boolean {
    // A life that is younger than all that the garbage has claimed.
    const friend = openWorld({ id: FRIEND, transport: network.open('friend'), clock, seal, random: new SeededRandom(seed, 4), life: 1_000 });
    let acked = false;
    friend.listen((from, bytes) => void (acked ||= from === MEMBER && new TextDecoder().decode(bytes).includes('"ack"')));
    friend.send('member', code.encode({ type: 'ping', seq: 7, origin: FRIEND } as { type: string }));
    clock.pass(2 * PAUSE);
    return acked;
  }
}

/** What is alive on the heap, in bytes, with nothing left to collect. */
function heapNow(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

const MEGABYTE = 2 ** 20;

export function renderSiege({ datagrams, seed, dropped, unfit, reached, sent, keys, heap, seconds, answers }: Siege): string {
  const reasons = Object.entries(dropped).map(([why, count]) => `${why} ${count}`).join(', ');
  const [early, late] = heap.map((bytes) => (bytes / MEGABYTE).toFixed(1));
  return [
    `${datagrams} datagrams of garbage, seed ${seed}, in ${seconds.toFixed(1)} s: nothing was thrown.`,
    `dropped by the world: ${reasons}`,
    `reached the code of step 08: ${reached} messages; of ${unfit}, the guard left something out`,
    `the member has sent ${sent} datagrams, and knows ${keys} keys`,
    `heap: ${early} MB after a tenth, ${late} MB at the end`,
    answers ? 'a ping is answered at the end.' : 'A PING IS NOT ANSWERED at the end.',
    '',
  ].join('\n');
}
