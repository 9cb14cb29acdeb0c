import { describe, expect, it } from 'vitest';
import type { CreateNode, Effect, GossipEvent, GossipNode, NodeSetup } from '../../../src/gossip/types.ts';
import { NodeFault } from '../../../src/host/node-fault.ts';
import { SeededRandom } from '../../../src/host/random.ts';
import { defineScenario, type Scenario } from '../../../src/sim/scenario.ts';
import { TOO_MANY_EFFECTS } from '../../../src/host/answer.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { TraceEvent } from '../../../src/host/trace.ts';
import { createNode as createPush } from '../../../solutions/02-push/push.ts';
import { createNode as createRumor, type Feedback } from '../../../solutions/04-rumor-decay/rumor-decay.ts';
import type { Push } from '../../../solutions/02-push/push.ts';
import { createNode as createDetector } from '../../../solutions/05-failure-detection/failure-detection.ts';

/** Everything that happened in a run. */
function traceOf(wanted: Partial<Scenario>, createNode: CreateNode<never>): TraceEvent[] {
  const trace: TraceEvent[] = [];
  // What a node does later to a message must not change what was told.
  simulate(defineScenario(wanted), createNode, (event) => trace.push(structuredClone(event)));
  return trace;
}

const rumor = createRumor as CreateNode<never>;
const push = createPush as CreateNode<never>;
const detector = createDetector as unknown as CreateNode<never>;

type Handle = (event: GossipEvent, setup: NodeSetup) => unknown;

/** Nodes that know nothing and do what the test says. */
function nodes(handle: Handle): CreateNode<never> {
  return ((setup: NodeSetup) => ({
    id: setup.id,
    handle: (event: GossipEvent) => handle(event, setup) as Effect[],
    write() {},
    read: () => undefined,
    isHot: () => false,
  })) as unknown as CreateNode<never>;
}

const HARD = { nodes: 30, k: 2, seed: 4, loss: 0.2, latency: [20, 900] } as const;

describe('a run', () => {
  it.each([['rumors', rumor], ['failure detection', detector]])('of %s is the same, byte for byte, under the same seed', (_what, createNode) => {
    const wanted = { ...HARD, faults: [{ type: 'crash', node: 7, at: 3 }] } as const;
    const first = JSON.stringify(traceOf(wanted, createNode));
    expect(first.length).toBeGreaterThan(10_000);
    expect(JSON.stringify(traceOf(wanted, createNode))).toBe(first);
    expect(JSON.stringify(traceOf({ ...wanted, seed: 5 }, createNode))).not.toBe(first);
  });

  it.each([8, 15, 30])('of %i rounds has sent what it delivered, lost or still carries', (rounds) => {
    const run = simulate(defineScenario({ ...HARD, rounds, latency: [500, 5000] }), push);
    expect(run.sent).toBe(run.delivered + run.lost + run.inFlight);
    expect(run.lost).toBeGreaterThan(0);
    expect(run.inFlight).toBeGreaterThan(0);
  });

  it('takes the same course whether somebody listens or not', () => {
    const outcome = (listener?: () => void): unknown => {
      const run = simulate(defineScenario(HARD), detector, listener);
      const { sent, delivered, lost, round } = run;
      return { sent, delivered, lost, round, knowing: run.nodes.map((node) => node.read('rumor')) };
    };
    expect(outcome(() => {})).toEqual(outcome());
  });

  it('without loss loses nothing', () => {
    const trace = traceOf({ ...HARD, loss: 0 }, rumor);
    const link = { type: 'link', from: 'all', to: 'all', loss: 0, at: 1 } as const;
    expect(trace.some(({ type }) => type === 'lost')).toBe(false);
    expect(traceOf({ ...HARD, loss: 0.4, faults: [link] }, rumor)).toEqual(trace);
  });

  it('does not change when nodes that would do nothing are not skipped', () => {
    const tireless = ((setup: NodeSetup) => {
      const node = createRumor(setup);
      Object.defineProperty(node, 'idle', { value: false });
      return node;
    }) as CreateNode<never>;
    const isNoRound = ({ type }: TraceEvent): boolean => type !== 'round';
    expect(traceOf(HARD, tireless).filter(isNoRound)).toEqual(traceOf(HARD, rumor).filter(isNoRound));
  });

  it('loses the same packets when one node draws once more', () => {
    // Whom the nodes call is fixed, so that the packets are the same and only chance could differ.
    const lost = (extra: number): TraceEvent[] => {
      const createNode = nodes((event, { id, members, random }) => {
        for (let i = 0; i < (id === 3 ? extra : 0); i++) random.next();
        return event.type === 'round' ? [{ type: 'send', to: (id + 1) % members.length, message: { type: 'tick' } }] : [];
      });
      return traceOf({ ...HARD, loss: 0.3 }, createNode).filter(({ type }) => type === 'lost');
    };
    expect(lost(0).length).toBeGreaterThan(50);
    expect(lost(1)).toEqual(lost(0));
  });
});

