import type { NodeId, Random } from '../src/gossip/types.ts';
import { selectPeers } from '../steps/01-peer-selection/select-peers.ts';
import { successBounds } from './support/chernoff.ts';
import { countingReads } from './support/counting-reads.ts';
import { countingWrites } from './support/counting-writes.ts';
import { further } from './support/further.ts';
import { EXTREMES, stuckAt } from './support/scripted-random.ts';
import { seeded } from './support/seed.ts';
import { call, listed, numbered } from './support/show.ts';
import { ensure, inSituation, test } from './support/step-test.ts';
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
            ? 'a rumor that is told to fewer takes more rounds to reach everybody'
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
      because: strange(peers),
    });
  }
});

/** Why an answer that is not made of members will not do, as far as the answer shows it. */
function strange(peers: readonly unknown[]): string {
  if (peers.includes(undefined)) return 'undefined is what stands before the start of a list, and past its end';
  if (peers.some((peer) => typeof peer === 'string')) return "an id is a number, and the text '10' is nobody’s";
  if (peers.every((peer) => [0, 1, 2, 3].includes(peer as number))) return 'calls go to the ids in the list, not to the places where they stand';
  return 'a call can only go to somebody who is there, and the list says who that is';
}

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
  ensure(listed(first.peers) === listed(again.peers), {
    did: `${first.did},\nand [${listed(again.peers)}] for the same call again`,
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
  for (const members of [[40, 10, 50, 20, 30], [3, 2, 0, 4, 1]]) {
    for (const self of members) {
      const random = seeded(self);
      const called = new Set(numbered(500).flatMap(() => selectPeers(self, [...members], 1, random)));
      const missed = members.filter((peer) => peer !== self && !called.has(peer));
      ensure(missed.length === 0, {
        did: `never returned ${missed.join(' or ')} in 500 calls of selectPeers(${self}, [${members.join(', ')}], 1, …)`,
        expected: 'each of the four others, about 125 times',
        because: missed.join() === '0' ? '0 is an id like any other: whoever is never called is never told anything' : 'whoever is never called is never told anything',
      });
    }
  }
});

