import { expect, test } from 'vitest';
import type { Belief, GossipNode, NodeId, NodeSetup, Update } from '../../../src/gossip/types.ts';
import { NodeFault } from '../../../src/host/node-fault.ts';
import type { TraceEvent } from '../../../src/host/trace.ts';
import { Meter } from '../../../src/sim/metrics.ts';
import { defineScenario, type Scenario } from '../../../src/sim/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';

/** What a node that notes everything lived through: its first random number, rounds, timers, messages. */
interface Life {
  readonly id: NodeId;
  readonly luck: number;
  readonly events: string[];
}

/** Keeps what it is told, sets a timer in its first round, and believes node 0 dead from then on. */
function play(scenario: Partial<Scenario>) {
  const lives: Life[] = [];
  const trace: TraceEvent[] = [];
  const meter = new Meter(4);
  const createNode = ({ id, random }: NodeSetup): GossipNode => {
    const life: Life = { id, luck: random.next(), events: [] };
    lives.push(life);
    const known = new Map<string, Update>();
    const beliefs = new Map<NodeId, Belief>();
    return {
      id,
      beliefs,
      handle(event) {
        life.events.push(event.type);
        for (const update of (event.type === 'message' && event.message.updates) || []) known.set(update.key, update);
        if (event.type !== 'round' || life.events.length > 1) return [];
        if (id !== 0) beliefs.set(0, 'dead');
        return [{ type: 'timer', id: 'later', after: 3000 }];
      },
      write: (update) => void known.set(update.key, update),
      read: (key) => known.get(key),
      isHot: (key) => known.has(key),
    };
  };
  const simulation = simulate(defineScenario({ nodes: 4, rounds: 6, writes: [{ round: 1, node: 1, key: 'rumor', value: 'a', version: 1 }], ...scenario }), createNode, (event) => {
    trace.push(event);
    meter.listen(event);
  });
  return { lives, trace, meter, simulation };
}

const RESTART = { faults: [{ type: 'crash', node: 1, at: 2 }, { type: 'restart', node: 1, at: 4 }] } as const;

test('a node that is restarted is made anew, under its id, and knows nothing', () => {
  const { lives, simulation, meter } = play(RESTART);
  expect(lives.map(({ id }) => id)).toEqual([0, 1, 2, 3, 1]);
  expect(simulation.nodes[1]!.read('rumor')).toBeUndefined();
  expect(meter.knowing).toBe(0);
});

test('its timers die with it, and the new node gets the round in which it starts', () => {
  const { lives, trace } = play(RESTART);
  expect(lives[1]!.events).toEqual(['round']);
  expect(lives[4]!.events).toEqual(['round', 'round', 'round']);
  expect(trace.filter((event) => event.type === 'timer' && event.node === 1)).toEqual([]);
  expect(trace).toContainEqual({ type: 'restarted', node: 1, round: 4, at: 4000 });
});

test('what it believed is taken back in the trace', () => {
  const { trace } = play(RESTART);
  const told = trace.filter((event) => event.type === 'believes' && event.node === 1);
  expect(told.map((event) => `${event.round} ${(event as { belief: string }).belief}`)).toEqual(['1 dead', '4 alive', '4 dead']);
});

test('it draws other random numbers than before, the same in every run, and those of the others stay', () => {
  const luck = (faults: Scenario['faults']): number[] => play({ faults }).lives.map((life) => life.luck);
  const twice = luck([{ type: 'restart', node: 1, at: 2 }, { type: 'restart', node: 1, at: 3 }]);
  expect(new Set(twice).size).toBe(6);
  expect(luck([{ type: 'restart', node: 1, at: 2 }, { type: 'restart', node: 1, at: 3 }])).toEqual(twice);
  expect(luck([])).toEqual(twice.slice(0, 4));
});

test('code that throws when it is made anew is blamed in that round', () => {
  let made = 0;
  const createNode = ({ id }: NodeSetup): GossipNode => {
    if (++made > 4) throw new Error('once is enough');
    return { id, handle: () => [], write: () => undefined, read: () => undefined, isHot: () => false };
  };
  const scenario = defineScenario({ nodes: 4, faults: [{ type: 'restart', node: 3, at: 5 }] });
  expect(() => simulate(scenario, createNode)).toThrow(new NodeFault(3, 5, 'createNode(setup) threw Error: once is enough'));
});
