import type { CreateNode, Message, NodeId, Update } from '../../src/gossip/types.ts';
import { ROUND } from '../../src/host/round.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { Simulation } from '../../src/sim/simulate.ts';
import type { TraceEvent, TraceListener } from '../../src/host/trace.ts';

/** The key whose spread is drawn. */
export const RUMOR = 'rumor';

/** One message in one round. Times are milliseconds since the start of the round. */
export interface Flight {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: string;
  readonly depart: number;
  arrive: number;
  outcome: 'under way' | 'news' | 'known' | 'taken' | 'lost';
}

/** What one node is, as far as the picture goes. */
export interface NodeState {
  /** Which of the film's `values` it holds; −1 for none. */
  readonly value: number;
  /** Does it still spread it? */
  readonly hot: boolean;
  readonly crashed: boolean;
  /** How many others believe that it is dead or suspect it. */
  readonly doubters: number;
  /** How many peers it believes dead or suspects. */
  readonly doubts: number;
}

export interface Change {
  readonly at: number;
  readonly node: NodeId;
  readonly state: NodeState;
}

/** Totals at the end of a round. */
export interface Totals {
  /** How many know the latest value. */
  readonly knowing: number;
  /** How many of them still spread it. */
  readonly hot: number;
  readonly crashed: number;
  readonly sent: number;
  readonly lost: number;
  /** Copies that arrived where they were known already. */
  readonly wasted: number;
  /** How many nodes believe the first crashed node dead. */
  readonly believers: number;
  /** How many nodes are alive and doubted all the same. */
  readonly falselyDoubted: number;
  /** How often each node was called so far. */
  readonly calls: Uint32Array;
}

/** One recorded round: how it began, what happened, how it ended. */
export interface Frame {
  readonly start: readonly NodeState[];
  readonly changes: readonly Change[];
  readonly flights: readonly Flight[];
  /** Which value counts as the latest in this round; −1 before the first write. */
  readonly latest: number;
  readonly totals: Totals;
}

export const NOBODY: NodeState = { value: -1, hot: false, crashed: false, doubters: 0, doubts: 0 };

/**
 * A recording of a run, taken round by round and only as far as somebody looks.
 *
 * It reads the trace and nothing else. Rounds that were recorded stay, which makes rewinding free;
 * a change of the world makes a new film of a new scenario, whose past is the same because the same
 * scenario and the same code give the same run.
 */
export class Film {
  readonly scenario: Scenario;
  readonly frames: Frame[] = [];
  /** The values written so far, in the order of writing. */
  readonly values: Update[] = [];
  /** Why the recording had to stop, when the code of a node is at fault. */
  fault: string | undefined;
  readonly #simulation: Simulation<Message> | undefined;
  readonly #states: NodeState[];
  readonly #doubted: Set<NodeId>[];
  readonly #open = new Map<number, Flight[]>();
  readonly #calls: Uint32Array;
  #changes: Change[] = [];
  #flights: Flight[] = [];
  #latest = -1;
  #lost = 0;
  #wasted = 0;
  #roundStart = 0;