test('may choose the same peer twice running: each call is a draw of its own', () => {
  // 100 fair draws among three never repeat the one before with probability (2/3)^99, below 1e-17.
  const random = seeded(6);
  const peers = numbered(100).map(() => selectPeers(1, [0, 1, 2, 3], 1, random)[0]);
  ensure(peers.some((peer, i) => i > 0 && peer === peers[i - 1]), {
    did: `chose ${listed(peers.slice(0, 8))} …, and never the same peer twice running,\nin 100 calls of selectPeers(1, [0, 1, 2, 3], 1, …)`,
    expected: 'the same peer again about every third time',
    because: 'the calls of all nodes go through this function: what one of them drew says nothing about the next',
  });
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

test('remembers nothing of a list that was another one', () => {
  const members: NodeId[] = [];
  // Each differs from the one before in one way: in the caller, in who is there, in what they add up to.
  const groups = [
    { self: 70, now: [70, 71, 72, 73, 74] },
    { self: 71, now: [70, 71, 72, 73, 74] },
    { self: 71, now: [70, 71, 90, 73, 74] },
    { self: 71, now: [70, 71, 88, 75, 74] },
    { self: 71, now: [70, 88, 71, 75, 74] },
    { self: 71, now: [70, 88, 71, 75] },
    { self: 71, now: [70, 88, 71, 75, 76, 77] },
  ];
  for (const [i, { self, now }] of groups.entries()) {
    members.splice(0, members.length, ...now);
    const before = groups[i - 1];
    // The very same list is handed over, and a copy of it.
    for (const list of [members, [...now]]) {
      const peers = selectPeers(self, list, 10, seeded(1));
      const others = sorted(now.filter((id) => id !== self));
      ensure(Array.isArray(peers) && sorted(peers) === others, {
        did: `${call('selectPeers', [self, now, 10], peers)}${before === undefined ? '' : `,\nafter a call for ${before.self} of ${listed(before.now)}`}`,
        expected: `${others}: all the others, as they are in this call`,
        because: 'the group changes between two calls, and other nodes call too: only what is handed over is true now',
      });
    }
  }
});

test('takes any number for an id, however large', () => {
  const members = [3, 0, 300, 70_000, 2 ** 31 + 5, 2 ** 40];
  const situation = {
    when: `when the members were ${listed(members)}`,
    expected: 'five of them: ids are numbers, and need not be 0, 1, 2 …',
    because: 'where nodes come and go, numbers are not used again, and grow',
  };
  const { peers, did } = inSituation(situation, () => select(3, members, 5));
  ensure(sorted(peers) === sorted(members.slice(1)), { ...situation, did, expected: `the five others, ${sorted(members.slice(1))}` });
});

test('returns nobody when there is nobody else', () => {
  const { peers, did } = select(7, [7], 3);
  ensure(peers.length === 0, {
    did,
    expected: 'an empty list',
    because: 'the first node of a cluster is alone',
  });
});

test('returns nobody when the fanout is 0', () => {
  for (const members of [numbered(5), [0, 1]]) {
    const { peers, did } = select(0, members, 0);
    ensure(peers.length === 0, {
      did,
      expected: 'an empty list',
      because: 'the fanout is a budget, and a node without one still listens',
    });
  }
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
  const asReturned = listed(first);
  selectPeers(1, numbered(50), 3, seeded(2));
  ensure(listed(first) === asReturned, {
    did: `returned [${asReturned}], and turned that list into [${listed(first)}] in the next call`,
    expected: 'an answer that stays as it was',
    because: 'the first caller still holds its list, and now calls the peers of another node',
  });
});

const TRIALS = 10_000;

/** How often each of `keys` came up in many calls for `self`, of the members 0 … size−1. */
function tally<Key>(self: NodeId, size: number, fanout: number, keys: readonly Key[], seen: (peers: NodeId[]) => readonly Key[], trials = TRIALS) {
  const members = numbered(size);
  const random = seeded(2);
  const counts = new Map(keys.map((key) => [key, 0]));
  for (let trial = 1; trial <= trials; trial++) {
    const peers = selectPeers(self, members, fanout, random);
    if (peers.length !== fanout) tooFew(call('selectPeers', [self, members, fanout], peers), trial, fanout);
    for (const key of seen(peers)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return unevenness(counts);
}

function tooFew(did: string, trial: number, fanout: number): void {
  ensure(false, {
    did: `${did},\nin call ${trial} of many like it`,
    expected: `${fanout} peers, as before`,
    because: 'a node runs for years, and its last call is as good as its first',
  });
}

/**
 * Pearson's statistic against equal shares, and the two keys that differ most. Peers that are chosen
 * without repeats differ less than chi-square allows, so its bound errs on the learner's side.
 */
function unevenness<Key>(counts: ReadonlyMap<Key, number>) {
  const expected = [...counts.values()].reduce((a, b) => a + b, 0) / counts.size;
  const statistic = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  const ranked = [...counts].sort((a, b) => a[1] - b[1]);
  return { statistic, bound: chiSquareBound(counts.size - 1), expected, rarest: ranked[0]!, commonest: ranked.at(-1)! };
}

test('favours nobody: every peer is equally likely', () => {
  // Two comparisons, each of which fails fair code with probability 4.7e-10.
  for (const self of [4, 9]) {
    const others = numbered(10).filter((id) => id !== self);
    const { statistic, bound, expected, rarest, commonest } = tally(self, 10, 3, others, (peers) => peers);
    ensure(statistic <= bound, {
      did: `for node ${self} chose peer ${commonest[0]} ${commonest[1]} times and peer ${rarest[0]} ${rarest[1]} times, in ${TRIALS} calls`,
      expected: `each of the nine about ${Math.round(expected)} times`,
      because: 'a rumor reaches a neglected node late, and a favourite gets everybody’s calls',
    });
  }
});

const CALLS = 3000;

test('favours nobody in a large group either', () => {
  const others = numbered(150).slice(1);
  const { statistic, bound, expected, rarest, commonest } = tally(0, 150, 2, others, (peers) => peers, CALLS);
  ensure(statistic <= bound, {
    did: `chose peer ${commonest[0]} ${commonest[1]} times and peer ${rarest[0]} ${rarest[1]} times, as node 0 of 150, in ${CALLS} calls`,
    expected: `each of the 149 about ${Math.round(expected)} times`,
    because: 'a rumor reaches a neglected node late, whatever the size of the group',
  });
});

test('favours no pair: any two peers are equally likely to be chosen together', () => {
  const pairs = [1, 2, 3, 4, 5, 6].flatMap((a) => numbered(a).slice(1).map((b) => `${b},${a}`));
  // With a fanout of 3 or 4, pairs that share a peer come up together: that makes the statistic larger
  // by half at most (1.5 is the greatest eigenvalue of the covariance, in place of 1).
  for (const { fanout, calls, wider } of [{ fanout: 2, calls: 5000, wider: 1 }, { fanout: 3, calls: 2000, wider: 1.5 }, { fanout: 4, calls: 1000, wider: 1.5 }]) {
    const { statistic, bound, expected, rarest, commonest } = tally(0, 7, fanout, pairs, pairsOf, calls);
    ensure(statistic <= bound * wider, {
      did: `chose ${commonest[0]} together ${commonest[1]} times, and ${rarest[0]} ${rarest[1]} times,\nin ${calls} calls with fanout ${fanout}`,
      expected: `each of the 15 pairs about ${Math.round(expected)} times`,
      because: 'peers that go together get the same calls, and the rumor runs in circles',
    });
  }
});

function pairsOf(peers: readonly NodeId[]): string[] {
  const pairs: string[] = [];
  for (const a of peers) for (const b of peers) if (a < b) pairs.push(`${a},${b}`);
  return pairs;
}

test('keeps no two peers of a large group apart', () => {
  const [size, random, members] = [150, seeded(4), numbered(150)];
  const pairs = numbered(CALLS).map(() => selectPeers(0, members, 2, random));
  for (const step of [32, 64]) {
    const apart = pairs.filter(([a, b]) => (a! - b!) % step === 0).length;
    // Of 149 peers in a row, 149 − d pairs are d apart.
    const chance = range(step, size - 1, step).reduce((sum, d) => sum + size - 1 - d, 0) / (((size - 1) * (size - 2)) / 2);
    ensure(apart >= successBounds(CALLS, chance)[0], {
      did: `chose two peers that are ${range(step, size - 1, step).join(', ')} apart ${apart} times, as node 0 of 150, in ${CALLS} calls`,
      expected: `about ${Math.round(CALLS * chance)} times`,
      because: 'each choice is equally likely: whoever is called keeps nobody else from being called as well',
    });
  }
});

function range(from: number, below: number, step: number): number[] {
  return from < below ? [from, ...range(from + step, below, step)] : [];
}

test('leaves no part of a large group out', () => {
  // 500 fair draws miss a tenth of the group with probability below (9/10)^500, below 1e-22.
  const [size, parts, fanout] = [3000, 10, 500];
  const counts = new Array<number>(parts).fill(0);
  for (const peer of selectPeers(5, numbered(size), fanout, seeded(1))) counts[Math.floor((peer * parts) / size)]!++;
  const missed = counts.indexOf(0);
  const from = (size / parts) * missed;
  ensure(missed === -1, {
    did: `selectPeers(5, [0, 1, 2 … ${size - 1}], ${fanout}, …) returned nobody from ${from} to ${from + size / parts - 1}`,
    expected: `about ${Math.round(fanout / parts)} of them, as of each other tenth of the group`,
    because: 'a part of the group that so large a call misses hears everything late, if at all',
  });
});

/** More than fit into the bits of a number; nearly all; many of very many. */
const CROWDS = [
  { size: 150, fanout: 100 },
  { size: 1001, fanout: 990 },
  { size: 3000, fanout: 500 },
];

test('finds as many as the fanout asks for in a large group', () => {
  for (const { size, fanout } of CROWDS) {
    const what = `selectPeers(5, [0, 1, 2 … ${size - 1}], ${fanout}, …)`;
    const expected = `${fanout} different peers: there are ${size - 1}`;
    const because = 'a rumor that is told to fewer takes more rounds to reach everybody, in a large group too';
    const peers = inSituation({ when: `in ${what}`, expected, because }, () => selectPeers(5, numbered(size), fanout, seeded(1)));
    const different = new Set(peers).size;
    ensure(peers.length === fanout && different === fanout, {
      did: `${what} returned ${peers.length === different ? `${different} peers` : `${different} different peers, ${peers.length - different} of them more than once`}`,
      expected,
      because,
    });
  }
});

further('costs the same in a small group and in a large one', () => {
  const reads = [100, 10_000].map((size) => {
    const members = countingReads(numbered(size));
    const peers = selectPeers(5, members.list, 3, seeded(3));
    ensure(new Set(peers).size === 3 && peers.every((id) => id !== 5 && id >= 0 && id < size), {
      did: `selectPeers(5, members, 3, …) returned [${listed(peers)}] in a group of ${size}`,
      expected: 'three different others, read from the list that it was given',
      because: 'an answer may only cost little if it is one',
    });
    return members.reads;
  });
  ensure(reads[1]! <= 2 * reads[0]! && reads[1]! <= 30, {
    did: `read the list of members ${reads[0]} times in a group of 100, and ${reads[1]} times in a group of 10,000`,
    expected: 'about as many reads as the fanout, whatever the size',
    because: 'every node does this every round: with a copy of the list, a round costs n times n',
  });
});

/** In the order of their numbers, and shown so that the text '1' is not the number 1. */
function sorted(peers: readonly NodeId[]): string {
  return listed([...peers].sort((a, b) => a - b));
}
