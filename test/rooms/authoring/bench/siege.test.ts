import { expect, test } from 'vitest';
import * as cluster from '../../../../solutions/08-cluster/cluster.ts';
import { besiege, renderSiege } from '../../../../src/authoring/bench/siege.ts';
import type { ClusterCode } from '../../../../src/cluster/code.ts';
import { MOST_KEYS } from '../../../../src/wire/guard.ts';

const CODE = cluster as unknown as ClusterCode;
const MEGABYTE = 2 ** 20;

test.each([1, 2, 3])('a thousand datagrams of garbage neither end a member nor fill its memory (seed %i)', (seed) => {
  const siege = besiege(CODE, 1_000, seed);
  expect(siege.answers).toBe(true);
  expect(Object.keys(siege.dropped).sort()).toEqual(['form', 'key', 'large', 'other', 'short', 'version']);
  expect(siege.reached).toBeGreaterThan(100);
  expect(siege.unfit).toBeGreaterThan(0);
  expect(siege.keys).toBeLessThanOrEqual(MOST_KEYS);
  expect(siege.heap[1] - siege.heap[0]).toBeLessThan(16 * MEGABYTE);
  expect(renderSiege(siege)).toContain('a ping is answered at the end.');
});

test('one seed is one siege, and code that trusts what it reads does not live through it', () => {
  const { seconds: _1, heap: _2, ...first } = besiege(CODE, 500, 4);
  const { seconds: _3, heap: _4, ...second } = besiege(CODE, 500, 4);
  expect(second).toEqual(first);
  const trusting: ClusterCode = { ...CODE, run: (node, world) => (world.listen((from, bytes) => void node.handle({ type: 'message', from, message: JSON.parse(new TextDecoder().decode(bytes)) })), { join() {}, leave() {} }) };
  expect(() => besiege(trusting, 1_000, 1)).toThrow();
});
