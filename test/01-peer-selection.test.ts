import type { NodeId, Random } from '../src/gossip/types.ts';
import { selectPeers } from '../steps/01-peer-selection/select-peers.ts';
import { countingReads } from './support/counting-reads.ts';
import { countingWrites } from './support/counting-writes.ts';
import { further } from './support/further.ts';
import { EXTREMES, stuckAt } from './support/scripted-random.ts';
import { seeded } from './support/seed.ts';
import { call, numbered } from './support/show.ts';
import { ensure, test } from './support/step-test.ts';
import { chiSquareBound } from './support/statistics.ts';

/** Randomness of every kind: stuck at the ends of its range and between, and free. */
const KINDS: readonly (() => Random)[] = [
  ...EXTREMES.map((fraction) => () => stuckAt(fraction)),
  ...numbered(20).map((n) => () => seeded(n)),
];

/** Calls `selectPeers` with a list of its own, and says so if the answer is no list. */
function select(self: NodeId, members: readonly NodeId[], fanout: number, random: Random = seeded(1)) {
  const peers = selectPeers(self, [...members], fanout, random);
  const did = call('selectPeers', [self, members, fanout], peers);
  ensure(Array.isArray(peers), {
    did,
    expected: 'a list of node ids',
    because: 'whoever calls selectPeers walks through a list',
  });
  return { peers, did };
}

test('returns as many peers as the fanout asks for', () => {
  for (const random of KINDS) {
    for (const fanout of [1, 2, 3, 8]) {
      const { peers, did } = select(4, numbered(10), fanout, random());
      ensure(peers.length === fanout, {
        did,
        expected: `${fanout} of the nine others, not ${peers.length}`,
        because:
          peers.length < fanout
            ? 'whoever draws first, and drops `self` and repeats afterwards, comes up short'
            : 'the fanout is a budget: every call more is traffic that nobody asked for',
      });
    }
  }
});

test('returns members of the list, and nothing else', () => {
  for (const random of KINDS) {
    const { peers, did } = select(20, [10, 20, 30, 40], 2, random());
    ensure(peers.every((peer) => [10, 20, 30, 40].includes(peer)), {
      did,
      expected: 'two of 10, 30 and 40',
      because: peers.includes(undefined!)
        ? 'undefined is what stands before the start of a list, and past its end'
        : 'calls go to the ids in the list, not to the places where they stand',
    });
  }
});

test('looks at the list anew each time', () => {
  for (const random of KINDS) {
    select(70, [70, 71, 72, 73, 74, 75, 76, 77], 3, random());
    const { peers, did } = select(70, [70, 71, 72, 73, 74], 2, random());
    const gone = peers.filter((peer) => peer > 74);
    ensure(gone.length === 0, {
      did: `${did}, after a call with the members 70 … 77`,
      expected: `only who is left, not ${gone.join(' or ')}`,
      because: 'the group changes between two calls, and who has left must not be called',
    });
  }
});

test('never returns the caller itself', () => {
  for (const members of [numbered(6), [50, 40, 30, 20, 10]]) {
    for (const self of members) {
      for (const random of KINDS) {
        const { peers, did } = select(self, members, 3, random());
        ensure(!peers.includes(self), {
          did,
          expected: `others only, not ${self}`,
          because: 'a call to yourself tells nobody anything',
        });
      }
    }
  }
});

test('never returns anybody twice, even when the randomness repeats itself', () => {
  for (const random of KINDS) {
    for (const fanout of [2, 3, 4]) {
      const { peers, did } = select(0, numbered(6), fanout, random());
      ensure(new Set(peers).size === peers.length, {
        did,
        expected: `${fanout} different peers`,
        because: 'the second message to the same peer is wasted, and somebody else goes without',
      });
    }
  }
});

test('draws only on the randomness it is given', () => {
  const first = select(0, numbered(12), 5, seeded(11));
  const again = select(0, numbered(12), 5, seeded(11));
  ensure(first.peers.join() === again.peers.join(), {
    did: `${first.did},\nand [${again.peers.join(', ')}] for the same call again`,
    expected: 'the same peers for the same seed',
    because: 'a run that cannot be repeated cannot be understood',
  });
  const answers = numbered(20).map((n) => sorted(select(0, numbered(12), 5, seeded(n)).peers));
  ensure(new Set(answers).size > 1, {
    did: `returned [${answers[0]}] for each of twenty seeds`,
    expected: 'other peers for another seed',
    because: 'a choice that never varies leaves the rest of the group out for ever',
  });
});

// Before any test in which the fanout covers the group: there, code that draws until it has something
// new waits for a peer that it can never draw, and all that could be said is that it did not come back.
test('leaves nobody out', () => {
  // One of four others is missed by 500 fair calls with probability (3/4)^500, below 1e-60.
  const members = [40, 10, 50, 20, 30];
  for (const self of members) {
    const random = seeded(self);
    const called = new Set(numbered(500).flatMap(() => selectPeers(self, [...members], 1, random)));
    const missed = members.filter((peer) => peer !== self && !called.has(peer));
    ensure(missed.length === 0, {
      did: `never returned ${missed.join(' or ')} in 500 calls of selectPeers(${self}, [${members.join(', ')}], 1, …)`,
      expected: 'each of the four others, about 125 times',
      because: 'a range that stops one short, or starts one late, hides a node from everybody',
    });
  }
});

