import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Kind } from '../../sim/kinds.ts';
import { KNOB_NAMES, knobRow } from '../../sim/knobs.ts';
import { defineScenario, numberVersions, type Scenario, type Write } from '../../sim/scenario.ts';
import { ROOT } from '../root.ts';
import { existing, FAULT_FLAGS } from './fault-flags.ts';
import { standardScenario, type Step } from '../steps.ts';
import { UsageError, type Arguments, type Flags } from '../../terminal/usage.ts';

/** The flags that change a run. `replay.ts` writes them, this file reads them. */
export const SCENARIO_FLAGS: Flags = {
  ...Object.fromEntries(KNOB_NAMES.map(knobRow).map(({ flag, value, help }) => [flag, { type: 'string', value, help }])),
  ...Object.fromEntries(FAULT_FLAGS.map(({ name, value, help }) => [name, { type: 'string', multiple: true, value, help }])),
  write: { type: 'string', multiple: true, value: 'NODE=VALUE@ROUND', help: 'a client writes; replaces the writes of the step' },
  scenario: { type: 'string', value: 'FILE', help: 'a scenario as JSON; the other flags change it further' },
};

/** The run of `step`, changed as the command line says. Throws a Refusal at what makes no sense. */
export function scenarioFromFlags(step: Step, args: Arguments): Scenario {
  const changes: { -readonly [K in keyof Scenario]?: unknown } = {};
  for (const name of KNOB_NAMES) {
    const { flag, kind } = knobRow(name);
    const text = args.text(flag);
    if (text !== undefined) changes[name] = knobIn(flag, text, kind);
  }
  const base = baseOf(step, args.text('scenario'), changes as Partial<Scenario>);
  const nodes = (changes.nodes ?? base.nodes) as number;
  const writes = args.texts('write').map((text) => writeOf(text, nodes));
  if (writes.length > 0) changes.writes = numberVersions(writes);
  const faults = FAULT_FLAGS.flatMap(({ name, read }) => args.texts(name).map((text) => read(text, nodes)));
  if (faults.length > 0) changes.faults = faults;
  return defineScenario({ ...base, ...(changes as Partial<Scenario>) });
}

function knobIn(flag: string, text: string, { read }: Kind<unknown>): unknown {
  const value = read(text);
  if (Number.isNaN(value)) throw new UsageError(`--${flag} ${text}: that is not a number`);
  return value;
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
    // A replay that a message names lies in the repository, wherever the command is typed.
    text = readFileSync([resolve(file), join(ROOT, file)].find((path) => existsSync(path)) ?? file, 'utf8');
  } catch {
    throw new UsageError(`--scenario ${file}: the file cannot be read`);
  }
  try {
    return JSON.parse(text) as Partial<Scenario>;
  } catch {
    throw new UsageError(`--scenario ${file}: the file is not JSON`);
  }
}

function writeOf(text: string, nodes: number): Omit<Write, 'version'> {
  const match = /^(\d+)=(.*)@(\d+)$/.exec(text);
  if (match === null) throw new UsageError(`--write ${text}: write it as NODE=VALUE@ROUND, for example --write 0=a@1`);
  return { node: existing(Number(match[1]), nodes, `--write ${text}`), key: 'rumor', value: match[2]!, round: Number(match[3]) };
}
