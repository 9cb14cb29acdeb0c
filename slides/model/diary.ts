import type { NodeId, Update } from '../../src/gossip/types.ts';
import type { TraceEvent } from '../../src/host/trace.ts';
import type { Settings } from './settings.ts';

/** Before these steps nobody loses interest, and nobody looks whether others live. */
const FIRST_WITH_DECAY = 4;
const FIRST_WITH_PROBES = 5;
const MOST_KEYS = 3;
/** What only the messages of the steps say about themselves. */
interface Said {
  readonly type: string;
  readonly key?: string;
  readonly version?: number;
  readonly writer?: NodeId;
  readonly news?: boolean;
  readonly seq?: number;
  readonly origin?: NodeId;
  readonly target?: NodeId;
}

interface Known {
  readonly update: Update;
  readonly round: number;
  readonly from: NodeId | undefined;
  /** The round in which it lost interest. */
  cooled: number | undefined;
  /** Answers in a row that it was no news. */
  unnecessary: number;
  /** How often it was told to somebody. */
  told: number;
}

interface Probe {
  readonly target: NodeId;
  readonly seq: number;
  readonly round: number;
  readonly helpers: NodeId[];
  answered: { readonly round: number; readonly from: NodeId } | undefined;
}

/** What one node knows, tells and waits for, read off the trace. */
export class Diary {
  readonly #node: NodeId;
  readonly #known = new Map<string, Known>();
  #probe: Probe | undefined;
  #pinged = 0;

  constructor(node: NodeId) {
    this.#node = node;
  }

  readonly listen = (event: TraceEvent): void => {
    switch (event.type) {
      case 'learned':
        if (event.node === this.#node) this.#known.set(event.update.key, { update: event.update, round: event.round, from: event.from, cooled: undefined, unnecessary: 0, told: 0 });
        break;
      case 'cooled': {
        const known = event.node === this.#node ? this.#known.get(event.key) : undefined;
        if (known !== undefined) known.cooled = event.round;
        break;
      }
      case 'restarted':
        if (event.node !== this.#node) break;
        this.#known.clear();
        this.#probe = undefined;
        break;
      case 'sent':
        if (event.from === this.#node) this.#sends(event.round, event.to, event.message, event.message.updates ?? []);
        break;
      case 'delivered':
        if (event.to === this.#node) this.#hears(event.round, event.from, event.message);
        break;
    }
  };

  /** In words: what it knows and whether it still spreads it, and whom it is looking after. */
  words(settings: Settings): string[] {
    // What is hot is told first, and of that the latest.
    const all = [...this.#known.values()].reverse().sort((a, b) => Number(a.cooled !== undefined) - Number(b.cooled !== undefined));
    const lines = all.slice(0, MOST_KEYS).map((known) => knownWords(known, settings, all.length > 1));
    const shown = all.length > MOST_KEYS ? [...lines, `and ${all.length - MOST_KEYS} more`] : lines;
    return [...(shown.length === 0 ? [] : [`knows ${shown.join('; ')}`]), ...(settings.step < FIRST_WITH_PROBES ? [] : [this.#probeWords()])];
  }

  #sends(round: number, to: NodeId, message: Said, updates: readonly Update[]): void {
    for (const update of updates) {
      const known = this.#known.get(update.key);
      if (known !== undefined) known.told++;
    }
    if (message.type === 'ping' && message.origin === this.#node) {
      this.#pinged++;
      this.#probe = { target: to, seq: message.seq ?? this.#pinged, round, helpers: [], answered: undefined };
    }
    if (message.type === 'ping-req' && message.seq === this.#probe?.seq) this.#probe?.helpers.push(to);
  }

  #hears(round: number, from: NodeId, message: Said): void {
    if (message.type === 'feedback') {
      const known = this.#known.get(message.key ?? '');
      if (known === undefined || known.update.version !== message.version || known.update.writer !== message.writer) return;
      known.unnecessary = message.news === true ? 0 : known.unnecessary + 1;
    }
    const probe = this.#probe;
    if (message.type === 'ack' && probe !== undefined && message.origin === this.#node && message.seq === probe.seq) probe.answered ??= { round, from };
  }

  #probeWords(): string {
    const probe = this.#probe;
    if (probe === undefined) return 'has probed nobody yet';
    const asked = probe.helpers.length === 0 ? '' : `, silent, asked ${probe.helpers.join(' ')} to try`;
    const { answered } = probe;
    const end = answered === undefined ? ', no ack yet' : answered.from === probe.target ? ', acked' : `, acked by way of ${answered.from}`;
    return `probe: pinged ${probe.target} in round ${probe.round}${asked}${end}`;
  }
}

/** `briefly`: among others, where there is no room to explain the counter each time. */
function knownWords(known: Known, settings: Settings, briefly: boolean): string {
  const { update, round, from, cooled } = known;
  const source = from === undefined ? 'by itself' : `from ${from}`;
  const what = `${update.key} “${update.value}”, version ${update.version} (${source}, round ${round})`;
  if (cooled !== undefined) return `${what}, lost interest in round ${cooled}`;
  if (settings.step < FIRST_WITH_DECAY) return `${what}, hot`;
  return `${what}, hot: ${briefly && settings.decay === 'feedback-counter' ? `counter ${known.unnecessary} of ${settings.k}` : counterWords(known, settings)}`;
}

function counterWords({ unnecessary, told }: Known, { decay, k }: Settings): string {
  switch (decay) {
    case 'feedback-counter':
      return `counter ${unnecessary} of ${k} calls in a row that were no news`;
    case 'feedback-coin':
      return `each call that is no news ends it with probability 1/${k}`;
    case 'blind-counter':
      return `counter ${told} of ${k} calls`;
    case 'blind-coin':
      return `each call ends it with probability 1/${k}`;
  }
}
