import type { NodeId } from '../gossip/types.ts';
import { DEFAULTS, type Fault, type Scenario } from './scenario.ts';

/*
 * Changes to the world from the start of a round on. The rounds before it stay as they were, for a
 * run depends on nothing that is scripted for later.
 */

/** So many rounds at least are played after a change, to see what comes of it. */
const ROUNDS_AFTER = 10;
const MOST_ROUNDS = 100_000;
const LETTERS = 26;

type LinkFault = Extract<Fault, { type: 'link' }>;

/** A scenario that was changed, and a sentence that says how. */
export interface Change {
  readonly scenario: Scenario;
  readonly said: string;
}

/** Is `node` down in `round`? */
export function isDownIn({ faults }: Scenario, node: NodeId, round: number): boolean {
  let down = false;
  let since = -1;
  for (const fault of faults) {
    if (fault.type === 'link' || fault.node !== node || fault.at > round || fault.at < since) continue;
    down = fault.type === 'crash';
    since = fault.at;
  }
  return down;
}

/** Takes a node down from `round` on, or brings it back. Done twice in one round, it undoes itself. */
export function toggleNode(scenario: Scenario, node: NodeId, round: number): Change {
  const others = scenario.faults.filter((fault) => fault.type === 'link' || fault.node !== node || fault.at !== round);
  const wanted = !isDownIn(scenario, node, round);
  const said = `node ${node} ${wanted ? 'goes down' : 'is up'} from round ${round} on`;
  if (isDownIn({ ...scenario, faults: others }, node, round) === wanted) return { scenario: withFaults(scenario, others, round), said };
  return { scenario: withFaults(scenario, [...others, { type: wanted ? 'crash' : 'recover', node, at: round }], round), said };
}

/** Is there a link in `round` that carries nothing? */
export function isCutIn({ faults }: Scenario, round: number): boolean {
  return faults.some((fault) => isCut(fault, round));
}

/** Cuts the network in two halves from `round` on, or mends whatever is cut. */
export function toggleCut(scenario: Scenario, round: number): Change {
  if (isCutIn(scenario, round)) return mend(scenario, round);
  const half = Math.floor(scenario.nodes / 2);
  const ids = Array.from({ length: scenario.nodes }, (_, id) => id);
  const { scenario: cut } = cutBetween(scenario, [ids.slice(0, half), ids.slice(half)], round);
  return { scenario: cut, said: `nodes 0-${half - 1} and ${half}-${scenario.nodes - 1} cannot reach each other from round ${round} on` };
}

/** From `round` on nothing passes between two groups. It takes the place of every other cut. */
export function cutBetween(scenario: Scenario, [from, to]: readonly [readonly NodeId[], readonly NodeId[]], round: number): Change {
  const others = mend(scenario, round).scenario.faults.filter((fault) => !(carriesNothing(fault) && fault.at > round));
  const said = `${from.length} nodes are cut off from the other ${to.length} from round ${round} on`;
  return { scenario: withFaults(scenario, [...others, { type: 'link', from, to, loss: 1, at: round }], round), said };
}

/** Whatever is cut in `round` is whole from then on. */
export function mend(scenario: Scenario, round: number): Change {
  const faults = scenario.faults.flatMap((fault) => (isCut(fault, round) ? endedBefore(fault as LinkFault, round) : [fault]));
  return { scenario: withFaults(scenario, faults, round), said: `the network is whole again from round ${round} on` };
}

/** A client writes at `node` in `round`: something newer than all before, or `again` what was written first. */
export function writeAt(scenario: Scenario, node: NodeId, round: number, again = false): Change {
  const [first] = scenario.writes;
  const key = first?.key ?? DEFAULTS.writes[0]!.key;
  const earlier = scenario.writes.filter((write) => write.key === key);
  const version = again ? (first?.version ?? 1) : 1 + Math.max(0, ...earlier.map((write) => write.version));
  const value = again && first !== undefined ? first.value : String.fromCharCode('a'.charCodeAt(0) + (earlier.length % LETTERS));
  const said = `node ${node} is told “${value}” in round ${round}`;
  return { scenario: longEnough({ ...scenario, writes: [...scenario.writes, { round, node, key, value, version }] }, round), said };
}

const LOSSES = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75];

/** The loss that holds for everybody in `round`: the scenario's, or that of the last link between all. */
export function lossIn({ loss, faults }: Scenario, round: number): number {
  return faults.reduce((latest, fault) => (isLossForAll(fault) && lasts(fault, round) ? (fault.loss ?? latest) : latest), loss);
}

/** One step more loss for everybody from `round` on, or one less; the same scenario where there is none. */
export function stepLoss(scenario: Scenario, more: boolean, round: number): Change {
  const now = lossIn(scenario, round);
  const loss = more ? (LOSSES.find((each) => each > now) ?? now) : (LOSSES.findLast((each) => each < now) ?? now);
  if (loss === now) return { scenario, said: `loss stays at ${Math.round(loss * 100)}%` };
  const ended = scenario.faults.flatMap((fault) => (isLossForAll(fault) && lasts(fault, round) ? endedBefore(fault, round) : [fault]));
  // Where several links apply, the last one counts, and a cut has to stay a cut.
  const cuts = ended.filter((fault) => fault.type === 'link' && fault.loss === 1);
  const others = ended.filter((fault) => !cuts.includes(fault));
  const link: Fault = { type: 'link', from: 'all', to: 'all', loss, at: round };
  return { scenario: withFaults(scenario, [...others, link, ...cuts], round), said: `loss is ${Math.round(loss * 100)}% from round ${round} on` };
}

function withFaults(scenario: Scenario, faults: readonly Fault[], round: number): Scenario {
  return longEnough({ ...scenario, faults }, round);
}

function longEnough(scenario: Scenario, round: number): Scenario {
  return { ...scenario, rounds: Math.min(MOST_ROUNDS, Math.max(scenario.rounds, round + ROUNDS_AFTER)) };
}

function lasts(fault: LinkFault, round: number): boolean {
  return fault.at <= round && round < (fault.until ?? Infinity);
}

function isCut(fault: Fault, round: number): boolean {
  return carriesNothing(fault) && lasts(fault, round);
}

function carriesNothing(fault: Fault): fault is LinkFault {
  return fault.type === 'link' && fault.loss === 1;
}

function isLossForAll(fault: Fault): fault is LinkFault {
  return fault.type === 'link' && fault.from === 'all' && fault.to === 'all' && fault.loss !== undefined && fault.loss < 1;
}

/** The fault until the start of `round`; nothing if it would only start then. */
function endedBefore(fault: LinkFault, round: number): Fault[] {
  return fault.at === round ? [] : [{ ...fault, until: round }];
}
