import type { Belief, CreateNode, Message, NodeId, Update } from '../../src/gossip/types.ts';
import { ROUND } from '../../src/host/round.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { Simulation } from '../../src/sim/simulate.ts';
import type { TraceEvent, TraceListener } from '../../src/host/trace.ts';
import { NOBODY, type Change, type Flight, type Frame, type NodeState, type Totals } from './frame.ts';

/** The key whose spread is drawn. */
export const RUMOR = 'rumor';

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
  /** The values that are written, in the order of writing. Who wrote them makes no difference. */
  readonly values: { readonly version: number; readonly value: string }[] = [];
  /** Why the recording had to stop, when the code of a node is at fault. */
  fault: string | undefined;
  readonly #simulation: Simulation<Message> | undefined;
  readonly #states: NodeState[];
  /** For each node, whom it does not believe alive. */
  readonly #doubted: Map<NodeId, Belief>[];
  readonly #open = new Map<number, Flight[]>();
  readonly #calls: Uint32Array;
  #changes: Change[] = [];
  #flights: Flight[] = [];
  #latest = -1;
  #lost = 0;
  #updates = 0;
  #updatesLost = 0;
  #wasted = 0;
  #roundStart = 0;

  constructor(scenario: Scenario, createNode: CreateNode, listener?: TraceListener) {
    this.scenario = scenario;
    this.#states = Array.from({ length: scenario.nodes }, () => NOBODY);
    this.#doubted = Array.from({ length: scenario.nodes }, () => new Map<NodeId, Belief>());
    for (const write of [...scenario.writes].sort((a, b) => a.round - b.round)) if (write.key === RUMOR) this.#indexOf(write);
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
    if (message.updates !== undefined) this.#updates++;
    const flight: Flight = { from, to, message, depart: at - this.#roundStart, arrive: ROUND, outcome: 'under way' };
    this.#flights.push(flight);
    const link = from * this.scenario.nodes + to;
    const waiting = this.#open.get(link);
    if (waiting === undefined) this.#open.set(link, [flight]);
    else waiting.push(flight);
  }

  #arrive(event: Extract<TraceEvent, { type: 'delivered' | 'lost' }>): void {
    const waiting = this.#open.get(event.from * this.scenario.nodes + event.to);
    const index = waiting?.findIndex((flight) => flight.message.type === event.message.type) ?? -1;
    const flight = index < 0 ? undefined : waiting!.splice(index, 1)[0];
    const carries = event.message.updates !== undefined;
    if (event.type === 'lost') {
      this.#lost++;
      if (carries) this.#updatesLost++;
    } else {
      if (event.message.type !== 'feedback' && event.message.type !== 'ack') this.#calls[event.to]!++;
      if (carries && event.news === 0) this.#wasted++;
    }
    if (flight === undefined) return;
    flight.arrive = event.at - this.#roundStart;
    flight.outcome = event.type === 'lost' ? 'lost' : event.news > 0 ? 'news' : carries ? 'known' : 'taken';
  }

  #believe({ at, node, peer, belief }: Extract<TraceEvent, { type: 'believes' }>): void {
    const doubted = this.#doubted[node]!;
    const before = doubted.get(peer);
    if (belief === 'alive') doubted.delete(peer);
    else doubted.set(peer, belief);
    const { accusers, suspecters } = this.#states[peer]!;
    const more = (which: Belief): number => Number(belief === which) - Number(before === which);
    this.#become(at, peer, { accusers: accusers + more('dead'), suspecters: suspecters + more('suspect') });
    this.#become(at, node, { doubts: doubted.size });
  }

  #become(at: number, node: NodeId, what: Partial<NodeState>): void {
    const state = { ...this.#states[node]!, ...what };
    this.#states[node] = state;
    this.#changes.push({ at: at - this.#roundStart, node, state });
  }

  #indexOf(update: Pick<Update, 'version' | 'value'>): number {
    const index = this.values.findIndex(({ version, value }) => version === update.version && value === update.value);
    return index >= 0 ? index : this.values.push(update) - 1;
  }

  #total(): Totals {
    let [knowing, hot, crashed, accused, believers] = [0, 0, 0, 0, 0];
    const holders = this.values.map(() => 0);
    const victim = this.scenario.faults.find((fault) => fault.type === 'crash')?.node;
    this.#states.forEach((state, node) => {
      if (state.value >= 0) holders[state.value]!++;
      const knows = state.value >= 0 && state.value === this.#latest;
      if (knows) knowing++;
      if (knows && state.hot && !state.crashed) hot++;
      if (state.crashed) crashed++;
      else if (state.accusers > 0) accused++;
      if (victim !== undefined && node !== victim && this.#doubted[node]!.get(victim) === 'dead') believers++;
    });
    return {
      knowing, hot, crashed, holders, believers, accused, ...this.#pairs(),
      sent: this.#simulation!.sent, lost: this.#lost, updates: this.#updates, updatesLost: this.#updatesLost, wasted: this.#wasted,
      calls: this.#calls.slice(),
    };
  }

  #pairs(): Pick<Totals, 'wrongPairs' | 'suspicions'> {
    let [wrongPairs, suspicions] = [0, 0];
    this.#doubted.forEach((doubted, node) => {
      if (doubted.size === 0 || this.#states[node]!.crashed) return;
      for (const [peer, belief] of doubted) {
        if (this.#states[peer]!.crashed) continue;
        if (belief === 'dead') wrongPairs++;
        else suspicions++;
      }
    });
    return { wrongPairs, suspicions };
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
