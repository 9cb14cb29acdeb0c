import type { NodeId, Random } from '../src/gossip/types.ts';
import { SeededRandom } from '../src/sim/random.ts';
import { selectPeers } from '../steps/01-peer-selection/select-peers.ts';
import { countingReads } from './support/counting-reads.ts';
import { further } from './support/further.ts';
import { EXTREMES, scripted } from './support/scripted-random.ts';
import { call, numbered } from './support/show.ts';
import { ensure, test } from './support/step-test.ts';
import { chiSquareBound } from './support/statistics.ts';

/** Calls `selectPeers` with a list that nobody can change, and says so if the answer is no list. */
function select(self: NodeId, members: readonly NodeId[], fanout: number, random: Random = new SeededRandom(1)) {
  const peers = selectPeers(self, Object.freeze([...members]), fanout, random);
  const did = call('selectPeers', [self, members, fanout], peers);
  ensure(Array.isArray(peers), {
    did,
    expected: 'a list of node ids',
    because: 'whoever calls selectPeers walks through a list',
  });
  return { peers, did };
}

test('returns as many peers as the fanout asks for', () => {
  for (const fanout of [1, 2, 3, 5]) {
    for (let self = 0; self < 10; self++) {
      const { peers, did } = select(self, numbered(10), fanout, new SeededRandom(self));
      ensure(peers.length === fanout, {
        did,
        expected: `${fanout} of the nine others`,
        because: 'choosing first and leaving out `self` afterwards can come up short',
      });
    }
  }
});

test('returns members of the list, and nothing else', () => {
  for (const fraction of EXTREMES) {
    const { peers, did } = select(20, [10, 20, 30, 40], 2, scripted(fraction));
    ensure(peers.every((peer) => [10, 30, 40].includes(peer)), {
      did,
      expected: 'two of 10, 30 and 40: the ids, not their places in the list',
      because: 'an id that is not in the list belongs to nobody, and undefined cannot be called',
    });
  }
});

test('never returns the caller itself', () => {
  for (let self = 0; self < 6; self++) {
    for (const fraction of EXTREMES) {
      const { peers, did } = select(self, numbered(6), 2, scripted(fraction));
      ensure(!peers.includes(self), {
        did,
        expected: `others only, not ${self}`,
        because: 'a call to yourself tells nobody anything',
      });
    }
  }
});

test('never returns anybody twice, even when the randomness repeats itself', () => {
  for (const fraction of EXTREMES) {
    for (const fanout of [2, 3, 4]) {
      const { peers, did } = select(0, numbered(6), fanout, scripted(fraction));
      ensure(new Set(peers).size === peers.length, {
        did,
        expected: `${fanout} different peers`,
        because: 'the second message to the same peer is wasted, and somebody else goes without',
      });
    }
  }
});

test('returns all others when the fanout is as large as the group, or larger', () => {
  for (const fanout of [3, 4, 100]) {
    const { peers, did } = select(2, numbered(4), fanout);
    ensure(sorted(peers) === '0,1,3', {
      did,
      expected: 'the three others, once each',
      because: 'a small group is normal at the start of a cluster, and must not crash it',
    });
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
  const members = numbered(8);
  selectPeers(3, members, 4, new SeededRandom(5));
  ensure(members.join() === numbered(8).join(), {
    did: `turned the members 0 … 7 into ${members.join(', ')}`,
    expected: 'the same list, in the same order',
    because: 'it is the list of the whole node, and others are reading it',
  });
});

test('draws only on the randomness it is given', () => {
  const first = select(0, numbered(50), 5, new SeededRandom(11));
  const again = select(0, numbered(50), 5, new SeededRandom(11));
  ensure(first.peers.join() === again.peers.join(), {
    did: `${first.did}, and with the same seed ${again.peers.join(', ')}`,
    expected: 'the same peers for the same seed',
    because: 'a run that cannot be repeated cannot be understood',
  });
  const seeds = numbered(20).map((seed) => sorted(select(0, numbered(50), 5, new SeededRandom(seed)).peers));
  ensure(new Set(seeds).size > 1, {
    did: `returned ${seeds[0]} for each of twenty seeds`,
    expected: 'other peers for another seed',
    because: 'a choice that never varies leaves the rest of the group out for ever',
  });
});

/** How often each key was seen. */
type Tally = Map<string, number>;

const TRIALS = 20_000;

function tally(self: NodeId, members: readonly NodeId[], fanout: number, keys: (peers: NodeId[]) => string[]): Tally {
  const random = new SeededRandom(2);
  const counts: Tally = new Map();
  for (let trial = 0; trial < TRIALS; trial++) {
    for (const key of keys(selectPeers(self, members, fanout, random))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Pearson's statistic against equal shares, and the two keys that differ most. */
function unevenness(counts: Tally, cells: number) {
  const total = [...counts.values()].reduce((a, b) => a + b, 0);
  const expected = total / cells;
  const unseen = (cells - counts.size) * expected;
  const statistic = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, unseen);
  const ranked = [...counts].sort((a, b) => a[1] - b[1]);
  return { statistic, expected, rarest: ranked[0]!, commonest: ranked.at(-1)! };
}

test('favours nobody: every peer is equally likely', () => {
  for (const self of [0, 4, 9]) {
    const counts = tally(self, numbered(10), 3, (peers) => peers.map(String));
    const { statistic, expected, rarest, commonest } = unevenness(counts, 9);
    ensure(statistic <= chiSquareBound(8), {
      did: `for node ${self} chose peer ${commonest[0]} ${commonest[1]} times and peer ${rarest[0]} ${rarest[1]} times, of ${TRIALS}`,
      expected: `each of the nine about ${Math.round(expected)} times`,
      because: 'a rumor reaches a neglected node late, and a favourite gets everybody’s calls',
    });
  }
});

test('favours no pair: any two peers are equally likely to be chosen together', () => {
  const counts = tally(0, numbered(7), 2, (peers) => [sorted(peers)]);
  const { statistic, expected, rarest, commonest } = unevenness(counts, 15);
  ensure(statistic <= chiSquareBound(14), {
    did: `chose ${commonest[0]} together ${commonest[1]} times, and ${rarest[0]} ${rarest[1]} times, of ${TRIALS}`,
    expected: `each of the 15 pairs about ${Math.round(expected)} times`,
    because: 'neighbours in the list that always go together make the calls predictable',
  });
});

further('costs the same in a small group and in a large one', () => {
  const reads = [100, 100_000].map((size) => {
    const members = countingReads(numbered(size));
    selectPeers(5, members.list, 3, new SeededRandom(3));
    return members.reads;
  });
  ensure(reads[1]! <= 2 * reads[0]! && reads[1]! <= 30, {
    did: `read the list of members ${reads[0]} times in a group of 100, and ${reads[1]} times in a group of 100,000`,
    expected: 'about as many reads as the fanout, whatever the size',
    because: 'every node does this every round: with a copy of the list, a round costs n times n',
  });
});

function sorted(peers: readonly NodeId[]): string {
  return [...peers].sort((a, b) => a - b).join();
}
