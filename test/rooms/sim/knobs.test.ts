import { expect, test } from 'vitest';
import type { NodeSetup } from '../../../src/gossip/types.ts';
import { KNOB_DEFAULTS, KNOB_NAMES, knobRow, type Knobs } from '../../../src/sim/knobs.ts';
import { defineScenario } from '../../../src/sim/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';

/** For every knob a value that is not its default. */
const TURNED: Knobs = {
  nodes: 3,
  rounds: 2,
  seed: 9,
  fanout: 2,
  k: 3,
  decay: 'blind-coin',
  loss: 0.25,
  latency: [20, 200],
  pingTimeout: 250,
  proxies: 1,
  probeOrder: 'random',
  suspicionTimeout: 2500,
  repairEvery: 10,
  graceRounds: 12,
  budget: 16,
};

test.each(KNOB_NAMES)('%s: its default and another value can be written in a flag, and read back', (name) => {
  const { kind } = knobRow(name);
  for (const value of [KNOB_DEFAULTS[name], TURNED[name]]) {
    kind.check(name, value);
    expect(kind.read(kind.write(value))).toEqual(value);
  }
  expect(TURNED[name]).not.toEqual(KNOB_DEFAULTS[name]);
});

test('no two knobs have one flag', () => {
  const flags = KNOB_NAMES.map((name) => knobRow(name).flag);
  expect(new Set(flags).size).toBe(flags.length);
});

test('a node is set up with what the scenario says, and with nothing that is only about the world', () => {
  const setups: NodeSetup[] = [];
  simulate(defineScenario({ ...TURNED, writes: [] }), (setup) => {
    setups.push(setup);
    return { id: setup.id, handle: () => [], write: () => undefined, read: () => undefined, isHot: () => false };
  });
  const { random: _, ...told } = setups[1]!;
  expect(told).toEqual({
    id: 1,
    members: [0, 1, 2],
    fanout: 2,
    k: 3,
    decay: 'blind-coin',
    pingTimeout: 250,
    proxies: 1,
    probeOrder: 'random',
    suspicionTimeout: 2500,
    repairEvery: 10,
    graceRounds: 12,
    budget: 16,
  });
});

test.each([
  [{ suspicionTimeout: 0 }, 'suspicionTimeout is 0; allowed: a whole number from 1 to 1000000'],
  [{ repairEvery: 0 }, 'repairEvery is 0; allowed: a whole number from 1 to 100000'],
  [{ graceRounds: 2.5 }, 'graceRounds is 2.5; allowed: a whole number from 1 to 100000'],
  [{ budget: 0 }, 'budget is 0; allowed: a whole number of at least 1, or unlimited'],
  [{ budget: null as never }, 'budget is null; allowed: a whole number of at least 1, or unlimited'],
])('%j is refused', (wanted, sentence) => {
  expect(() => defineScenario(wanted)).toThrow(sentence);
});

test('a message has no limit unless somebody sets one', () => {
  expect(defineScenario().budget).toBe(Infinity);
  expect(knobRow('budget').kind.write(Infinity)).toBe('unlimited');
});
