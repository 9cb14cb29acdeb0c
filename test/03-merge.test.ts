import fc from 'fast-check';
import type { Update } from '../src/gossip/types.ts';
import { brief } from '../src/host/brief.ts';
import { defineScenario, type Scenario, type Write } from '../src/sim/scenario.ts';
import { Simulation } from '../src/sim/simulate.ts';
import type { Push } from '../steps/02-push/push.ts';
import { createNode, isNewer, merge } from '../steps/03-merge/merge.ts';
import { limited } from './support/limited.ts';
import { oneNode } from './support/one-node.ts';
import { replayOf } from './support/run.ts';
import { seed, seeds } from './support/seed.ts';
import { listed, lostInAnObject, numbered, snapshot } from './support/show.ts';
import { ensure, test } from './support/step-test.ts';

/** Key, version and writer name an update. The value follows from them, and says nothing about the order. */
function update(version: number, writer = 4, key = 'rumor'): Update {
  return { key, value: 'fbdace'[(5 * version + 7 * writer + key.length) % 6]!, version, writer };
}

const named = ({ version, writer, key }: Update): string => `${key === 'rumor' ? '' : `${brief(key)} `}version ${brief(version)} by writer ${brief(writer)}`;

const all = (updates: readonly Update[]): string => (updates.length === 0 ? 'nothing' : updates.map(named).join(', '));

/** The same updates in the same order, whichever objects they are. */
const same = (a: readonly Update[], b: readonly Update[]): boolean => texts(a).join() === texts(b).join();

const texts = (updates: readonly Update[]): string[] =>
  updates.map(({ key, value, version, writer }) => JSON.stringify([key, value, version, writer]));

const sorted = (updates: readonly Update[]): Update[] => [...updates].sort((a, b) => (a.key < b.key ? -1 : 1));

const copies = (updates: readonly Update[]): Update[] => updates.map((one) => ({ ...one }));

const knownFrom = (...updates: Update[]): Map<string, Update> => new Map(updates.map((one) => [one.key, one]));

/** Calls `merge`, and says so if the answer is no list. */
function merged(known: Map<string, Update>, incoming: readonly Update[]): Update[] {
  const news = merge(known, incoming);
  const isList = Array.isArray(news);
  ensure(isList, {
    did: `merge(known, …) returned ${isList ? 'a list' : brief(news)}`,
    expected: 'the list of updates that were news, an empty one if none was',
    because: 'step 04 walks through that list, and spreads what is in it',
  });
  ensure(news.every((one) => typeof one?.key === 'string'), () => ({
    did: `merge(known, …) returned ${brief(news)}`,
    expected: 'a list of updates: those that were news, as they came',
    because: 'step 04 walks through that list, and spreads what is in it',
  }));
  return news;
}

/** `newer` must replace `older`, and not the other way round. */
function ordered(older: Update, newer: Update, because: string): void {
  const answers = [isNewer({ ...newer }, { ...older }), isNewer({ ...older }, { ...newer })];
  const [there, back] = answers;
  ensure(there === true && back === false, {
    did: [
      `isNewer(${named(newer)}, ${named(older)}) returned ${brief(there)},`,
      `the other way round ${brief(back)}`,
    ].join('\n'),
    expected: 'true, and false the other way round',
    because: typeof there === 'number' ? NO_NUMBERS : there === back ? (there ? NEVER_SETTLE : FIRST_STAYS) : because,
  });
}

const NEVER_SETTLE = 'where each replaces the other, what arrives last wins, and that differs from node to node';
const NO_NUMBERS = 'a yes or no is asked for, and of all numbers only 0 counts as no';
const FIRST_STAYS = 'where neither replaces the other, every node keeps what it heard first, for ever';

test('takes any update over none', () => {
  const answer = isNewer(update(1, 0), undefined);
  ensure(answer === true, {
    did: `isNewer(${named(update(1, 0))}, undefined) returned ${brief(answer)}`,
    expected: 'true',
    because: 'a node that knows nothing about a key must take what it hears',
  });
});

test('lets the greater version win, whoever wrote it', () => {
  for (const [older, newer] of [[1, 2], [2, 3], [1, 8]] as const) {
    for (const [first, second] of [[4, 4], [0, 9], [9, 0], [5000, 3], [2 ** 40, 0]] as const) {
      ordered(update(older, first), update(newer, second), 'the version counts the writes: the writer matters only where versions are equal');
    }
  }
});

