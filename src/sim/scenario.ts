import type { NodeId } from '../gossip/types.ts';
import { noOtherFields, object, oneOf, probability, refuse, wholeNumber } from './checks.ts';
import { checkKnobs, KNOB_DEFAULTS, MOST_MS, type Knobs } from './knobs.ts';

/** A client's write. It takes place at the start of its round, before anybody acts. */
export interface Write {
  readonly round: number;
  readonly node: NodeId;
  readonly key: string;
  readonly value: string;
  readonly version: number;
}

/**
 * Something that goes wrong, from the start of round `at`.
 *
 * - `crash`: the node falls silent. What is sent to it is lost, and so are its timers.
 * - `recover`: it goes on with the state it had.
 * - `restart`: it begins anew, made by `createNode` under its old id, and knows nothing. It need not be down.
 * - `link`: messages from `from` to `to` (and back, unless `oneWay`) are lost with probability
 *   `loss`, or take `latency` milliseconds, until the start of round `until`. A partition is a
 *   link with loss 1 between two groups.
 */
export type Fault =
  | { readonly type: 'crash'; readonly node: NodeId; readonly at: number }
  | { readonly type: 'recover'; readonly node: NodeId; readonly at: number }
  | { readonly type: 'restart'; readonly node: NodeId; readonly at: number }
  | {
      readonly type: 'link';
      readonly from: readonly NodeId[] | 'all';
      readonly to: readonly NodeId[] | 'all';
      readonly oneWay?: boolean;
      readonly loss?: number;
      readonly latency?: number;
      readonly at: number;
      readonly until?: number;
    };

/** A fault of the network, as opposed to one of a node. */
export type LinkFault = Extract<Fault, { readonly type: 'link' }>;
export type NodeFailure = Exclude<Fault, LinkFault>;

/** Everything that decides how a run goes. The same scenario and the same code give the same run. */
export interface Scenario extends Knobs {
  readonly writes: readonly Write[];
  readonly faults: readonly Fault[];
}

export const DEFAULTS: Scenario = {
  ...KNOB_DEFAULTS,
  writes: [{ round: 1, node: 0, key: 'rumor', value: 'a', version: 1 }],
  faults: [],
};

/** The last round for which something is written down. The lists may be longer than a call can take arguments. */
export function lastScripted({ writes, faults }: Scenario, roundOf = ({ at }: Fault): number => at): number {
  let last = 0;
  for (const { round } of writes) last = Math.max(last, round);
  for (const fault of faults) last = Math.max(last, roundOf(fault));
  return last;
}

/** Writes of one round do not know of each other and get the same version; later ones get the next. */
export function numberVersions(writes: readonly Omit<Write, 'version'>[]): Write[] {
  const rounds = [...new Set(writes.map(({ round }) => round))].sort((a, b) => a - b);
  return writes.map((write) => ({ ...write, version: rounds.indexOf(write.round) + 1 }));
}

/** Fills in the defaults. Throws a {@link ScenarioError} if the result cannot be played. */
export function defineScenario(wanted: Partial<Scenario> = {}): Scenario {
  object('a scenario', wanted);
  noOtherFields('', wanted, Object.keys(DEFAULTS));
  const scenario = { ...DEFAULTS, ...wanted };
  checkKnobs(scenario);
  if (!Array.isArray(scenario.writes)) refuse('writes', scenario.writes, 'a list of writes');
  if (!Array.isArray(scenario.faults)) refuse('faults', scenario.faults, 'a list of faults');
  scenario.writes.forEach((write, i) => checkWrite(scenario, write, `writes[${i}]`));
  scenario.faults.forEach((fault, i) => checkFault(scenario, fault, `faults[${i}]`));
  return scenario;
}

const WRITE_FIELDS = ['round', 'node', 'key', 'value', 'version'];

function checkWrite(scenario: Scenario, write: Write, field: string): void {
  object(field, write);
  noOtherFields(`${field}.`, write, WRITE_FIELDS);
  wholeNumber(`${field}.round`, write.round, 1, scenario.rounds);
  wholeNumber(`${field}.version`, write.version, 1, Number.MAX_SAFE_INTEGER);
  knownNode(`${field}.node`, write.node, scenario);
  if (typeof write.key !== 'string' || write.key === '') refuse(`${field}.key`, write.key, 'a text that is not empty');
  if (typeof write.value !== 'string') refuse(`${field}.value`, write.value, 'a text');
}

const FAULT_FIELDS = {
  crash: ['type', 'node', 'at'],
  recover: ['type', 'node', 'at'],
  restart: ['type', 'node', 'at'],
  link: ['type', 'from', 'to', 'oneWay', 'loss', 'latency', 'at', 'until'],
};

function checkFault(scenario: Scenario, fault: Fault, field: string): void {
  object(field, fault);
  oneOf(`${field}.type`, fault.type, Object.keys(FAULT_FIELDS));
  noOtherFields(`${field}.`, fault, FAULT_FIELDS[fault.type]);
  wholeNumber(`${field}.at`, fault.at, 1, scenario.rounds);
  if (fault.type === 'link') checkLink(scenario, fault, field);
  else knownNode(`${field}.node`, fault.node, scenario);
}

function checkLink(scenario: Scenario, fault: LinkFault, field: string): void {
  for (const end of ['from', 'to'] as const) {
    const group = fault[end];
    if (group === 'all') continue;
    if (!Array.isArray(group) || group.length === 0) refuse(`${field}.${end}`, group, "a list of nodes, or 'all'");
    for (const node of group) knownNode(`${field}.${end}`, node, scenario);
  }
  if (fault.until !== undefined) wholeNumber(`${field}.until`, fault.until, fault.at + 1, Number.MAX_SAFE_INTEGER);
  if (fault.oneWay !== undefined && typeof fault.oneWay !== 'boolean') refuse(`${field}.oneWay`, fault.oneWay, 'true or false');
  if (fault.loss !== undefined) probability(`${field}.loss`, fault.loss);
  if (fault.latency !== undefined) wholeNumber(`${field}.latency`, fault.latency, 1, MOST_MS);
  if (fault.loss === undefined && fault.latency === undefined) refuse(field, fault, 'a link with a loss, a latency, or both');
}

function knownNode(field: string, value: unknown, { nodes }: Scenario): void {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) >= nodes) {
    refuse(field, value, `a node of this run, from 0 to ${nodes - 1}`);
  }
}
