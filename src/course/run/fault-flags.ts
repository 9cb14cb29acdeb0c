import type { NodeId } from '../../gossip/types.ts';
import { ScenarioError } from '../../sim/checks.ts';
import type { Fault, LinkFault, NodeFailure } from '../../sim/scenario.ts';

/** A flag that makes something go wrong, both ways: text to fault, and back. */
export interface FaultFlag {
  readonly name: string;
  /** What stands for the value in the help. */
  readonly value: string;
  readonly help: string;
  /** Throws a ScenarioError when `text` is not of this form, or names a node that a group of `nodes` has not. */
  read(text: string, nodes: number): Fault;
  /** Undefined for a fault that this flag cannot say. */
  write(fault: Fault, nodes: number): string | undefined;
}

/** In the order in which the flags of a command line become faults. */
export const FAULT_FLAGS: readonly FaultFlag[] = [
  failureFlag('kill', 'crash', 'a node crashes; may be given several times'),
  failureFlag('revive', 'recover', 'and comes back with the state it had'),
  failureFlag('restart', 'restart', 'a node begins anew and knows nothing, whether it was killed or not'),
  {
    name: 'cut',
    value: 'NODE@FROM-TO',
    help: 'nodes below NODE and the others cannot talk, from one round until another; 20@3-8:out loses only what those below send, :in what they are sent',
    read: cutOf,
    write: cutText,
  },
  {
    name: 'slow',
    value: 'NODE@ROUND:MS',
    help: 'every message to or from a node takes MS from that round on; 17@5-20:600 until another',
    read: slowOf,
    write: slowText,
  },
];

function failureFlag(name: string, type: NodeFailure['type'], help: string): FaultFlag {
  return {
    name,
    value: 'NODE@ROUND',
    help,
    read(text, nodes) {
      const match = /^(\d+)@(\d+)$/.exec(text);
      if (match === null) throw new ScenarioError(`--${name} ${text}: write it as NODE@ROUND, for example --${name} 17@5`);
      return { type, node: existing(Number(match[1]), nodes, `--${name} ${text}`), at: Number(match[2]) };
    },
    write: (fault) => (fault.type === type ? `${(fault as NodeFailure).node}@${fault.at}` : undefined),
  };
}

/** The node, if there is one of that number. */
export function existing(node: NodeId, nodes: number, where: string): NodeId {
  if (node >= nodes) throw new ScenarioError(`${where}: there is no node ${node}; allowed: 0 to ${nodes - 1}`);
  return node;
}

function cutOf(text: string, nodes: number): LinkFault {
  const match = /^(\d+)@(\d+)(?:-(\d+))?(?::(out|in))?$/.exec(text);
  if (match === null) throw new ScenarioError(`--cut ${text}: write it as NODE@FROM-TO, for example --cut 20@3-8, or --cut 20@3-8:out`);
  const [border, at] = [Number(match[1]), Number(match[2])];
  if (border < 1 || border >= nodes) throw new ScenarioError(`--cut ${text}: allowed is a node from 1 to ${nodes - 1}, so that both sides have somebody`);
  const [below, others] = sides(border, nodes);
  const [from, to] = match[4] === 'in' ? [others, below] : [below, others];
  const oneWay = match[4] === undefined ? {} : { oneWay: true };
  return { type: 'link', from, to, ...oneWay, loss: 1, at, ...until(match[3], at, `--cut ${text}`) };
}

function cutText(fault: Fault, nodes: number): string | undefined {
  if (fault.type !== 'link' || fault.loss !== 1 || fault.from === 'all' || fault.to === 'all') return undefined;
  const inwards = fault.oneWay === true && fault.from.at(-1) === nodes - 1;
  const border = (inwards ? fault.to : fault.from).length;
  return `${border}@${span(fault)}${fault.oneWay === true ? (inwards ? ':in' : ':out') : ''}`;
}

function slowOf(text: string, nodes: number): LinkFault {
  const match = /^(\d+)@(\d+)(?:-(\d+))?:(\d+)$/.exec(text);
  if (match === null) throw new ScenarioError(`--slow ${text}: write it as NODE@ROUND:MS, for example --slow 17@5:600`);
  const at = Number(match[2]);
  const node = existing(Number(match[1]), nodes, `--slow ${text}`);
  return { type: 'link', from: [node], to: 'all', latency: Number(match[4]), at, ...until(match[3], at, `--slow ${text}`) };
}

function slowText(fault: Fault): string | undefined {
  if (fault.type !== 'link' || fault.latency === undefined || fault.from === 'all') return undefined;
  return `${fault.from[0]}@${span(fault)}:${fault.latency}`;
}

/** Without an end, it lasts. */
function until(text: string | undefined, at: number, where: string): { until?: number } {
  if (text === undefined) return {};
  if (Number(text) <= at) throw new ScenarioError(`${where}: it ends in round ${text}; allowed: a round after ${at}, in which it begins`);
  return { until: Number(text) };
}

function span({ at, until }: LinkFault): string {
  return until === undefined ? String(at) : `${at}-${until}`;
}

function sides(border: number, nodes: number): [below: NodeId[], others: NodeId[]] {
  const all = Array.from({ length: nodes }, (_, id) => id);
  return [all.slice(0, border), all.slice(border)];
}

/** The flags that bring about exactly these faults; undefined where no flags can. */
export function faultFlags(faults: readonly Fault[], nodes: number): string[] | undefined {
  const said = faults.map((fault) => ({ fault, row: FAULT_FLAGS.findIndex((flag) => says(flag, fault, nodes)) }));
  if (said.some(({ row }) => row === -1)) return undefined;
  const asRead = [...said].sort((a, b) => a.row - b.row).map(({ fault }) => fault);
  if (!equal(inEffect(asRead), inEffect(faults))) return undefined;
  return said.map(({ fault, row }) => `--${FAULT_FLAGS[row]!.name} ${FAULT_FLAGS[row]!.write(fault, nodes)}`);
}

function says(flag: FaultFlag, fault: Fault, nodes: number): boolean {
  const text = flag.write(fault, nodes);
  if (text === undefined) return false;
  try {
    return equal(flag.read(text, nodes), fault);
  } catch {
    return false;
  }
}

/** In the order in which they count: failures by round, and links as they are listed, for the last one wins. */
function inEffect(faults: readonly Fault[]): readonly Fault[] {
  const failures = faults.filter(({ type }) => type !== 'link').sort((a, b) => a.at - b.at);
  return [...failures, ...faults.filter(({ type }) => type === 'link')];
}

/** Whatever the order of their fields. */
function equal(a: unknown, b: unknown): boolean {
  return text(a) === text(b);
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held) ? Object.fromEntries(Object.entries(held).sort()) : held,
  );
}