test('compares versions as numbers: 10 is greater than 9', () => {
  for (const [older, newer] of [[9, 10], [2, 10], [99, 100], [2 ** 31 - 1, 2 ** 31], [3, 2 ** 40]] as const) {
    ordered(update(older), update(newer), 'a version counts up for years: it outgrows one digit, and 32 bits');
  }
});

test('breaks a tie the same way from both sides', () => {
  for (const [lesser, greater] of [[0, 1], [4, 6], [9, 10], [3, 20], [70, 5000]] as const) {
    for (const version of [1, 2, 10]) {
      ordered(update(version, lesser), update(version, greater), 'all nodes go by one rule: of equal versions, the greater writer');
    }
  }
});

test('compares writers of any size, also beside versions of any size', () => {
  const writers = [[12_345, 1_000_000], [2 ** 31 - 1, 2 ** 31], [2 ** 31 + 5, 2 ** 32 + 7], [9_999_999_999, 2 ** 40]] as const;
  for (const [lesser, greater] of writers) {
    for (const version of [1, 2 ** 31]) {
      ordered(update(version, lesser), update(version, greater), 'a writer is a number like any other: an id has as many digits as it needs');
    }
  }
});

test('does not take an update for newer than itself', () => {
  for (const known of [update(3), update(3, 0), update(1, 2 ** 31)]) {
    const { key, value, version, writer } = known;
    const cases = [
      ['the very same object', known],
      ['a copy of it', { ...known }],
      ['a copy with its fields in another order', { writer, version, value, key }],
    ] as const;
    for (const [what, again] of cases) {
      const answer = isNewer(again, known);
      ensure(answer === false, {
        did: `isNewer(${named(known)}, ${what}) returned ${brief(answer)}`,
        expected: 'false: the same version by the same writer is the same update',
        because: 'an update comes many times, as a copy each time: only the first is news',
      });
    }
  }
});

test('goes by version and writer, whatever the value', () => {
  for (const [was, is] of [['', 'a'], ['a', ''], ['', ''], ['a', 'a']] as const) {
    const older = { ...update(1), value: was };
    for (const newer of [{ ...update(2), value: is }, { ...update(1, 9), value: is }]) {
      const answers = [isNewer({ ...newer }, { ...older }), isNewer({ ...older }, { ...newer })];
      ensure(answers[0] === true && answers[1] === false, {
        did: `isNewer(${brief(newer)}, ${brief(older)}) returned ${brief(answers[0])},\nthe other way round ${brief(answers[1])}`,
        expected: 'true, and false the other way round',
        because: 'a value can be anything, an empty text too: it says nothing about which update is newer',
      });
    }
    const again = isNewer({ ...older }, { ...older });
    ensure(again === false, {
      did: `isNewer(${brief(older)}, a copy of it) returned ${brief(again)}`,
      expected: 'false: the same version by the same writer is the same update',
      because: 'a value can be anything, an empty text too: it says nothing about which update is newer',
    });
  }
});

// These two come first: code that writes into updates makes all its other answers look strange.
// Their keys are their own: what code remembers of these calls must not show in others.

test('leaves what arrived as it was', () => {
  const known = knownFrom(update(3, 4, 'first'), update(1, 4, 'other'));
  const objects = [update(5, 6, 'first'), update(2, 4, 'first'), update(2, 9, 'other'), update(1, 1, 'third'), update(3, 4, 'first')];
  const [before, list] = [objects.map(snapshot), [...objects]];
  const versions = objects.map(({ version }) => version).join(', ');
  merged(known, list);
  ensure(list.length === objects.length && list.every((one, i) => one === objects[i]), {
    did: `turned the list that arrived, with the versions ${versions}, into ${list.map(({ version }) => version).join(', ') || 'an empty one'}`,
    expected: 'the list as it came',
    because: THEIRS_TOO,
  });
  const changed = objects.findIndex((one, i) => snapshot(one) !== before[i]);
  ensure(changed === -1, {
    did: `wrote into an update that arrived, and turned it into\n${snapshot(objects[changed] ?? {})}`,
    expected: `${before[changed]}, as it came`,
    because: THEIRS_TOO,
  });
});

