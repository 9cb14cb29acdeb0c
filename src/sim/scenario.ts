import type { Decay, NodeId, ProbeOrder } from '../gossip/types.ts';
import { brief } from '../host/brief.ts';
import { Refusal } from '../host/refusal.ts';

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
 * - `link`: messages from `from` to `to` (and back, unless `oneWay`) are lost with probability
 *   `loss`, or take `latency` milliseconds, until the start of round `until`. A partition is a
 *   link with loss 1 between two groups.
 */
export type Fault =
  | { readonly type: 'crash'; readonly node: NodeId; readonly at: number }
  | { readonly type: 'recover'; readonly node: NodeId; readonly at: number }
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

/** Everything that decides how a run goes. The same scenario and the same code give the same run. */
export interface Scenario {
  readonly nodes: number;
  /** The most rounds that are played; a run ends before that when nothing is left to happen. */
  readonly rounds: number;
  readonly seed: number;
  readonly fanout: number;
  readonly k: number;
  readonly decay: Decay;
  readonly pingTimeout: number;
  readonly proxies: number;
  readonly probeOrder: ProbeOrder;
  /** How long a message travels, in milliseconds: always so long, or between two bounds. */
  readonly latency: number | readonly [least: number, most: number];
  /** The probability that a message is lost. */
  readonly loss: number;
  readonly writes: readonly Write[];
  readonly faults: readonly Fault[];
}

/** How long a round lasts, in milliseconds of simulated time. */
export const ROUND = 1000;

export const DEFAULTS: Scenario = {
  nodes: 40,
  rounds: 30,
  seed: 1,
  fanout: 1,
  k: 2,
  decay: 'feedback-counter',
  pingTimeout: 300,
  proxies: 3,
  probeOrder: 'round-robin',
  latency: 50,
  loss: 0,
  writes: [{ round: 1, node: 0, key: 'rumor', value: 'a', version: 1 }],
  faults: [],
};

/** A scenario that cannot be played. The message names the field, the value, and what is allowed. */
export class ScenarioError extends Refusal {
  override readonly name = 'ScenarioError';
}

/** Fills in the defaults. Throws a {@link ScenarioError} if the result cannot be played. */
export function defineScenario(wanted: Partial<Scenario> = {}): Scenario {
  object('a scenario', wanted);
  noOtherFields('', wanted, Object.keys(DEFAULTS));
  const scenario = { ...DEFAULTS, ...wanted };
  checkNumbers(scenario);
  checkChoices(scenario);
  scenario.writes.forEach((write, i) => checkWrite(scenario, write, `writes[${i}]`));
  scenario.faults.forEach((fault, i) => checkFault(scenario, fault, `faults[${i}]`));
  return scenario;
}

export const MOST_NODES = 2_000_000;

function checkNumbers(scenario: Scenario): void {
  wholeNumber('nodes', scenario.nodes, 2, MOST_NODES);
  wholeNumber('rounds', scenario.rounds, 1, 100_000);
  wholeNumber('seed', scenario.seed, 0, Number.MAX_SAFE_INTEGER);
  wholeNumber('fanout', scenario.fanout, 1, MOST_NODES);
  wholeNumber('k', scenario.k, 1, 1000);
  wholeNumber('proxies', scenario.proxies, 0, MOST_NODES);
  wholeNumber('pingTimeout', scenario.pingTimeout, 1, ROUND - 1);
  probability('loss', scenario.loss);
  if (typeof scenario.latency === 'number') {
    wholeNumber('latency', scenario.latency, 1, 1000 * ROUND);
    return;
  }
  if (!Array.isArray(scenario.latency) || scenario.latency.length !== 2) {
    refuse('latency', scenario.latency, 'a number of milliseconds, or a pair [least, most]');
  }
  const [least, most] = scenario.latency;
  wholeNumber('latency[0]', least, 1, 1000 * ROUND);
  wholeNumber('latency[1]', most, least, 1000 * ROUND);
}

const DECAYS: readonly Decay[] = ['feedback-counter', 'feedback-coin', 'blind-counter', 'blind-coin'];
const PROBE_ORDERS: readonly ProbeOrder[] = ['round-robin', 'random'];

function checkChoices(scenario: Scenario): void {
  oneOf('decay', scenario.decay, DECAYS);
  oneOf('probeOrder', scenario.probeOrder, PROBE_ORDERS);
  if (!Array.isArray(scenario.writes)) refuse('writes', scenario.writes, 'a list of writes');
  if (!Array.isArray(scenario.faults)) refuse('faults', scenario.faults, 'a list of faults');
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
  link: ['type', 'from', 'to', 'oneWay', 'loss', 'latency', 'at', 'until'],
};

function checkFault(scenario: Scenario, fault: Fault, field: string): void {
  object(field, fault);
  oneOf(`${field}.type`, fault.type, Object.keys(FAULT_FIELDS));
  noOtherFields(`${field}.`, fault, FAULT_FIELDS[fault.type]);
  wholeNumber(`${field}.at`, fault.at, 1, scenario.rounds);
  if (fault.type !== 'link') {
    knownNode(`${field}.node`, fault.node, scenario);
    return;
  }
  for (const end of ['from', 'to'] as const) {
    const group = fault[end];
    if (group === 'all') continue;
    if (!Array.isArray(group) || group.length === 0) refuse(`${field}.${end}`, group, "a list of nodes, or 'all'");
    for (const node of group) knownNode(`${field}.${end}`, node, scenario);
  }
  if (fault.until !== undefined) wholeNumber(`${field}.until`, fault.until, fault.at + 1, Number.MAX_SAFE_INTEGER);
  if (fault.oneWay !== undefined && typeof fault.oneWay !== 'boolean') refuse(`${field}.oneWay`, fault.oneWay, 'true or false');
  if (fault.loss !== undefined) probability(`${field}.loss`, fault.loss);
  if (fault.latency !== undefined) wholeNumber(`${field}.latency`, fault.latency, 1, 1000 * ROUND);
  if (fault.loss === undefined && fault.latency === undefined) refuse(field, fault, 'a link with a loss, a latency, or both');
}

function wholeNumber(field: string, value: unknown, least: number, most: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  refuse(field, value, `a whole number ${range}`);
}

function probability(field: string, value: unknown): void {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) refuse(field, value, 'a probability, from 0 to 1');
}

function oneOf(field: string, value: unknown, allowed: readonly string[]): void {
  if (!allowed.includes(value as string)) refuse(field, value, `one of ${allowed.join(', ')}`);
}

function knownNode(field: string, value: unknown, { nodes }: Scenario): void {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) >= nodes) {
    refuse(field, value, `a node of this run, from 0 to ${nodes - 1}`);
  }
}

function object(field: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(field, value, 'an object');
}

/** A field that is spelt wrong would be passed over, and the run would not be the one that was meant. */
function noOtherFields(prefix: string, value: object, known: readonly string[]): void {
  for (const [field, held] of Object.entries(value)) {
    if (!known.includes(field)) refuse(`${prefix}${field}`, held, `no such field; there are ${known.join(', ')}`);
  }
}

function refuse(field: string, value: unknown, allowed: string): never {
  const shown = typeof value === 'string' ? JSON.stringify(value) : brief(value);
  throw new ScenarioError(`${field} is ${shown}; allowed: ${allowed}`);
}