/**
 * Nodes under other numbers: number `name(i)` is what `i` was, down to its stream of chance.
 *
 * The trace can be the same only as a set for each instant, since one instant goes out by number;
 * and only where the network draws nothing and one contact a round leaves no order to matter. Who of
 * two that called at one instant brought the news does depend on the order.
 */
describe('nodes under other numbers', () => {
  const SIZE = 20;
  const name = (id: number): number => (7 * id + 3) % SIZE;
  const original = (id: number): number => Array.from({ length: SIZE }, (_, i) => i).find((i) => name(i) === id)!;

  const renamed = ((setup: NodeSetup): GossipNode<Push | Feedback> => {
    const self = original(setup.id);
    const inner = createRumor({ ...setup, id: self, random: new SeededRandom(8, self) });
    return {
      id: setup.id,
      handle(event) {
        const known = event.type === 'message' ? { ...event, from: original(event.from) } : event;
        return inner.handle(known).map((effect) => (effect.type === 'send' ? { ...effect, to: name(effect.to) } : effect));
      },
      write: (update) => inner.write({ ...update, writer: original(update.writer) }),
      read: (key) => inner.read(key),
      isHot: (key) => inner.isHot(key),
    };
  }) as unknown as CreateNode<never>;

  const plain = ((setup: NodeSetup) => createRumor({ ...setup, random: new SeededRandom(8, setup.id) })) as CreateNode<never>;

  function sets(trace: readonly TraceEvent[], rename: (id: number) => number): string[] {
    return trace
      .flatMap((event): (string | number)[][] => {
        if (event.type === 'sent' || event.type === 'delivered') return [[event.at, event.type, rename(event.from), rename(event.to)]];
        if (event.type === 'learned' || event.type === 'cooled') return [[event.at, event.type, rename(event.node)]];
        return [];
      })
      .map((row) => row.join(' '))
      .sort();
  }

  it('do the same things at the same instants', () => {
    const write = { round: 1, key: 'rumor', value: 'a', version: 1 };
    const before = traceOf({ nodes: SIZE, writes: [{ ...write, node: 2 }] }, plain);
    const after = traceOf({ nodes: SIZE, writes: [{ ...write, node: name(2) }] }, renamed);
    expect(sets(before, name).length).toBeGreaterThan(100);
    expect(sets(after, (id) => id)).toEqual(sets(before, name));
  });
});

describe('faults', () => {
  it('a partition holds in both directions, and heals', () => {
    const half = Array.from({ length: 10 }, (_, id) => id);
    const far = half.map((id) => id + 10);
    const trace = traceOf({ nodes: 20, rounds: 30, faults: [{ type: 'link', from: half, to: far, loss: 1, at: 1, until: 12 }] }, push);
    const side = (id: number): boolean => id < 10;
    const across = trace.flatMap((e) => (e.type === 'delivered' && side(e.from) !== side(e.to) ? [e.round] : []));
    expect(Math.min(...across)).toBe(12);
    expect(trace.filter((e) => e.type === 'lost').every((e) => e.reason === 'cut' && side(e.from) !== side(e.to))).toBe(true);
    expect(new Set(trace.flatMap((e) => (e.type === 'learned' ? [e.node] : []))).size).toBe(20);

    const talk = nodes((event, { id }) => (event.type === 'round' ? [{ type: 'send', to: 1 - id, message: { type: 'x' } }] : []));
    const both = traceOf({ nodes: 2, rounds: 3, faults: [{ type: 'link', from: [0], to: [1], loss: 1, at: 2, until: 3 }] }, talk);
    expect(both.flatMap((e) => (e.type === 'lost' ? [[e.round, e.from]] : []))).toEqual([[2, 0], [2, 1]]);
    expect(both.filter((e) => e.type === 'delivered').map((e) => e.round)).toEqual([1, 1, 3, 3]);
  });

  /** Node 0 counts its rounds, tells them to node 1, and sets a timer that is named after the round. */
  function counting(after: number): CreateNode<never> {
    const counts = new Map<number, number>();
    return nodes((event, { id }) => {
      if (event.type !== 'round') return [];
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return [{ type: 'timer', id: `${count}`, after }, { type: 'send', to: 1 - id, message: { type: `${count}` } }];
    });
  }

  const DOWN = [{ type: 'crash', node: 0, at: 3 }, { type: 'recover', node: 0, at: 5 }] as const;

  it('a crash drops messages and timers, and the old state goes on after it', () => {
    const trace = traceOf({ nodes: 2, rounds: 6, faults: DOWN }, counting(300));
    expect(trace.flatMap((e) => (e.type === 'sent' && e.from === 0 ? [[e.round, e.message.type]] : []))).toEqual([[1, '1'], [2, '2'], [5, '3'], [6, '4']]);
    expect(trace.flatMap((e) => (e.type === 'lost' ? [[e.round, e.to, e.reason]] : []))).toEqual([[3, 0, 'crash'], [4, 0, 'crash']]);
    expect(trace.flatMap((e) => (e.type === 'timer' && e.node === 0 ? [[e.round, e.id]] : []))).toEqual([[1, '1'], [2, '2'], [5, '3'], [6, '4']]);
  });

  it('a timer of an earlier life never fires', () => {
    // Set in rounds 1 and 2, due in rounds 5 and 6, when the node is back.
    const trace = traceOf({ nodes: 2, rounds: 10, faults: DOWN }, counting(4300));
    const fired = (node: number): unknown[] => trace.flatMap((e) => (e.type === 'timer' && e.node === node ? [[e.round, e.id]] : []));
    expect(fired(1).slice(0, 2)).toEqual([[5, '1'], [6, '2']]);
    expect(fired(0)).toEqual([[9, '3'], [10, '4']]);
  });
});

