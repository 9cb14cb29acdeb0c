import { expect, test } from 'vitest';
import type { Belief, NodeId, Update } from '../../../src/gossip/types.ts';
import { errorsOf, type Truth } from '../../../src/cluster/truth.ts';
import type { Mind } from '../../../src/cluster/words.ts';

const about = (id: NodeId): Update => ({ key: `member/${id}`, value: 'alive', version: 1, writer: id });
const RUMOR: Update = { key: 'rumor', value: 'a', version: 2, writer: 1 };
const TRUTH: Truth = { living: [0, 1], gone: [2], written: new Map([['rumor', RUMOR]]) };

function mind(known: readonly Update[], beliefs: readonly (readonly [NodeId, Belief])[]): Mind {
  return { known, beliefs, traffic: { sent: 0, received: 0, bytesSent: 0, bytesReceived: 0, unsent: 0, dropped: {} } };
}

test('finds nothing where the truth is known', () => {
  expect(errorsOf(0, mind([about(0), about(1), about(2), RUMOR], [[2, 'dead']]), TRUTH)).toEqual([]);
});

test('asks nobody to know of who went before it came', () => {
  expect(errorsOf(0, mind([about(1), RUMOR], []), TRUTH)).toEqual([]);
});

test('says who is unknown, and about whom somebody is wrong', () => {
  expect(errorsOf(0, mind([about(2), RUMOR], []), TRUTH)).toEqual(['has not heard of 1', 'believes 2 alive, and it is gone']);
  expect(errorsOf(0, mind([about(1), about(2), RUMOR], [[1, 'dead'], [2, 'suspect']]), TRUTH)).toEqual(['believes 1 dead, and it lives', 'believes 2 suspect, and it is gone']);
  expect(errorsOf(0, mind([about(1), RUMOR], [[1, 'suspect']]), TRUTH)).toEqual(['believes 1 suspect, and it lives']);
});

test('says what is known in place of what was written', () => {
  expect(errorsOf(0, mind([about(1)], []), TRUTH)).toEqual(['has not heard of the key "rumor", which is "a" by now']);
  expect(errorsOf(0, mind([about(1), { ...RUMOR, value: 'b', version: 1 }], []), TRUTH)).toEqual(['knows the key "rumor" as "b", and it is "a" by now']);
});

test('what somebody on another machine wrote since takes the place of what was written here', () => {
  const elsewhere: Update = { ...RUMOR, value: 'b', version: 2, writer: 9 };
  const truth: Truth = { ...TRUTH, isOther: (writer) => writer === 9 };
  expect(errorsOf(0, mind([about(1), elsewhere], []), truth)).toEqual([]);
  expect(errorsOf(0, mind([about(1), { ...elsewhere, version: 1 }], []), truth)).toHaveLength(1);
  expect(errorsOf(0, mind([about(1), { ...elsewhere, writer: 0 }], []), truth)).toHaveLength(1);
});