const THEIRS_TOO = 'the message may still be read by others: it is theirs as well';

test('replaces what it knew, and writes nothing into it', () => {
  for (const [version, writer] of [[2, 6], [2, 4], [1, 9], [1, 0], [1, 4]] as const) {
    const [object, next] = [update(1, 4, 'held'), update(version, writer, 'held')];
    const before = snapshot(object);
    merged(knownFrom(object), [next]);
    ensure(snapshot(object) === before, {
      did: `told version ${version} by writer ${writer} when it knew version 1 by writer 4,\nwrote into what it knew, and turned it into ${snapshot(object)}`,
      expected: `${before}, as it was, whatever stands in the map afterwards`,
      because: 'somebody may still hold the old update: a message on its way, or a rumor in step 04',
    });
  }
});

test('stores what is newer, and returns it', () => {
  const known = new Map<string, Update>();
  for (const next of [update(1, 4), update(2, 0), update(2, 6), update(10, 1)]) {
    const before = known.get('rumor');
    const knew = before ? named(before) : 'nothing';
    const news = merged(known, [{ ...next }]);
    const now = known.get('rumor');
    ensure(now !== undefined && same([now], [next]) && same(news, [next]), {
      did: `told ${named(next)} when it knew ${knew},\nthen knew ${now ? brief(now) : 'nothing'}, and returned ${all(news)}`,
      expected: `to know, and to return, ${brief(next)}`,
      because: 'what is newer is taken whole, and it is news',
    });
  }
});

test('goes by what it is handed, and remembers nothing else', () => {
  const nodes = [new Map<string, Update>(), new Map<string, Update>()];
  const list = [update(1, 4, 'told twice')];
  const news = nodes.map((known) => merged(known, list));
  const taken = nodes.map((known, i) => known.get('told twice') !== undefined && news[i]!.length === 1);
  ensure(taken[0] === true && taken[1] === true, {
    did: `told two nodes the same, ${taken[0] ? 'let only the first' : taken[1] ? 'let only the second' : 'let neither'} take it`,
    expected: 'both take it, and both call it news',
    because: 'each node has a `known` of its own: what one has heard is new to the other',
  });
});

test('looks into a list anew, and into the map, each time', () => {
  const [known, list] = [new Map<string, Update>(), [update(1, 4, 'held')]];
  merged(known, list);
  list[0] = update(2, 4, 'held');
  const second = merged(known, list);
  ensure(same(second, [update(2, 4, 'held')]), {
    did: `told a list that it was told before, and that now held ${all(list)},\nwhen it knew version 1, returned ${all(second)}`,
    expected: all(list),
    because: 'whoever hands a list over may fill it again: what is in it now is what is told',
  });
  known.clear();
  const third = merged(known, list);
  ensure(same(third, list), {
    did: `told ${all(list)}, which it had been told before,\nwhen the map was empty again, returned ${all(third)}`,
    expected: all(list),
    because: 'the map is all that a node knows: a node that starts anew has an empty one, and must learn again',
  });
});

test('leaves what it knows when it hears something stale, or the same again', () => {
  const best = update(10, 4);
  for (const next of [update(9, 4), update(9, 20), update(10, 0), update(1, 4), { ...best }, best]) {
    const known = knownFrom(best);
    // The last of them is the very object that is known.
    const news = merged(known, [next]);
    const now = known.get('rumor');
    ensure(now !== undefined && same([now], [best]) && news.length === 0, {
      did: `told ${named(next)} when it knew ${named(best)},\nthen knew ${now ? named(now) : 'nothing'}, and returned ${all(news)}`,
      expected: `still to know ${named(best)}, and to return nothing`,
      because: 'old news comes late or twice all the time, and must not be spread again as new',
    });
  }
});

test('keeps the keys apart', () => {
  const known = knownFrom(update(9, 9, 'other'), update(1, 4));
  merged(known, [update(2, 4), update(1, 0, 'third')]);
  const right = [update(9, 9, 'other'), update(2, 4), update(1, 0, 'third')];
  const now = [...known.values()];
  ensure(texts(now).sort().join() === texts(right).sort().join(), {
    did: `told ${all([update(2, 4), update(1, 0, 'third')])},\nwhen it knew ${all([update(9, 9, 'other'), update(1, 4)])},\nthen knew ${all(now)}`,
    expected: all(right),
    because: 'every key has a count of its own, and what a message leaves out is still true',
  });
});

