import type { NodeId } from '../../src/gossip/types.ts';
import type { Fault, Scenario } from '../../src/sim/scenario.ts';
import { RUMOR } from './film.ts';

/** A new rumor, newer than all before it, at `node` from `round` on. */
export function tell(scenario: Scenario, node: NodeId, round: number): Scenario {
  const earlier = scenario.writes.filter((write) => write.key === RUMOR);
  const version = 1 + Math.max(0, ...earlier.map((write) => write.version));
  const value = String.fromCharCode('a'.charCodeAt(0) + (earlier.length % 26));
  return { ...scenario, writes: [...scenario.writes, { round, node, key: RUMOR, value, version }] };
}

/** Kills `node` from `round` on, or revives it if it is dead by then. */
export function killOrRevive(scenario: Scenario, node: NodeId, round: number): Scenario {
  const type = isDead(scenario, node, round) ? 'recover' : 'crash';
  return { ...scenario, faults: [...scenario.faults, { type, node, at: round }] };
}

export function isDead(scenario: Scenario, node: NodeId, round: number): boolean {
  let dead = false;
  for (const fault of [...scenario.faults].sort((a, b) => a.at - b.at)) {
    if (fault.type !== 'link' && fault.node === node && fault.at <= round) dead = fault.type === 'crash';
  }
  return dead;
}

/** From `round` on, nothing passes between the two groups. An older cut ends. */
export function cut(scenario: Scenario, groups: readonly [NodeId[], NodeId[]], round: number): Scenario {
  const healed = heal(scenario, round);
  return { ...healed, faults: [...healed.faults, { type: 'link', from: groups[0], to: groups[1], loss: 1, at: round }] };
}

/** From `round` on, no cut holds any more. */
export function heal(scenario: Scenario, round: number): Scenario {
  const faults = scenario.faults.flatMap((fault): Fault[] => {
    if (!isCut(fault) || (fault.until ?? Infinity) <= round) return [fault];
    return fault.at >= round ? [] : [{ ...fault, until: round }];
  });
  return { ...scenario, faults };
}

/** The cut that holds in `round`, if there is one. */
export function cutIn(scenario: Scenario, round: number): Extract<Fault, { type: 'link' }> | undefined {
  return scenario.faults.filter(isCut).find((fault) => fault.at <= round && round < (fault.until ?? Infinity));
}

function isCut(fault: Fault): fault is Extract<Fault, { type: 'link' }> {
  return fault.type === 'link' && fault.loss === 1;
}