  constructor(scenario: Scenario, createNode: CreateNode, listener?: TraceListener) {
    this.scenario = scenario;
    this.#states = Array.from({ length: scenario.nodes }, () => NOBODY);
    this.#doubted = Array.from({ length: scenario.nodes }, () => new Set<NodeId>());
    this.#calls = new Uint32Array(scenario.nodes);
    const listen = (event: TraceEvent): void => {
      listener?.(event);
      this.#note(event);
    };
    try {
      this.#simulation = new Simulation(scenario, createNode, listen);
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  /** How many rounds can be shown: no more can be recorded once nothing is left to happen. */
  get over(): boolean {
    const simulation = this.#simulation;
    return simulation === undefined || this.fault !== undefined || simulation.quiet || this.frames.length >= this.scenario.rounds;
  }

  /** Records up to and including `round`, or as far as the run goes. Answers how far that is. */
  record(round: number): number {
    while (this.frames.length < round && !this.over) this.#recordRound();
    return this.frames.length;
  }

  #recordRound(): void {
    const start = [...this.#states];
    this.#changes = [];
    this.#flights = [];
    this.#open.clear();
    this.#roundStart = (this.#simulation!.round + 1) * ROUND;
    try {
      this.#simulation!.playRound();
    } catch (error) {
      this.fault = sentenceOf(error);
    }
    this.frames.push({ start, changes: this.#changes, flights: this.#flights, latest: this.#latest, totals: this.#total() });
  }

  #note(event: TraceEvent): void {
    switch (event.type) {
      case 'wrote':
        if (event.update.key === RUMOR) this.#latest = this.#indexOf(event.update);
        break;
      case 'learned':
        if (event.update.key === RUMOR) this.#become(event.at, event.node, { value: this.#indexOf(event.update), hot: true });
        break;
      case 'cooled':
        if (event.key === RUMOR) this.#become(event.at, event.node, { hot: false });
        break;
      case 'crashed':
      case 'recovered':
        this.#become(event.at, event.node, { crashed: event.type === 'crashed' });
        break;
      case 'restarted':
        this.#become(event.at, event.node, { crashed: false, value: -1, hot: false });
        break;
      case 'believes':
        this.#believe(event);
        break;
      case 'sent':
        this.#send(event);
        break;
      case 'delivered':
      case 'lost':
        this.#arrive(event);
        break;
    }
  }

  #send({ from, to, at, message }: Extract<TraceEvent, { type: 'sent' }>): void {
    const flight: Flight = { from, to, kind: message.type, depart: at - this.#roundStart, arrive: ROUND, outcome: 'under way' };
    this.#flights.push(flight);
    const link = from * this.scenario.nodes + to;
    const waiting = this.#open.get(link);
    if (waiting === undefined) this.#open.set(link, [flight]);
    else waiting.push(flight);
  }

  #arrive(event: Extract<TraceEvent, { type: 'delivered' | 'lost' }>): void {
    const waiting = this.#open.get(event.from * this.scenario.nodes + event.to);
    const index = waiting?.findIndex((flight) => flight.kind === event.message.type) ?? -1;
    const flight = index < 0 ? undefined : waiting!.splice(index, 1)[0];
    const carries = event.message.updates !== undefined;
    if (event.type === 'lost') this.#lost++;
    else {
      if (event.message.type !== 'feedback' && event.message.type !== 'ack') this.#calls[event.to]!++;
      if (carries && event.news === 0) this.#wasted++;
    }
    if (flight === undefined) return;
    flight.arrive = event.at - this.#roundStart;
    flight.outcome = event.type === 'lost' ? 'lost' : event.news > 0 ? 'news' : carries ? 'known' : 'taken';
  }

  #believe({ at, node, peer, belief }: Extract<TraceEvent, { type: 'believes' }>): void {
    const doubted = this.#doubted[node]!;
    const before = doubted.size;
    if (belief === 'alive') doubted.delete(peer);
    else doubted.add(peer);
    this.#become(at, peer, { doubters: this.#states[peer]!.doubters + doubted.size - before });
    this.#become(at, node, { doubts: doubted.size });
  }

  #become(at: number, node: NodeId, what: Partial<NodeState>): void {
    const state = { ...this.#states[node]!, ...what };
    this.#states[node] = state;
    this.#changes.push({ at: at - this.#roundStart, node, state });
  }

  #indexOf(update: Update): number {
    const index = this.values.findIndex(({ version, writer, value }) => version === update.version && writer === update.writer && value === update.value);
    return index >= 0 ? index : this.values.push(update) - 1;
  }

  #total(): Totals {
    let [knowing, hot, crashed, falselyDoubted, believers] = [0, 0, 0, 0, 0];
    const victim = this.scenario.faults.find((fault) => fault.type === 'crash')?.node;
    this.#states.forEach((state, node) => {
      const knows = state.value >= 0 && state.value === this.#latest;
      if (knows) knowing++;
      if (knows && state.hot && !state.crashed) hot++;
      if (state.crashed) crashed++;
      else if (state.doubters > 0) falselyDoubted++;
      if (victim !== undefined && node !== victim && this.#doubted[node]!.has(victim)) believers++;
    });
    const { sent } = this.#simulation!;
    return { knowing, hot, crashed, sent, lost: this.#lost, wasted: this.#wasted, believers, falselyDoubted, calls: this.#calls.slice() };
  }
}

/** How the nodes are at `at` milliseconds into `frame`. */
export function statesAt(frame: Frame, at: number): NodeState[] {
  const states = [...frame.start];
  for (const change of frame.changes) {
    if (change.at > at) break;
    states[change.node] = change.state;
  }
  return states;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