test('returns exactly what was news, in the order in which it came', () => {
  const known = knownFrom(update(5, 4, 'a'), update(5, 4, 'c'), update(5, 4, 'e'));
  // One writer for all, so that it need not be repeated for each.
  const versions = (updates: readonly Update[]): string => updates.map(({ key, version }) => `'${key}' version ${version}`).join(', ') || 'nothing';
  const knew = versions([...known.values()]);
  const incoming = [update(4, 4, 'a'), update(1, 4, 'b'), update(5, 4, 'c'), update(6, 4, 'e'), update(2, 4, 'd')];
  const right = [incoming[1]!, incoming[3]!, incoming[4]!];
  const news = merged(known, copies(incoming));
  ensure(same(news, right), {
    did: `told ${versions(incoming)},\nwhen it knew ${knew}, all by writer 4,\nreturned ${versions(news)}`,
    expected: versions(right),
    because: same(sorted(news), sorted(right))
      ? 'step 04 tells others in this order: what came first is told first'
      : 'one update that is stale says nothing about the next one, and only news is spread',
  });
  const stored = right.every((one) => same([known.get(one.key) ?? update(0)], [one]));
  ensure(stored, {
    did: `called news: ${all(news)},\nbut then knew: ${all([...known.values()])}`,
    expected: 'to know what it called news',
    because: 'what is called news is spread, and must be there to be spread',
  });
});

test('takes every key for a key of its own', () => {
  const keys = ['', '__proto__', 'constructor', 'A', ' a', '1', '01', 'a1'];
  // 'a' version 11 and 'a1' version 1 are the same letters, too.
  const incoming = [update(11, 1, 'a'), ...keys.map((key) => update(1, 1, key))];
  const known = new Map<string, Update>();
  const news = merged(known, copies(incoming));
  const missed = incoming.filter((one) => !same([known.get(one.key) ?? update(0)], [one]));
  ensure(missed.length === 0 && same(news, incoming), {
    did: `told of the keys ${listed(incoming.map(({ key }) => key))}, when it knew nothing,\n${missed.length === 0 ? `returned news of ${listed(news.map(({ key }) => key))}` : `did not know ${listed(missed.map(({ key }) => key))} then`}`,
    expected: 'to know each of them, and to return each',
    because: lostInAnObject(incoming.filter((one) => missed.includes(one) || !news.some((other) => same([other], [one]))).map(({ key }) => key)) ?? 'a key is any text that a client chose: no two are the same, and none has a meaning',
  });
});

test('takes in as many updates as come', () => {
  const known = new Map<string, Update>();
  const incoming = numbered(500).map((n) => update(1, 4, `key ${n}`));
  const news = merged(known, copies(incoming));
  ensure(known.size === 500 && same(news, incoming), {
    did: `told 500 updates with 500 keys, knew ${known.size} of them then, and returned ${news.length}`,
    expected: '500 and 500',
    because: 'what a node does not take in, or does not call news, it never tells anybody',
  });
});

test('finds the newest of several in one list, whatever their order', () => {
  const [one, two, three] = [update(1), update(2), update(2, 7)];
  const lists = [[one, two], [two, one], [one, two, three], [three, two, one], [two, three, one], [one, { ...one }]];
  for (const incoming of lists) {
    const known = new Map<string, Update>();
    const news = merged(known, copies(incoming));
    const newest = incoming.includes(three) ? three : incoming.includes(two) ? two : one;
    const now = known.get('rumor');
    // What was overtaken later in the same list may be returned, because it was news when its turn came.
    const byThen = incoming.filter((next, i) => incoming.slice(0, i).every((before) => isNewer(next, before)));
    const rest = byThen.slice();
    const inOrder = news.every((next) => {
      while (rest.length > 0 && !same([rest[0]!], [next])) rest.shift();
      return rest.shift() !== undefined;
    });
    ensure(now !== undefined && same([now], [newest]) && inOrder && same(news.slice(-1), [newest]), {
      did: `told ${all(incoming)},\nthen knew ${now ? named(now) : 'nothing'}, and returned ${all(news)}`,
      expected: `to know ${named(newest)}, and to return ${all(byThen)}`,
      because: 'each update is compared with what is known when its turn comes, not when the list came',
    });
  }
});

