import { describe, expect, it } from 'vitest';
import type { Belief, GossipEvent, GossipNode, Update } from '../../../src/gossip/types.ts';
import { NodeFault } from '../../../src/host/node-fault.ts';
import { Observer } from '../../../src/host/observer.ts';
import type { TraceEvent } from '../../../src/host/trace.ts';

const A: Update = { key: 'rumor', value: 'a', version: 1, writer: 0 };
const B: Update = { key: 'rumor', value: 'b', version: 2, writer: 0 };

/** A node whose inside the test moves by hand. */
class GlassNode implements GossipNode {
  readonly id = 3;
  readonly known = new Map<string, Update>();
  readonly hot = new Set<string>();
  readonly beliefs = new Map<number, Belief>();

  handle(_event: GossipEvent): [] {
    return [];
  }

  write(): void {}

  read(key: string): Update | undefined {
    return this.known.get(key);
  }

  isHot(key: string): boolean {
    return this.hot.has(key);
  }
}

function watched(): { readonly node: GlassNode; readonly observer: Observer; readonly told: TraceEvent[] } {
  const told: TraceEvent[] = [];
  const observer = new Observer(5, (event) => told.push(event));
  observer.round = 7;
  observer.at = 7050;
  return { node: new GlassNode(), observer, told };
}

const when = { round: 7, at: 7050 };

/** The node takes `update` in from node 1, and spreads it if `hot`. */
function learn({ node, observer }: ReturnType<typeof watched>, update: Update, hot: boolean): void {
  const before = observer.remember(node, [update]);
  node.known.set(update.key, update);
  if (hot) node.hot.add(update.key);
  else node.hot.delete(update.key);
  observer.learned(node, observer.news(node, [update], before), 1);
  observer.settled(node);
}

describe('what a node learns', () => {
  it('is told with the sender, the round and the time', () => {
    const world = watched();
    learn(world, A, true);
    expect(world.told).toEqual([{ ...when, type: 'learned', node: 3, update: A, from: 1 }]);
  });

  it('is not told when the node knew it', () => {
    const world = watched();
    learn(world, A, true);
    learn(world, { ...A }, true);
    expect(world.told).toHaveLength(1);
  });

  it.each([
    ['a version', { ...A, version: 2 }],
    ['a writer', { ...A, writer: 1 }],
    ['a value', { ...A, value: 'b' }],
  ])('is told when %s is all that differs', (_what, update) => {
    const world = watched();
    learn(world, A, true);
    learn(world, update, true);
    expect(world.told.map(({ type }) => type)).toEqual(['learned', 'learned']);
  });

  it('is told once when one message says it twice', () => {
    const { node, observer, told } = watched();
    const before = observer.remember(node, [A, B]);
    node.known.set('rumor', B);
    observer.learned(node, observer.news(node, [A, B], before), 1);
    expect(told.filter(({ type }) => type === 'learned')).toEqual([{ ...when, type: 'learned', node: 3, update: B, from: 1 }]);
  });

  it('is noticed also where a node changes its update in place', () => {
    const { node, observer } = watched();
    const own = { ...A };
    node.known.set('rumor', own);
    const before = observer.remember(node, [B]);
    own.version = 2;
    expect(observer.news(node, [B], before)).toEqual([{ ...A, version: 2 }]);
  });
});

describe('what a node spreads no longer', () => {
  it('is told once, when it stops', () => {
    const world = watched();
    learn(world, A, true);
    world.node.hot.clear();
    world.observer.settled(world.node);
    world.observer.settled(world.node);
    expect(world.told.slice(1)).toEqual([{ ...when, type: 'cooled', node: 3, key: 'rumor' }]);
  });

  it('is told at once when it was learned and never hot', () => {
    const world = watched();
    learn(world, A, false);
    expect(world.told.map(({ type }) => type)).toEqual(['learned', 'cooled']);
  });

  it('is told once when something newer arrives and is not hot', () => {
    const world = watched();
    learn(world, A, true);
    learn(world, B, false);
    expect(world.told.map(({ type }) => type)).toEqual(['learned', 'learned', 'cooled']);
  });

  it('is told also of what the node wrote itself, from the first sending on', () => {
    const { node, observer, told } = watched();
    node.known.set('dead/1', { ...A, key: 'dead/1' });
    node.hot.add('dead/1');
    observer.sent(node, { type: 'push', updates: [{ ...A, key: 'dead/1' }] });
    observer.settled(node);
    expect(told).toEqual([]);
    node.hot.clear();
    observer.settled(node);
    expect(told).toEqual([{ ...when, type: 'cooled', node: 3, key: 'dead/1' }]);
  });
});

describe('what a node believes', () => {
  it('is told when it changes, and only then', () => {
    const { node, observer, told } = watched();
    const beliefs: unknown[] = [];
    for (const belief of ['suspect', 'suspect', 'dead', undefined, undefined] as const) {
      if (belief === undefined) node.beliefs.delete(4);
      else node.beliefs.set(4, belief);
      observer.settled(node);
      beliefs.push(told.splice(0).map((event) => event.type === 'believes' && [event.peer, event.belief]));
    }
    expect(beliefs).toEqual([[[4, 'suspect']], [], [[4, 'dead']], [[4, 'alive']], []]);
  });
});

describe('a look inside that fails', () => {
  const broken = (inside: object): GossipNode => Object.assign(Object.create(new GlassNode()), { id: 3 }, inside);
  const throws = (): never => {
    throw new RangeError('too deep');
  };

  it.each<[string, GossipNode, string]>([
    ['read throws', broken({ read: throws }), "node 3, round 7: read('rumor') threw RangeError: too deep"],
    ['read returns the value alone', broken({ read: () => 'a' }), "node 3, round 7: read('rumor') returned 'a'; it must return an update, or undefined"],
    ['read returns null', broken({ read: () => null }), "node 3, round 7: read('rumor') returned null; it must return an update, or undefined"],
    ['isHot throws', broken({ read: () => A, isHot: throws }), "node 3, round 7: isHot('rumor') threw RangeError: too deep"],
    ['beliefs is a list', broken({ beliefs: [4] }), "node 3, round 7: beliefs is [4]; it must be a Map from peers to 'suspect' or 'dead'"],
  ])('is the fault of the node: %s', (_what, node, sentence) => {
    const { observer } = watched();
    const look = (): void => {
      observer.learned(node, observer.news(node, [A], observer.remember(node, [])));
      observer.settled(node);
    };
    expect(look).toThrow(NodeFault);
    expect(look).toThrow(sentence);
  });
});
