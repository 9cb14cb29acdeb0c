import type { NodeId } from '../gossip/types.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { TraceEvent } from '../host/trace.ts';

/** So many rounds without news, and a run that never falls silent is over. */
const QUIET_ROUNDS = 5;

/**
 * Tells when a run has nothing more to show although its nodes go on talking: everybody alive knows
 * the same, or nothing has been learned for a while.
 */
export class Settled {
  readonly #scenario: Scenario;
  readonly #lastScripted: number;
  readonly #held = new Map<NodeId, string>();
  readonly #crashed = new Set<NodeId>();
  #round = 0;
  #lastNews = 0;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    const { writes, faults } = scenario;
    this.#lastScripted = Math.max(
      0,
      ...writes.map(({ round }) => round),
      ...faults.map((fault) => ('until' in fault && fault.until !== undefined ? fault.until : fault.at)),
    );
  }

  readonly listen = (event: TraceEvent): void => {
    this.#round = event.round;
    if (event.type === 'crashed') this.#crashed.add(event.node);
    if (event.type === 'recovered') this.#crashed.delete(event.node);
    if (event.type !== 'learned') return;
    this.#lastNews = event.round;
    const { key, value, version, writer } = event.update;
    this.#held.set(event.node, `${key} ${value} ${version} ${writer}`);
  };

  /** True when the run can end. Runs without a write are about something else, and never settle. */
  get now(): boolean {
    if (this.#scenario.writes.length === 0 || this.#round < this.#lastScripted) return false;
    return this.#allAgree() || this.#round - this.#lastNews >= QUIET_ROUNDS;
  }

  #allAgree(): boolean {
    let agreed: string | undefined;
    let count = 0;
    for (const [node, held] of this.#held) {
      if (this.#crashed.has(node)) continue;
      agreed ??= held;
      if (held !== agreed) return false;
      count++;
    }
    return count > 0 && count >= this.#scenario.nodes - this.#crashed.size;
  }
}