test('keeps the order of news of several keys, and returns nothing twice', () => {
  const [one, other, two] = [update(1), update(1, 4, 'other'), update(2)];
  const news = merged(new Map(), [one, other, two]);
  // What was overtaken later in the same list may be left out.
  ensure(same(news, [one, other, two]) || same(news, [other, two]), {
    did: `told ${all([one, other, two])},\nreturned ${all(news)}`,
    expected: all([one, other, two]),
    because: 'step 04 tells others in this order: what came first is told first',
  });
  const twice = merged(new Map(), [one, one]);
  ensure(same(twice, [one]), {
    did: `told one update twice in one list, returned ${all(twice)}`,
    expected: all([one]),
    because: 'when its second turn comes, it is known already',
  });
});

test('returns a new list each time', () => {
  const known = new Map<string, Update>();
  const incoming = [update(1)];
  const first = merged(known, incoming);
  const firstTime = all(first);
  ensure(first !== incoming, {
    did: 'returned the very list that it was handed',
    expected: 'a list of its own, also where all of it was news',
    because: 'the list that arrived belongs to whoever handed it over, and may be filled again',
  });
  merged(known, [update(2)]);
  ensure(all(first) === firstTime, {
    did: `returned ${firstTime}, and turned that list into ${all(first)} in the next call`,
    expected: 'an answer that stays as it was',
    because: 'the first caller may still be walking through its list',
  });
  const none = merged(known, [update(1)]);
  // An answer that is frozen is right, too.
  if (!Object.isFrozen(none)) none.push(update(9));
  const noneAgain = merged(known, [update(1)]);
  ensure(noneAgain.length === 0, {
    did: `returned an empty list, and the same list again in the next call,\nwith ${all(noneAgain)} in it, which the first caller had put there`,
    expected: 'an empty list of its own for each caller',
    because: 'whoever is handed an answer may go on filling it: another caller must not find that in theirs',
  });
});

/** Two keys, and versions and writers on both sides of a power of ten. */
const anyUpdate = fc
  .record({
    version: fc.constantFrom(1, 2, 3, 9, 10, 11),
    writer: fc.constantFrom(0, 1, 2, 9, 10),
    key: fc.constantFrom('rumor', 'other'),
  })
  .map(({ version, writer, key }) => update(version, writer, key));
const anyList = fc.array(anyUpdate, { maxLength: 3 });

/** Everything that is known after hearing these lists, one after the other. */
function after(...lists: readonly (readonly Update[])[]): Update[] {
  const known = new Map<string, Update>();
  for (const list of lists) merged(known, copies(list));
  return sorted([...known.values()]);
}

/** A way of hearing three lists, and what is known then. */
type Way = readonly [how: string, hear: (a: Update[], b: Update[], c: Update[]) => Update[]];

/** Looks for three lists that are not the same heard one way and the other, and for the smallest ones. */
function equally([how, hear]: Way, [otherHow, otherHear]: Way, because: string): void {
  const { counterexample } = fc.check(
    fc.property(anyList, anyList, anyList, (a, b, c) => same(hear(a, b, c), otherHear(a, b, c))),
    { seed: seed(3), numRuns: 100 },
  );
  if (counterexample === null) return;
  // What the code throws, if it does, is thrown again here.
  const [a, b, c] = counterexample;
  const lists = [a, b, c].map((list, i) => `${'ABC'[i]}: ${all(list)}`).join('\n');
  ensure(false, {
    did: `${lists}\n${how}: knew ${all(hear(a, b, c))}\n${otherHow}: knew ${all(otherHear(a, b, c))}`,
    expected: 'to know the same, either way',
    because,
  });
}

test('commutative: the order in which messages arrive does not matter', () => {
  equally(
    ['told A, then B, then C', (a, b, c) => after(a, b, c)],
    ['told C, then A, then B', (a, b, c) => after(c, a, b)],
    'the network puts messages in any order, another one for each node',
  );
});