test('returns all others when the fanout is as large as the group, or larger', () => {
  for (const self of numbered(4)) {
    for (const fanout of [3, 4, 5, 100]) {
      const { peers, did } = select(self, numbered(4), fanout);
      const others = sorted(numbered(4).filter((id) => id !== self));
      ensure(sorted(peers) === others, {
        did,
        expected: `the three others, ${others}, once each`,
        because: 'a small group is normal at the start of a cluster, and must not crash it',
      });
    }
  }
});

test('returns nobody when there is nobody else', () => {
  const { peers, did } = select(7, [7], 3);
  ensure(peers.length === 0, {
    did,
    expected: 'an empty list',
    because: 'the first node of a cluster is alone',
  });
});

test('leaves the list of members as it was', () => {
  const before = [6, 2, 9, 0, 3, 8, 1, 4];
  for (const fanout of [1, 4, 20]) {
    const members = countingWrites(before);
    selectPeers(3, members.list, fanout, seeded(5));
    const turned = `selectPeers(3, members, ${fanout}, …) turned members from [${before}] into [${members.list}]`;
    const undone = `selectPeers(3, members, ${fanout}, …) changed members ${members.writes} times, and put it back`;
    ensure(members.writes === 0, {
      did: members.list.join() === before.join() ? undone : turned,
      expected: 'no change: work on a copy, or without one',
      because: 'it is the list of the whole node, and others are reading it',
    });
  }
});

test('returns a new list each time', () => {
  const first = selectPeers(0, numbered(50), 3, seeded(1));
  const asReturned = first.join(', ');
  selectPeers(1, numbered(50), 3, seeded(2));
  ensure(first.join(', ') === asReturned, {
    did: `returned [${asReturned}], and turned that list into [${first.join(', ')}] in the next call`,
    expected: 'an answer that stays as it was',
    because: 'the first caller still holds its list, and now calls the peers of another node',
  });
});

const TRIALS = 10_000;

/** How often each of `keys` came up in many calls for `self`, of the members 0 … size−1. */
function tally(self: NodeId, size: number, fanout: number, keys: string[], seen: (peers: NodeId[]) => string[]) {
  const members = numbered(size);
  const random = seeded(2);
  const counts = new Map(keys.map((key) => [key, 0]));
  for (let trial = 0; trial < TRIALS; trial++) {
    for (const key of seen(selectPeers(self, members, fanout, random))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return unevenness(counts);
}

/**
 * Pearson's statistic against equal shares, and the two keys that differ most. Peers that are chosen
 * without repeats differ less than chi-square allows, so its bound errs on the learner's side.
 */
function unevenness(counts: ReadonlyMap<string, number>) {
  const expected = [...counts.values()].reduce((a, b) => a + b, 0) / counts.size;
  const statistic = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  const ranked = [...counts].sort((a, b) => a[1] - b[1]);
  return { fair: statistic <= chiSquareBound(counts.size - 1), expected, rarest: ranked[0]!, commonest: ranked.at(-1)! };
}

test('favours nobody: every peer is equally likely', () => {
  // Two comparisons, each of which fails fair code with probability 4.7e-10.
  for (const self of [4, 9]) {
    const others = numbered(10).filter((id) => id !== self).map(String);
    const { fair, expected, rarest, commonest } = tally(self, 10, 3, others, (peers) => peers.map(String));
    ensure(fair, {
      did: `for node ${self} chose peer ${commonest[0]} ${commonest[1]} times and peer ${rarest[0]} ${rarest[1]} times, in ${TRIALS} calls`,
      expected: `each of the nine about ${Math.round(expected)} times`,
      because: 'a rumor reaches a neglected node late, and a favourite gets everybody’s calls',
    });
  }
});

test('favours no pair: any two peers are equally likely to be chosen together', () => {
  const pairs = [1, 2, 3, 4, 5, 6].flatMap((a) => numbered(a).slice(1).map((b) => `${b},${a}`));
  const { fair, expected, rarest, commonest } = tally(0, 7, 2, pairs, (peers) => [sorted(peers)]);
  ensure(fair, {
    did: `chose ${commonest[0]} together ${commonest[1]} times, and ${rarest[0]} ${rarest[1]} times, in ${TRIALS} calls`,
    expected: `each of the 15 pairs about ${Math.round(expected)} times`,
    because: 'peers that go together get the same calls, and the rumor runs in circles',
  });
});

further('costs the same in a small group and in a large one', () => {
  const reads = [100, 10_000].map((size) => {
    const members = countingReads(numbered(size));
    selectPeers(5, members.list, 3, seeded(3));
    return members.reads;
  });
  ensure(reads[1]! <= 2 * reads[0]! && reads[1]! <= 30, {
    did: `read the list of members ${reads[0]} times in a group of 100, and ${reads[1]} times in a group of 10,000`,
    expected: 'about as many reads as the fanout, whatever the size',
    because: 'every node does this every round: with a copy of the list, a round costs n times n',
  });
});

function sorted(peers: readonly NodeId[]): string {
  return [...peers].sort((a, b) => a - b).join();
}