describe('nonsense from a node', () => {
  const round = (answer: unknown): CreateNode<never> => nodes((event, { id }) => (event.type === 'round' && id === 1 ? answer : []));
  const effect = (value: unknown): CreateNode<never> => round([value]);
  const message = { type: 'x' };
  const CALL = "node 1, round 1: handle({ type: 'round' })";

  it.each<[CreateNode<never>, string]>([
    [round(undefined), `${CALL} returned undefined; it must return a list of effects, an empty one when there is nothing to do`],
    [round(Promise.resolve([])), `${CALL} returned a Promise; it must return a list of effects, an empty one when there is nothing to do`],
    [round({ type: 'send' }), `${CALL} returned { type: 'send' }; it must return a list of effects, an empty one when there is nothing to do`],
    [round(new Array(TOO_MANY_EFFECTS).fill(0)), `${CALL} returned 1000 effects at once; fewer than 1000 are allowed`],
    [effect(undefined), `${CALL} returned undefined in its list of effects; allowed: { type: 'send', … } and { type: 'timer', … }`],
    [effect(7), `${CALL} returned 7 in its list of effects; allowed: { type: 'send', … } and { type: 'timer', … }`],
    [effect({ type: 'shout' }), `${CALL} returned { type: 'shout' } in its list of effects; allowed: { type: 'send', … } and { type: 'timer', … }`],
    ...[40, -1, 1.5, NaN, '2', undefined, 1].map((to): [CreateNode<never>, string] => [
      effect({ type: 'send', to, message }),
      `${CALL} returned a message to ${typeof to === 'string' ? `'${to}'` : to}; allowed: another node, from 0 to 39`,
    ]),
    [effect({ type: 'send', to: 2 }), `${CALL} returned a message without a type: undefined`],
    [effect({ type: 'send', to: 2, message: { updates: [] } }), `${CALL} returned a message without a type: { updates: [] }`],
    ...[0, -5, NaN, Infinity, undefined].map((after): [CreateNode<never>, string] => [
      effect({ type: 'timer', id: 't', after }),
      `${CALL} returned a timer with after: ${after}; allowed: a number of milliseconds, at least 0.001`,
    ]),
    [nodes(() => { throw new RangeError('deep'); }), "node 0, round 1: handle({ type: 'round' }) threw RangeError: deep"],
    [(() => undefined) as never, 'node 0, round 0: createNode(setup) returned undefined; it must return a node, with a method handle'],
    [(() => { throw 'no'; }) as never, "node 0, round 0: createNode(setup) threw 'no'"],
  ])('is a fault of that node, in a sentence', (createNode, sentence) => {
    let fault: unknown;
    try {
      simulate(defineScenario({ nodes: 40 }), createNode);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(NodeFault);
    expect((fault as NodeFault).message).toBe(sentence);
    expect(sentence).toContain(`node ${(fault as NodeFault).node}, round ${(fault as NodeFault).round}:`);
  });
});
