import { readFileSync } from 'node:fs';
import type { Fault, Scenario, Write } from '../../sim/scenario.ts';
import { DEFAULTS, defineScenario } from '../../sim/scenario.ts';
import { SIMPLE_FLAGS } from './replay.ts';
import { standardScenario, type Step } from '../steps.ts';
import { UsageError, type Arguments, type Flags } from '../../terminal/usage.ts';

/** The flags that change a run. `replay.ts` writes them, this file reads them. */
export const SCENARIO_FLAGS: Flags = {
  nodes: { type: 'string', value: 'N', help: 'how many nodes' },
  rounds: { type: 'string', value: 'N', help: 'the most rounds to play' },
  seed: { type: 'string', value: 'N', help: 'another seed is another run' },
  fanout: { type: 'string', value: 'N', help: 'how many peers a node calls in a round' },
  k: { type: 'string', value: 'N', help: 'step 04: how soon a node loses interest' },
  decay: { type: 'string', value: 'KIND', help: 'step 04: feedback-counter, feedback-coin, blind-counter or blind-coin' },
  loss: { type: 'string', value: 'P', help: 'the probability that a message is lost, 0 to 1' },
  latency: { type: 'string', value: 'MS', help: 'how long a message travels, 50 or 20-200; a round lasts 1000' },
  'ping-timeout': { type: 'string', value: 'MS', help: 'step 05: how long to wait for an ack' },
  proxies: { type: 'string', value: 'N', help: 'step 05: how many others are asked to ping' },
  'probe-order': { type: 'string', value: 'ORDER', help: 'step 05: round-robin or random' },
  kill: { type: 'string', multiple: true, value: 'NODE@ROUND', help: 'a node crashes; may be given several times' },
  revive: { type: 'string', multiple: true, value: 'NODE@ROUND', help: 'and comes back with the state it had' },
  cut: { type: 'string', multiple: true, value: 'NODE@FROM-TO', help: 'nodes below NODE and the others cannot talk, from one round until another' },
  write: { type: 'string', multiple: true, value: 'NODE=VALUE@ROUND', help: 'a client writes; replaces the writes of the step' },
  scenario: { type: 'string', value: 'FILE', help: 'a scenario as JSON; the other flags change it further' },
};

/** The run of `step`, changed as the command line says. Throws a UsageError or a ScenarioError. */
export function scenarioFromFlags(step: Step, args: Arguments): Scenario {
  const changes: { -readonly [K in keyof Scenario]?: unknown } = {};
  for (const [flag, field] of Object.entries(SIMPLE_FLAGS)) {
    const text = args.text(flag);
    if (text !== undefined) changes[field] = typeof DEFAULTS[field] === 'number' ? number(flag, text) : text;
  }
  const latency = args.text('latency');
  if (latency !== undefined) changes.latency = latencyOf(latency);
  const base = baseOf(step, args.text('scenario'), changes as Partial<Scenario>);
  const nodes = (changes.nodes ?? base.nodes) as number;
  const writes = args.texts('write').map((text) => writeOf(text, nodes));
  if (writes.length > 0) changes.writes = numberVersions(writes);
  const faults = faultsOf(args, nodes);
  if (faults.length > 0) changes.faults = faults;
  return defineScenario({ ...base, ...(changes as Partial<Scenario>) });
}

/** A step's own writes and faults move to the last node and round there are, if asked for fewer. */
function baseOf(step: Step, file: string | undefined, { nodes, rounds }: Partial<Scenario>): Scenario {
  const standard = standardScenario(step);
  if (file !== undefined) return { ...standard, ...readScenario(file) };
  const lastNode = Math.max(1, (nodes ?? standard.nodes) - 1);
  const lastRound = Math.max(1, rounds ?? standard.rounds);
  const fitted = (node: number): number => Math.min(node, lastNode);
  return {
    ...standard,
    writes: standard.writes.map((write) => ({ ...write, node: fitted(write.node) })),
    faults: standard.faults.map((fault) =>
      fault.type === 'link' ? fault : { ...fault, node: fitted(fault.node), at: Math.min(fault.at, lastRound) },
    ),
  };
}

function readScenario(file: string): Partial<Scenario> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--scenario ${file}: the file cannot be read`);
  }
  try {
    return JSON.parse(text) as Partial<Scenario>;
  } catch {
    throw new UsageError(`--scenario ${file}: the file is not JSON`);
  }
}

function number(flag: string, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw new UsageError(`--${flag} ${text}: that is not a number`);
  return value;
}

function latencyOf(text: string): Scenario['latency'] {
  const range = /^(\d+)-(\d+)$/.exec(text);
  return range === null ? number('latency', text) : [Number(range[1]), Number(range[2])];
}

function faultsOf(args: Arguments, nodes: number): Fault[] {
  const crashes = args.texts('kill').map((text) => ({ type: 'crash' as const, ...nodeAtRound('kill', text, nodes) }));
  const recoveries = args.texts('revive').map((text) => ({ type: 'recover' as const, ...nodeAtRound('revive', text, nodes) }));
  return [...crashes, ...recoveries, ...args.texts('cut').map((text) => cutOf(text, nodes))];
}

function nodeAtRound(flag: string, text: string, nodes: number): { node: number; at: number } {
  const match = /^(\d+)@(\d+)$/.exec(text);
  if (match === null) throw new UsageError(`--${flag} ${text}: write it as NODE@ROUND, for example --${flag} 17@5`);
  return { node: existing(Number(match[1]), nodes, `--${flag} ${text}`), at: Number(match[2]) };
}

function existing(node: number, nodes: number, where: string): number {
  if (node >= nodes) throw new UsageError(`${where}: there is no node ${node}; allowed: 0 to ${nodes - 1}`);
  return node;
}

function cutOf(text: string, nodes: number): Fault {
  const match = /^(\d+)@(\d+)-(\d+)$/.exec(text);
  if (match === null) throw new UsageError(`--cut ${text}: write it as NODE@FROM-TO, for example --cut 20@3-8`);
  const [border, at, until] = match.slice(1).map(Number) as [number, number, number];
  if (border < 1 || border >= nodes) throw new UsageError(`--cut ${text}: allowed is a node from 1 to ${nodes - 1}, so that both sides have somebody`);
  const all = Array.from({ length: nodes }, (_, id) => id);
  return { type: 'link', from: all.slice(0, border), to: all.slice(border), loss: 1, at, until };
}

function writeOf(text: string, nodes: number): Omit<Write, 'version'> {
  const match = /^(\d+)=(.*)@(\d+)$/.exec(text);
  if (match === null) throw new UsageError(`--write ${text}: write it as NODE=VALUE@ROUND, for example --write 0=a@1`);
  return { node: existing(Number(match[1]), nodes, `--write ${text}`), key: 'rumor', value: match[2]!, round: Number(match[3]) };
}

/** Writes of one round do not know of each other and get the same version; later ones get the next. */
function numberVersions(writes: readonly Omit<Write, 'version'>[]): Write[] {
  const rounds = [...new Set(writes.map(({ round }) => round))].sort((a, b) => a - b);
  return writes.map((write) => ({ ...write, version: rounds.indexOf(write.round) + 1 }));
}
