import type { Message, NodeId, Update } from '../../gossip/types.ts';
import type { Scenario } from '../../sim/scenario.ts';
import type { TraceEvent } from '../../host/trace.ts';

/** What a film is about: who calls whom, one rumor, several values of one key, or who is believed dead. */
export type Topic = 'calls' | 'rumor' | 'values' | 'beliefs';

/** The state of a node, in the two lowest bits of its cell. */
export const SUSCEPTIBLE = 0;
export const FRESH = 1;
export const INFECTIVE = 2;
export const REMOVED = 3;
export const STATE_BITS = 0b11;
/** Which value a node holds, in bits 4 to 6 of its cell: 0 for none, else 1 + the index in `film.values`. */
export const VALUE_SHIFT = 4;
export const VALUE_BITS = 0b111;
/** Set in the cell of a node that is down. */
export const CRASHED = 0x80;

/** What became of a message. `plain`: it arrived, and carried no update. */
export const OUTCOMES = ['new', 'duplicate', 'plain', 'loss', 'cut', 'crash'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A message takes this many numbers in `frame.messages`: from, to, index in `film.kinds`, index in OUTCOMES. */
export const MESSAGE_SIZE = 4;
const MOST_MESSAGES = 200;
const MOST_KINDS = 12;
const MOST_VALUES = 7;
const MOST_SUBJECTS = 16;

/** Counts of messages. For topics rumor and values, of the messages that carry the watched key. */
export interface Counters {
  readonly sent: number;
  readonly news: number;
  readonly duplicates: number;
  readonly lost: number;
  /** Sent, but without the watched key: answers, say. */
  readonly others: number;
}

/** The world at the end of one round. */
export interface Frame {
  readonly round: number;
  /** One byte a node: state, value, and whether it is down. */
  readonly cells: Uint8Array;
  /** Nodes that are up, by state. */
  readonly susceptible: number;
  readonly fresh: number;
  readonly infective: number;
  readonly removed: number;
  readonly crashed: number;
  /** Nodes that know, up or down. */
  readonly knowing: number;
  /** How many nodes hold each of `film.values`. */
  readonly holders: readonly number[];
  /** What happened in this round, and since the start. */
  readonly now: Counters;
  readonly total: Counters;
  /** How many messages of each of `film.kinds` were sent in this round. */
  readonly kinds: readonly number[];
  /** Up to 200 messages that arrived or were lost, {@link MESSAGE_SIZE} numbers each, by sender. */
  readonly messages: Int32Array;
  /** How many more there were. */
  readonly unlisted: number;
  /** Topic calls: how often each node was called since the start. */
  readonly called: Uint32Array;
  /** How many nodes sent something in this round. */
  readonly callers: number;
  /** Topic beliefs: for each of `film.subjects`, how many nodes that are up suspect it, and believe it dead. */
  readonly opinions: readonly { readonly suspect: number; readonly dead: number }[];
  /** Topic beliefs: how many nodes somebody believed dead, by now, while they were up. */
  readonly wronged: number;
}

/** Who changed their mind, about whom, when, and who told them. Parallel lists, in the order of time. */
export interface Changes {
  readonly rounds: Int32Array;
  readonly nodes: Int32Array;
  /** −1: nobody. The node wrote it itself, or found out itself. */
  readonly froms: Int32Array;
  /** Rumors and values: 1 + index in `film.values`. Beliefs: 0 alive, 1 suspect, 2 dead. */
  readonly values: Uint8Array;
  /** Beliefs: whom the belief is about. Otherwise −1. */
  readonly about: Int32Array;
}

/** Why a film ends early: the code that was filmed failed. */
export interface FilmFault {
  readonly sentence: string;
  readonly round: number;
  readonly node?: NodeId;
}

/** A recorded run, ready to be shown. Plain data, so that it can be sent between processes. */
export interface Film {
  readonly scenario: Scenario;
  readonly topic: Topic;
  readonly title: string;
  /** The key that is watched. */
  readonly key: string;
  /** The values seen under that key, at most seven. */
  readonly values: readonly string[];
  /** Topic beliefs: the nodes that crashed or were accused, at most 16. */
  readonly subjects: readonly NodeId[];
  /** The types of message seen, at most twelve. */
  readonly kinds: readonly string[];
  /** One a round; frames[0] is the world before anything happened. */
  readonly frames: readonly Frame[];
  readonly changes: Changes;
  readonly fault?: FilmFault;
}

const NO_COUNTERS: Counters = { sent: 0, news: 0, duplicates: 0, lost: 0, others: 0 };
const NOT_CALLS = new Uint32Array(0);
/** What a failure detector sends all the time. Listed last. */
const ROUTINE = new Set(['ping', 'ack', 'feedback']);

/** Turns a trace into a film: pass `listen` to the simulation, then call `finish`. */
export class FilmMaker {
  readonly #scenario: Scenario;
  readonly #topic: Topic;
  readonly #title: string;
  readonly #key: string;
  readonly #values: string[] = [];
  readonly #subjects: NodeId[] = [];
  readonly #kinds: string[] = [];
  readonly #frames: Frame[] = [];
  readonly #cells: Uint8Array;
  readonly #called: Uint32Array;
  /** For each subject, what every node believes about it: 0 alive, 1 suspect, 2 dead. */
  readonly #beliefs: Uint8Array[] = [];
  readonly #wronged = new Set<NodeId>();
  readonly #changes = { rounds: [] as number[], nodes: [] as number[], froms: [] as number[], values: [] as number[], about: [] as number[] };
  #round = 0;
  #fresh: NodeId[] = [];
  #now: { -readonly [K in keyof Counters]: number } = { ...NO_COUNTERS };
  #total: Counters = NO_COUNTERS;
  #kindCounts: number[] = [];
  #telling: number[] = [];
  #routine: number[] = [];
  #unlisted = 0;
  /** In which round each node sent something last. */
  readonly #sentIn: Int32Array;
  #callers = 0;
  /** Who was told something last, and by whom: the cause of a belief that follows. */
  #heard: { readonly node: NodeId; readonly from: NodeId } | undefined;

  constructor(scenario: Scenario, topic: Topic, title: string) {
    this.#scenario = scenario;
    this.#topic = topic;
    this.#title = title;
    this.#key = scenario.writes[0]?.key ?? 'rumor';
    this.#cells = new Uint8Array(scenario.nodes);
    this.#sentIn = new Int32Array(scenario.nodes);
    this.#called = topic === 'calls' ? new Uint32Array(scenario.nodes) : NOT_CALLS;
    if (topic === 'beliefs') {
      for (const fault of scenario.faults) if (fault.type === 'crash') this.#subject(fault.node);
    }
  }

  readonly listen = (event: TraceEvent): void => {
    switch (event.type) {
      case 'round':
        this.#close();
        this.#open(event.round);
        break;
      case 'sent':
        this.#sent(event.from, event.to, event.message);
        break;
      case 'delivered':
        this.#heard = { node: event.to, from: event.from };
        this.#arrived(event.from, event.to, event.message, event.news);
        break;
      case 'lost':
        if (this.#watches(event.message)) this.#now.lost++;
        this.#list(event.from, event.to, event.message, event.reason);
        break;
      case 'learned':
        if (event.update.key === this.#key) this.#learned(event.node, event.from ?? -1, event.update);
        break;
      case 'cooled':
        if (event.key === this.#key) this.#setState(event.node, REMOVED);
        break;
      case 'timer':
        this.#heard = undefined;
        break;
      case 'believes':
        this.#believes(event.node, event.peer, event.belief === 'dead' ? 2 : event.belief === 'suspect' ? 1 : 0);
        break;
      case 'crashed':
        this.#cells[event.node]! |= CRASHED;
        break;
      case 'recovered':
        this.#cells[event.node]! &= ~CRASHED;
        // What was right about it is wrong from now on.
        if (this.#beliefs[this.#subjects.indexOf(event.node)]?.includes(2) === true) this.#wronged.add(event.node);
        break;
      case 'wrote':
        break;
    }
  };

  /** The film so far. `fault` says why it ends here, if the code that was filmed failed. */
  finish(fault?: FilmFault): Film {
    this.#close();
    const { rounds, nodes, froms, values, about } = this.#changes;
    return {
      scenario: this.#scenario,
      topic: this.#topic,
      title: this.#title,
      key: this.#key,
      values: this.#values,
      subjects: this.#subjects,
      kinds: this.#kinds,
      frames: this.#frames,
      changes: {
        rounds: Int32Array.from(rounds),
        nodes: Int32Array.from(nodes),
        froms: Int32Array.from(froms),
        values: Uint8Array.from(values),
        about: Int32Array.from(about),
      },
      ...(fault === undefined ? {} : { fault }),
    };
  }

  #open(round: number): void {
    this.#round = round;
    this.#heard = undefined;
    this.#now = { ...NO_COUNTERS };
    this.#kindCounts = this.#kinds.map(() => 0);
    this.#telling = [];
    this.#routine = [];
    this.#unlisted = 0;
    this.#callers = 0;
    for (const node of this.#fresh) {
      if ((this.#cells[node]! & STATE_BITS) === FRESH) this.#setState(node, INFECTIVE);
    }
    this.#fresh = [];
  }

  #close(): void {
    const messages = this.#messages();
    this.#total = add(this.#total, this.#now);
    this.#frames.push({
      round: this.#round,
      cells: this.#cells.slice(),
      ...this.#countCells(),
      now: { ...this.#now },
      total: this.#total,
      kinds: this.#kindCounts,
      messages,
      unlisted: this.#unlisted,
      called: this.#called.slice(),
      callers: this.#callers,
      opinions: this.#beliefs.map((held) => this.#countBeliefs(held)),
      wronged: this.#wronged.size,
    });
  }

  #sent(from: NodeId, to: NodeId, message: Message): void {
    if (this.#watches(message)) this.#now.sent++;
    else this.#now.others++;
    const kind = this.#kind(message);
    this.#kindCounts[kind] = (this.#kindCounts[kind] ?? 0) + 1;
    if (this.#sentIn[from] !== this.#round) {
      this.#sentIn[from] = this.#round;
      this.#callers++;
    }
    if (this.#topic === 'calls') this.#called[to]!++;
  }

  #arrived(from: NodeId, to: NodeId, message: Message, news: number): void {
    if (message.updates === undefined) return this.#list(from, to, message, 'plain');
    if (this.#watches(message)) {
      if (news > 0) this.#now.news++;
      else this.#now.duplicates++;
    }
    this.#list(from, to, message, news > 0 ? 'new' : 'duplicate');
  }

  #list(from: NodeId, to: NodeId, message: Message, outcome: Outcome): void {
    if (!this.#watches(message)) return;
    const telling = outcome !== 'duplicate' && (outcome !== 'plain' || !ROUTINE.has(message.type));
    const list = telling ? this.#telling : this.#routine;
    if (list.length < MOST_MESSAGES * MESSAGE_SIZE) list.push(from, to, this.#kind(message), OUTCOMES.indexOf(outcome));
    else this.#unlisted++;
  }

  /** What tells most comes first for beliefs; otherwise everything goes by sender. */
  #messages(): Int32Array {
    const telling = rows(this.#telling);
    const routine = rows(this.#routine);
    const kept = Math.min(telling.length, Math.max(MOST_MESSAGES - routine.length, (MOST_MESSAGES * 3) / 4));
    const first = telling.slice(0, kept);
    const rest = routine.slice(0, MOST_MESSAGES - kept);
    this.#unlisted += telling.length + routine.length - first.length - rest.length;
    const listed =
      this.#topic === 'beliefs' ? [...first.sort(bySender), ...rest.sort(bySender)] : [...first, ...rest].sort(bySender);
    return Int32Array.from(listed.flat());
  }

  #learned(node: NodeId, from: NodeId | -1, update: Update): void {
    let index = this.#values.indexOf(update.value);
    if (index === -1) index = this.#values.length < MOST_VALUES ? this.#values.push(update.value) - 1 : MOST_VALUES - 1;
    this.#cells[node] = (this.#cells[node]! & CRASHED) | ((index + 1) << VALUE_SHIFT) | FRESH;
    this.#fresh.push(node);
    this.#record(node, from, index + 1, -1);
  }

  #believes(node: NodeId, peer: NodeId, belief: number): void {
    if (this.#topic !== 'beliefs') return;
    if (belief === 2 && (this.#cells[peer]! & CRASHED) === 0) this.#wronged.add(peer);
    const subject = this.#subject(peer);
    if (subject === undefined) return;
    this.#beliefs[subject]![node] = belief;
    this.#record(node, this.#heard?.node === node ? this.#heard.from : -1, belief, peer);
  }

  /** The index of `peer` in the list of subjects; undefined when the list is full. */
  #subject(peer: NodeId): number | undefined {
    const known = this.#subjects.indexOf(peer);
    if (known !== -1) return known;
    if (this.#subjects.length === MOST_SUBJECTS) return undefined;
    this.#beliefs.push(new Uint8Array(this.#scenario.nodes));
    return this.#subjects.push(peer) - 1;
  }

  #record(node: NodeId, from: NodeId | -1, value: number, about: NodeId | -1): void {
    const { rounds, nodes, froms, values, about: abouts } = this.#changes;
    rounds.push(this.#round);
    nodes.push(node);
    froms.push(from);
    values.push(value);
    abouts.push(about);
  }

  #setState(node: NodeId, state: number): void {
    this.#cells[node] = (this.#cells[node]! & ~STATE_BITS) | state;
  }

  #watches(message: Message): boolean {
    if (this.#topic === 'calls' || this.#topic === 'beliefs') return true;
    return message.updates !== undefined && message.updates.some((update) => update.key === this.#key);
  }

  #kind(message: Message): number {
    const known = this.#kinds.indexOf(message.type);
    if (known !== -1) return known;
    return this.#kinds.length < MOST_KINDS ? this.#kinds.push(message.type) - 1 : MOST_KINDS - 1;
  }

  #countCells(): Pick<Frame, 'susceptible' | 'fresh' | 'infective' | 'removed' | 'crashed' | 'knowing' | 'holders'> {
    const states = [0, 0, 0, 0];
    const holders = new Array<number>(MOST_VALUES + 1).fill(0);
    let crashed = 0;
    let knowing = 0;
    for (const cell of this.#cells) {
      holders[(cell >> VALUE_SHIFT) & VALUE_BITS]!++;
      if ((cell & STATE_BITS) !== SUSCEPTIBLE) knowing++;
      if ((cell & CRASHED) !== 0) crashed++;
      else states[cell & STATE_BITS]!++;
    }
    const [susceptible, fresh, infective, removed] = states as [number, number, number, number];
    return { susceptible, fresh, infective, removed, crashed, knowing, holders: holders.slice(1, this.#values.length + 1) };
  }

  #countBeliefs(held: Uint8Array): { suspect: number; dead: number } {
    let suspect = 0;
    let dead = 0;
    for (let node = 0; node < held.length; node++) {
      if ((this.#cells[node]! & CRASHED) !== 0) continue;
      if (held[node] === 1) suspect++;
      else if (held[node] === 2) dead++;
    }
    return { suspect, dead };
  }
}

function add(a: Counters, b: Counters): Counters {
  return {
    sent: a.sent + b.sent,
    news: a.news + b.news,
    duplicates: a.duplicates + b.duplicates,
    lost: a.lost + b.lost,
    others: a.others + b.others,
  };
}

function rows(flat: readonly number[]): number[][] {
  return Array.from({ length: flat.length / MESSAGE_SIZE }, (_, i) => flat.slice(i * MESSAGE_SIZE, (i + 1) * MESSAGE_SIZE));
}

function bySender(a: readonly number[], b: readonly number[]): number {
  return a[0]! - b[0]! || a[1]! - b[1]!;
}