test('associative: which updates travel together does not matter', () => {
  equally(
    ['told A and B merged, then C', (a, b, c) => after(after(a, b), c)],
    ['told A, then B and C merged', (a, b, c) => after(a, after(b, c))],
    'an update may come straight from its writer, or merged with others on the way',
  );
});

test('idempotent: hearing something again changes nothing', () => {
  equally(
    ['told A, B and C once', (a, b, c) => after(a, b, c)],
    ['told A, B and C, and all of it again', (a, b, c) => after(a, b, c, a, b, c)],
    'gossip tells everything many times: that is how it survives losses',
  );
});

test('the node of step 02 decides by this merge', () => {
  const one = oneNode<Push>(createNode);
  for (const next of [update(1, 4), update(2, 3), update(1, 9)]) one.tell(7, { type: 'push', updates: [next] });
  const told = one.round().flatMap(({ message }) => message.updates);
  const known = one.node.read('rumor');
  ensure(known !== undefined && same([known], [update(2, 3)]) && same(told, [update(2, 3)]), {
    did: `told versions 1, 2 and 1, knew ${known ? named(known) : 'nothing'}, and told others ${all(told)}`,
    expected: `${named(update(2, 3))}, and to tell others the same`,
    because: 'a merge that no node uses settles nothing: createNode passes it on to your step 02',
  });
});

const write = (node: number, value: string, version: number, round = 1): Write => ({ round, node, key: 'rumor', value, version });
const [west, east] = [numbered(20), numbered(20).map((id) => 20 + id)];

/**
 * Plays 40 nodes until everybody holds `winner`. With everybody pushing and half of the group
 * convinced, a node misses the winner in a round with probability below e^(−(1−loss)/2), and in the
 * last 100 of 150 rounds with loss 0.3 below e^(−35).
 */
function settles(winner: string, changes: Partial<Scenario>, because: string): void {
  for (const seed of seeds(2)) {
    const scenario = defineScenario({ nodes: 40, rounds: 150, seed, ...changes });
    const budget = { most: 40 * scenario.rounds * scenario.fanout, sent: 0 };
    const simulation = new Simulation(scenario, limited(createNode, budget));
    const values = (): (string | undefined)[] => simulation.nodes.map((node) => node.read('rumor')?.value);
    const lastWrite = Math.max(...changes.writes!.map(({ round }) => round));
    simulation.run(() => simulation.round > lastWrite && values().every((value) => value === winner));
    const counts = [...new Set(values())].map((value) => `${brief(value)} on ${values().filter((other) => other === value).length} nodes`);
    ensure(values().every((value) => value === winner), {
      did: `after ${simulation.round} rounds, ended with ${counts.sort().join(' and ')}`,
      expected: `'${winner}' on all 40`,
      because,
      replay: () => replayOf(3, scenario, { round: simulation.round }),
    });
  }
}

const SAME_VERSION = 'two writers gave the same version: the greater writer is right for everybody';

test('two writers of one version: everybody ends with the same value', () => {
  settles('b', { writes: [write(0, 'a', 1), write(20, 'b', 1)] }, SAME_VERSION);
  settles('a', { writes: [write(0, 'b', 1), write(20, 'a', 1)] }, SAME_VERSION);
});

test('two versions: everybody ends with the newer one, also where it comes first', () => {
  const because = 'the greater version is newer, whoever wrote it, and whenever it arrives';
  settles('b', { writes: [write(0, 'b', 2), write(20, 'a', 1)] }, because);
  settles('b', { writes: [write(0, 'b', 10), write(20, 'a', 9, 8)] }, because);
});

test('losses and detours change nothing about who wins', () => {
  const writes = [write(0, 'a', 1), write(20, 'b', 1), write(5, 'c', 1, 3)];
  settles('b', { writes, loss: 0.3 }, SAME_VERSION);
  settles('b', { writes, latency: [50, 4000], fanout: 2 }, SAME_VERSION);
});

test('two halves that were cut off from each other agree when the cut heals', () => {
  const writes = [write(0, 'a', 3), write(20, 'b', 2)];
  const faults = [{ type: 'link', from: west, to: east, loss: 1, at: 1, until: 12 }] as const;
  settles('a', { writes, faults }, 'each half was sure of its value: the greater version wins when they meet');
});
