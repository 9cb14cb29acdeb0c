import type { Message, NodeId, Update } from '../../gossip/types.ts';
import type { TraceEvent } from '../../host/trace.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { WrongPairs } from '../../sim/wrong-pairs.ts';
import { BELIEF_CODES, Beliefs } from './beliefs.ts';
import { Calls } from './calls.ts';
import { Cells } from './cells.ts';
import { ChangeLog } from './change-log.ts';
import type { Denial, Film, FilmFault, Frame } from './film.ts';
import { Traffic } from './traffic.ts';

/** What a film keeps of a run; a topic says so. */
export interface Focus {
  /** Its name in the film. */
  readonly name: string;
  /** Which messages count, and are listed: all, or those that carry the watched key. */
  readonly messages: 'all' | 'watched';
  /** Beside what nodes know: how often each is called, or who believes whom dead. */
  readonly keeps?: 'calls' | 'beliefs';
}

/** Turns a trace into a film: pass `listen` to the simulation, then call `finish`. */
export class FilmMaker {
  readonly #scenario: Scenario;
  readonly #focus: Focus;
  readonly #title: string;
  readonly #key: string;
  readonly #frames: Frame[] = [];
  readonly #cells: Cells;
  readonly #traffic: Traffic;
  readonly #calls: Calls;
  readonly #beliefs: Beliefs;
  readonly #wrong = new WrongPairs();
  readonly #changes = new ChangeLog();
  readonly #denials: Denial[] = [];
  #round = 0;
  /** Who was told something last, and by whom: the cause of a belief that follows. */
  #heard: { readonly node: NodeId; readonly from: NodeId } | undefined;

  constructor(scenario: Scenario, focus: Focus, title: string) {
    const { nodes, faults, writes } = scenario;
    this.#scenario = scenario;
    this.#focus = focus;
    this.#title = title;
    this.#key = writes[0]?.key ?? 'rumor';
    this.#cells = new Cells(nodes);
    this.#traffic = new Traffic({ watches: (message) => this.#watches(message), tellingFirst: focus.keeps === 'beliefs' });
    this.#calls = new Calls(nodes, focus.keeps === 'calls');
    this.#beliefs = new Beliefs(nodes, (node) => this.#cells.isDown(node));
    if (focus.keeps === 'beliefs') for (const fault of faults) if (fault.type === 'crash') this.#beliefs.watch(fault.node);
  }

  readonly listen = (event: TraceEvent): void => {
    if (this.#focus.keeps === 'beliefs') this.#wrong.listen(event);
    switch (event.type) {
      case 'round':
        this.#close();
        this.#open(event.round);
        break;
      case 'sent':
        this.#traffic.sent(event.message);
        this.#calls.sent(this.#round, event.from, event.to);
        break;
      case 'delivered':
        this.#heard = { node: event.to, from: event.from };
        this.#traffic.arrived(event.from, event.to, event.message, event.news);
        break;
      case 'lost':
        this.#traffic.lost(event.from, event.to, event.message, event.reason);
        break;
      case 'learned':
        this.#noteDenial(event.node, event.update);
        if (event.update.key !== this.#key) break;
        this.#changes.add(this.#round, event.node, event.from ?? -1, this.#cells.learned(event.node, event.update.value));
        break;
      case 'cooled':
        if (event.key === this.#key) this.#cells.cooled(event.node);
        break;
      case 'timer':
        this.#heard = undefined;
        break;
      case 'believes':
        if (this.#focus.keeps === 'beliefs') this.#believes(event.node, event.peer, BELIEF_CODES[event.belief]);
        break;
      case 'crashed':
        this.#cells.crashed(event.node);
        if (this.#focus.keeps === 'beliefs') this.#beliefs.watch(event.node);
        break;
      case 'recovered':
        this.#cells.recovered(event.node);
        this.#beliefs.recovered(event.node);
        break;
      case 'restarted':
        this.#cells.restarted(event.node);
        this.#beliefs.recovered(event.node);
        break;
      case 'wrote':
        break;
    }
  };

  /** The film so far. `fault` says why it ends here, if the code that was filmed failed. */
  finish(fault?: FilmFault): Film {
    this.#close();
    return this.#film(this.#scenario, fault);
  }

  /** The film of the rounds that are over, while more of them follow; of the first `nodes`, where others may still come. */
  soFar(nodes: number): Film {
    return this.#film({ ...this.#scenario, nodes });
  }

  #film(scenario: Scenario, fault?: FilmFault): Film {
    return {
      scenario,
      topic: this.#focus.name,
      title: this.#title,
      key: this.#key,
      values: this.#cells.values,
      subjects: this.#beliefs.subjects,
      kinds: this.#traffic.kinds,
      frames: this.#frames,
      changes: this.#changes.finish(),
      denials: this.#denials,
      ...(fault === undefined ? {} : { fault }),
    };
  }

  #open(round: number): void {
    this.#round = round;
    this.#heard = undefined;
    this.#traffic.open();
    this.#calls.open();
    this.#cells.age();
  }

  #close(): void {
    this.#frames.push({
      round: this.#round,
      cells: this.#cells.copy(),
      ...this.#cells.count(),
      ...this.#traffic.close(),
      ...this.#calls.close(),
      ...this.#beliefs.close(),
      wrongPairs: this.#wrong.now,
    });
  }

  #believes(node: NodeId, peer: NodeId, belief: number): void {
    if (!this.#beliefs.believes(node, peer, belief)) return;
    this.#changes.add(this.#round, node, this.#heard?.node === node ? this.#heard.from : -1, belief, peer);
  }

  /** Of what is said about a member, the version is 3 times the incarnation, and 1 for alive, 2 for suspect, 3 for dead. */
  #noteDenial(node: NodeId, { key, writer, value, version }: Update): void {
    const incarnation = Math.floor((version - 1) / 3);
    if (this.#focus.keeps !== 'beliefs' || key !== `member/${node}` || writer !== node || value !== 'alive' || incarnation < 1) return;
    this.#denials.push({ round: this.#round, node, incarnation });
  }

  #watches({ updates }: Message): boolean {
    return this.#focus.messages === 'all' || (updates !== undefined && updates.some(({ key }) => key === this.#key));
  }
}
