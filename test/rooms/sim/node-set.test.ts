import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NodeSet } from '../../../src/sim/node-set.ts';
import { seed } from '../../support/seed.ts';

function members(set: NodeSet): number[] {
  const found: number[] = [];
  set.forEach((node) => found.push(node));
  return found;
}

describe('a set of nodes', () => {
  it('is empty at first, also where it has no room at all', () => {
    expect(members(new NodeSet(70))).toEqual([]);
    expect(members(new NodeSet(0))).toEqual([]);
  });

  it.each([31, 32, 33, 64])('holds all of %i nodes, across the words it is kept in', (nodes) => {
    const set = new NodeSet(nodes);
    for (let node = nodes - 1; node >= 0; node--) set.add(node);
    expect(set.size).toBe(nodes);
    expect(members(set)).toEqual(Array.from({ length: nodes }, (_, node) => node));
  });

  it('lets a visitor remove the node it was called for', () => {
    const set = new NodeSet(100);
    for (const node of [0, 5, 31, 32, 99]) set.add(node);
    const visited: number[] = [];
    set.forEach((node) => {
      visited.push(node);
      set.delete(node);
    });
    expect(visited).toEqual([0, 5, 31, 32, 99]);
    expect(set.size).toBe(0);
  });

  it('does the same as a Set that is walked in ascending order', () => {
    const change = fc.record({ node: fc.nat(99), add: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 300 }), (changes) => {
        const set = new NodeSet(100);
        const model = new Set<number>();
        for (const { node, add } of changes) {
          if (add) set.add(node);
          else set.delete(node);
          if (add) model.add(node);
          else model.delete(node);
          expect(set.has(node)).toBe(add);
          expect(set.size).toBe(model.size);
        }
        expect(members(set)).toEqual([...model].sort((a, b) => a - b));
      }),
      { seed: seed(1), numRuns: 200 },
    );
  });
});
