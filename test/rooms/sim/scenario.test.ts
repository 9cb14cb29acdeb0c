import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../../../src/sim/checks.ts';
import { DEFAULTS, defineScenario } from '../../../src/sim/scenario.ts';

const write = { round: 1, node: 0, key: 'rumor', value: 'a', version: 1 };
const link = { type: 'link', from: [0], to: 'all', loss: 1, at: 1 };

/** What was wanted, and the whole sentence that refuses it. */
const REFUSED: [unknown, string][] = [
  [null, 'a scenario is null; allowed: an object'],
  ['x', 'a scenario is "x"; allowed: an object'],
  [[], 'a scenario is []; allowed: an object'],
  [{ nodes: 1 }, 'nodes is 1; allowed: a whole number from 2 to 2000000'],
  [{ nodes: undefined }, 'nodes is undefined; allowed: a whole number from 2 to 2000000'],
  [{ nodes: '40' }, 'nodes is "40"; allowed: a whole number from 2 to 2000000'],
  [{ nodes: 5n }, 'nodes is 5n; allowed: a whole number from 2 to 2000000'],
  [{ rounds: -3 }, 'rounds is -3; allowed: a whole number from 1 to 100000'],
  [{ rounds: Infinity }, 'rounds is Infinity; allowed: a whole number from 1 to 100000'],
  [{ seed: -1 }, 'seed is -1; allowed: a whole number of at least 0'],
  [{ seed: 0.5 }, 'seed is 0.5; allowed: a whole number of at least 0'],
  [{ fanout: 0 }, 'fanout is 0; allowed: a whole number from 1 to 2000000'],
  [{ fanout: NaN }, 'fanout is NaN; allowed: a whole number from 1 to 2000000'],
  [{ k: 0 }, 'k is 0; allowed: a whole number from 1 to 1000'],
  [{ proxies: -1 }, 'proxies is -1; allowed: a whole number from 0 to 2000000'],
  [{ pingTimeout: 1000 }, 'pingTimeout is 1000; allowed: a whole number from 1 to 999'],
  [{ loss: 1.5 }, 'loss is 1.5; allowed: a probability, from 0 to 1'],
  [{ loss: NaN }, 'loss is NaN; allowed: a probability, from 0 to 1'],
  [{ latency: 0 }, 'latency is 0; allowed: a whole number from 1 to 1000000'],
  [{ latency: [5] }, 'latency is [5]; allowed: a number of milliseconds, or a pair [least, most]'],
  [{ latency: [9, 2] }, 'latency[1] is 2; allowed: a whole number from 9 to 1000000'],
  [{ latency: [NaN, 2] }, 'latency[0] is NaN; allowed: a whole number from 1 to 1000000'],
  [{ decay: 'slow' }, 'decay is "slow"; allowed: one of feedback-counter, feedback-coin, blind-counter, blind-coin'],
  [{ probeOrder: 1 }, 'probeOrder is 1; allowed: one of round-robin, random'],
  [{ fan: 2 }, `fan is 2; allowed: no such field; there are ${Object.keys(DEFAULTS).join(', ')}`],
  [{ toString: 2 }, `toString is 2; allowed: no such field; there are ${Object.keys(DEFAULTS).join(', ')}`],
  [{ writes: {} }, 'writes is {}; allowed: a list of writes'],
  [{ writes: [null] }, 'writes[0] is null; allowed: an object'],
  [{ writes: [write, { ...write, node: 40 }] }, 'writes[1].node is 40; allowed: a node of this run, from 0 to 39'],
  [{ writes: [{ ...write, round: 31 }] }, 'writes[0].round is 31; allowed: a whole number from 1 to 30'],
  [{ writes: [{ ...write, version: 0 }] }, 'writes[0].version is 0; allowed: a whole number of at least 1'],
  [{ writes: [{ ...write, key: '' }] }, 'writes[0].key is ""; allowed: a text that is not empty'],
  [{ writes: [{ ...write, value: 7 }] }, 'writes[0].value is 7; allowed: a text'],
  [{ writes: [{ ...write, writer: 1 }] }, 'writes[0].writer is 1; allowed: no such field; there are round, node, key, value, version'],
  [{ faults: 'crash' }, 'faults is "crash"; allowed: a list of faults'],
  [{ faults: [5] }, 'faults[0] is 5; allowed: an object'],
  [{ faults: [{ type: 'fire', at: 1 }] }, 'faults[0].type is "fire"; allowed: one of crash, recover, restart, link'],
  [{ faults: [{ type: 'crash', node: -1, at: 1 }] }, 'faults[0].node is -1; allowed: a node of this run, from 0 to 39'],
  [{ faults: [{ type: 'crash', node: 1, at: 0 }] }, 'faults[0].at is 0; allowed: a whole number from 1 to 30'],
  [{ faults: [{ type: 'recover', node: 1, at: 1, until: 2 }] }, 'faults[0].until is 2; allowed: no such field; there are type, node, at'],
  [{ faults: [{ ...link, from: [] }] }, "faults[0].from is []; allowed: a list of nodes, or 'all'"],
  [{ faults: [{ ...link, to: [40] }] }, 'faults[0].to is 40; allowed: a node of this run, from 0 to 39'],
  [{ faults: [{ ...link, at: 3, until: 3 }] }, 'faults[0].until is 3; allowed: a whole number of at least 4'],
  [{ faults: [{ ...link, loss: 2 }] }, 'faults[0].loss is 2; allowed: a probability, from 0 to 1'],
  [{ faults: [{ ...link, latency: 0 }] }, 'faults[0].latency is 0; allowed: a whole number from 1 to 1000000'],
  [{ faults: [{ ...link, oneWay: 'no' }] }, 'faults[0].oneWay is "no"; allowed: true or false'],
  [{ faults: [{ ...link, oneway: true }] }, 'faults[0].oneway is true; allowed: no such field; there are type, from, to, oneWay, loss, latency, at, until'],
  [{ faults: [{ type: 'link', from: 'all', to: 'all', at: 1 }] }, "faults[0] is { type: 'link', from: 'all', to: 'all', at: 1 }; allowed: a link with a loss, a latency, or both"],
];

describe('a scenario', () => {
  it('is filled in with the defaults', () => {
    expect(defineScenario()).toEqual(DEFAULTS);
    expect(defineScenario({ nodes: 7, latency: [1, 9] })).toEqual({ ...DEFAULTS, nodes: 7, latency: [1, 9] });
  });

  it.each(REFUSED)('is refused: $1', (wanted, sentence) => {
    let refusal: unknown;
    try {
      defineScenario(wanted as object);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(ScenarioError);
    expect((refusal as Error).message).toBe(sentence);
  });
});
