import type { NodeId, Update } from '../gossip/types.ts';
import { lastScripted, type Scenario } from '../sim/scenario.ts';
import { WrongPairs } from '../sim/wrong-pairs.ts';
import type { TraceEvent } from '../host/trace.ts';
import type { Ending } from '../view/film/film.ts';

/** So many rounds in which nobody says anything, and nobody will. */
const SILENT_ROUNDS = 5;

/**
 * Tells when a run has nothing more to show although its nodes are not idle: all who are up know the
 * same, and believe nobody dead who lives; or nobody says anything any more. As long as somebody talks,
 * somebody may yet learn.
 */
export class EndOfRun {
  readonly #scenario: Scenario;
  readonly #lastScripted: number;
  /** Nodes that compare what they know every so many rounds are silent in between. */
  readonly #patience: number;
  /** For each key that clients write: who holds which version of it. */
  readonly #held: ReadonlyMap<string, Map<NodeId, string>>;
  readonly #wrong = new WrongPairs();
  readonly #crashed = new Set<NodeId>();
  #round = 0;
  #lastSaid = 0;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#lastScripted = lastScripted(scenario, (fault) => ('until' in fault && fault.until !== undefined ? fault.until : fault.at));
    this.#patience = Math.max(SILENT_ROUNDS, scenario.repairEvery + 1);
    this.#held = new Map(scenario.writes.map(({ key }) => [key, new Map()]));
  }

  readonly listen = (event: TraceEvent): void => {
    this.#round = event.round;
    this.#wrong.listen(event);
    switch (event.type) {
      case 'learned':
        this.#learned(event.node, event.update);
        break;
      case 'sent':
      case 'timer':
        this.#lastSaid = event.round;
        break;
      case 'crashed':
        this.#crashed.add(event.node);
        break;
      case 'restarted':
        for (const holders of this.#held.values()) holders.delete(event.node);
        this.#crashed.delete(event.node);
        break;
      case 'recovered':
        this.#crashed.delete(event.node);
        break;
    }
  };

  /** Why the run can end now. Runs without a write are about something else, and play all their rounds. */
  get now(): Ending | undefined {
    if (this.#held.size === 0 || this.#round < this.#lastScripted) return undefined;
    if ([...this.#held.values()].every((holders) => this.#agree(holders)) && this.#wrong.now === 0) return 'agreed';
    return this.#round - this.#lastSaid >= this.#patience ? 'silent' : undefined;
  }

  #learned(node: NodeId, { key, value, version, writer }: Update): void {
    this.#held.get(key)?.set(node, `${value} ${version} ${writer}`);
  }

  /** Does everybody who is up hold one, and the same? */
  #agree(holders: ReadonlyMap<NodeId, string>): boolean {
    let agreed: string | undefined;
    let count = 0;
    for (const [node, held] of holders) {
      if (this.#crashed.has(node)) continue;
      agreed ??= held;
      if (held !== agreed) return false;
      count++;
    }
    return count > 0 && count >= this.#scenario.nodes - this.#crashed.size;
  }
}
