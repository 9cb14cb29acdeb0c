import type { Decay, Effect, NodeId, NodeSetup, Update } from '../src/gossip/types.ts';
import { createNode, type Feedback } from '../steps/04-rumor-decay/rumor-decay.ts';
import type { Push } from '../steps/02-push/push.ts';
import { successBounds } from './support/chernoff.ts';
import { epidemic, POPULATION, type Outcome } from './support/epidemic.ts';
import { further, furtherOfRuns } from './support/further.ts';
import { medianRun, RUNS } from './support/median-of-runs.ts';
import { oneNode, only, told, type OneNode } from './support/one-node.ts';
import { replayOf } from './support/run.ts';
import { seeded, seeds } from './support/seed.ts';
import { lostInAnObject, numbered, snapshot } from './support/show.ts';
import { aRun, ensure, inSituation, test, testOfRuns } from './support/step-test.ts';

type Rumors = OneNode<Push | Feedback>;

const RUMOR: Update = { key: 'rumor', value: 'a', version: 1, writer: 4 };
const OTHER: Update = { key: 'other', value: 'b', version: 1, writer: 5 };
const NEWER: Update = { ...RUMOR, value: 'c', version: 2, writer: 6 };
/** The next version, which says the same again. */
const SAME_VALUE: Update = { ...NEWER, value: 'a' };
/** The same version by a greater writer, which replaces that of {@link RUMOR}. */
const TWIN: Update = { ...RUMOR, value: 'c', writer: 6 };

const nameOf = ({ version, writer }: { readonly version: number; readonly writer: NodeId }): string => `version ${version} by writer ${writer}`;

const start = (changes: Partial<NodeSetup> = {}): Rumors => oneNode<Push | Feedback>(createNode, changes);

const pushOf = (...updates: Update[]): Push => ({ type: 'push', updates: updates.map((update) => ({ ...update })) });

function answer(update: Update, news: boolean): Feedback {
  const { key, version, writer } = update;
  return { type: 'feedback', key, version, writer, news };
}

/** A node that has known `updates` for a while, and spreads them. */
function spreading(updates: readonly Update[], changes: Partial<NodeSetup> = {}): Rumors {
  const one = start(changes);
  for (const update of updates) one.node.write({ ...update });
  one.round();
  return one;
}

/** Tells a node an update that it has no hot rumor about. */
const tellStale = (one: Rumors, from: NodeId, update: Update, when: string): ReturnType<Rumors['tell']> =>
  inSituation(
    {
      when: `when ${when}`,
      expected: `an answer with news: false: rumorAbout finds no hot rumor that is ${nameOf(update)}`,
      because: 'what is stale, or has cooled, is no news; the caller must hear so, or it calls for ever',
    },
    () => one.tell(from, pushOf(update)),
  );

/** Tells a node that its contacts were unnecessary, `times` times. */
function bore(one: Rumors, update: Update, times: number): void {
  for (let i = 0; i < times; i++) one.tell(1 + (i % 9), answer(update, false));
}

const hot = ({ node }: Rumors, { key }: Update = RUMOR): string => (node.isHot(key) ? 'still spread it' : 'stopped spreading it');

test('tells a rumor in every round while it is hot', () => {
  for (const fanout of [1, 3]) {
    const one = start({ fanout });
    one.node.write({ ...RUMOR });
    for (let round = 1; round <= 3; round++) {
      const sent = one.round();
      const pushes = only('push', sent).filter(({ message }) => message.updates.some(({ key }) => key === 'rumor'));
      ensure(pushes.length === fanout && sent.length === fanout, {
        did: `${told(sent)}\nin round ${round}, with fanout ${fanout}`,
        expected: `${fanout} push with the rumor in it, and nothing else`,
        because: 'a client wrote it, nobody has called it old news yet, so it is hot',
      });
    }
  }
});

test('tells all that is hot in one message to each peer', () => {
  const rumors = numbered(4).map((writer) => ({ key: `rumor ${writer}`, value: 'a', version: 1, writer }));
  for (const fanout of [1, 3]) {
    const sent = spreading(rumors, { fanout }).round();
    const peers = new Set(sent.map(({ to }) => to)).size;
    const counts = sent.map(({ message }) => (message.type === 'push' ? new Set(message.updates.map(({ key }) => key)).size : 0));
    ensure(sent.length === fanout && peers === fanout && counts.every((count) => count === 4), {
      did: `with four hot rumors and fanout ${fanout}, sent ${messages(sent.length)} to ${peers} ${peers === 1 ? 'peer' : 'peers'},\nwith ${counts.join(', ')} of the rumors`,
      expected: `${fanout === 1 ? 'one message to one peer' : `${fanout} messages to ${fanout} peers`}, with all four in it: call push once, with all that is hot`,
      because: 'the fanout is what a round may cost, however much there is to tell',
    });
  }
});

const messages = (count: number): string => (count === 1 ? 'one message' : `${count} messages`);

test('tells the newer version as soon as it knows it', () => {
  for (const next of [NEWER, TWIN]) {
    const one = spreading([RUMOR]);
    one.tell(7, pushOf(next));
    const updates = only('push', one.round()).flatMap(({ message }) => message.updates);
    ensure(updates.length === 1 && updates[0]!.version === next.version && updates[0]!.writer === next.writer, {
      did: `pushed ${updates.length === 0 ? 'nothing' : updates.map(nameOf).join(' and ')}\nin the round after ${nameOf(next)} had taken the place of ${nameOf(RUMOR)}`,
      expected: `${nameOf(next)}, and only that: what is hot now`,
      because: 'what has been replaced is stale everywhere; to tell it keeps the truth waiting',
    });
  }
});

test('sends nothing when nothing is hot', () => {
  const sent = start({ fanout: 3 }).round();
  ensure(sent.length === 0, {
    did: `${told(sent)}\nthough it knows nothing`,
    expected: 'nothing sent',
    because: 'a network without news must be silent: that is what this step is for',
  });
});

test('calls nobody with fanout 0, and stays hot', () => {
  const one = start({ fanout: 0, k: 1 });
  one.node.write({ ...RUMOR });
  const sent = [...one.round(), ...one.round()];
  ensure(sent.length === 0 && one.node.isHot('rumor'), {
    did: `with fanout 0 and k = 1, ${told(sent)}, and ${hot(one)} after two rounds`,
    expected: 'nothing sent, and the rumor still hot: it was told to nobody',
    because: 'only a contact can be unnecessary, and with fanout 0 there is none',
  });
});

test('answers whoever tells it something new: that was news', () => {
  const sent = only('feedback', start().tell(7, pushOf(RUMOR)));
  const [first] = sent;
  const { key, version, writer, news } = (first?.message ?? {}) as Partial<Feedback>;
  const right = key === 'rumor' && version === 1 && writer === 4 && news === true;
  ensure(sent.length === 1 && first?.to === 7 && right, {
    did: `${told(sent)}\nwhen node 7 pushed a rumor that was new to it`,
    expected: `to 7: { type: 'feedback', key: 'rumor', version: 1, writer: 4, news: true }`,
    because: 'only who was called can tell the caller whether the call was useful',
  });
});

test('passes a rumor on from the next round, not before', () => {
  const one = start();
  const early = only('push', one.tell(7, pushOf(RUMOR)));
  ensure(early.length === 0, {
    did: `${told(early)}\nin the round in which it heard the rumor`,
    expected: 'no push before the next round',
    because: 'a rumor travels one call a round; otherwise it races through the whole group in one',
  });
  const sent = only('push', one.round());
  ensure(sent.length === 1, {
    did: `${told(sent)}\nin the round after it heard the rumor`,
    expected: 'one push: what was heard is hot from the next round on',
    because: 'a rumor that only its writer spreads does not get far',
  });
});

test('answers that it was no news when it has known the rumor for a round', () => {
  const one = start();
  one.tell(7, pushOf(RUMOR));
  one.round();
  const sent = one.tell(8, pushOf(RUMOR));
  ensure(newsOf(sent).join() === 'false', {
    did: `${told(sent)}\nwhen told a rumor that it learned a round ago`,
    expected: 'one answer to node 8, with news: false',
    because: 'the caller cools only if it hears that its call was unnecessary',
  });
});

test('calls it news for everybody who brings it in the round it was learned', () => {
  const one = start();
  one.round();
  one.tell(7, pushOf(RUMOR));
  for (const from of [8, 9, 7]) {
    const sent = one.tell(from, pushOf(RUMOR));
    ensure(newsOf(sent).join() === 'true', {
      did: `${told(sent)}\n${from === 7 ? 'when node 7 brought a rumor a second time' : `when node ${from} brought a rumor that node 7${from === 9 ? ' and node 8' : ''} had brought`} in the same round`,
      expected: `news: true for node ${from}${from === 7 ? ' again' : ' too'}: judge by what was known when the round began`,
      because: from === 7 ? 'a network may deliver a message twice; the call was as useful as before' : 'each of them called somebody who did not know; the tables of 1987 come out only this way',
    });
  }
});

test('answers every push, also of a node that it has answered before', () => {
  const one = start();
  one.tell(7, pushOf(RUMOR));
  const pushes = [[OTHER, 'true'], [RUMOR, 'false'], [RUMOR, 'false']] as const;
  for (const [i, [update, news]] of pushes.entries()) {
    if (i > 0) one.round();
    const sent = one.tell(7, pushOf(update));
    ensure(newsOf(sent).join() === news, {
      did: `${told(sent)}\nwhen node 7 pushed '${update.key}', ${i === 0 ? "after it had pushed 'rumor' in the same round" : 'which it had pushed before, in an earlier round'}`,
      expected: `one answer to node 7, with news: ${news}`,
      because: 'every call is a contact, and the caller judges each by its answer',
    });
  }
});

test('answers for each update of a push, not for the push as a whole', () => {
  const one = spreading([OTHER]);
  const sent = one.tell(7, pushOf(OTHER, RUMOR));
  const answers = only('feedback', sent).map(({ message }) => `${message.key} ${message.news}`);
  ensure(answers.sort().join() === 'other false,rumor true', {
    did: `${told(sent)}\nwhen told 'other', which it knew, and 'rumor', which it did not`,
    expected: "two answers: news: false for 'other', and news: true for 'rumor'",
    because: 'two rumors can travel in one push, and each cools by itself',
  });
});

test('hears and answers somebody whom it does not call', () => {
  const one = start({ members: numbered(3) });
  const sent = one.tell(9, pushOf(RUMOR));
  ensure(sent.length === 1 && sent[0]!.to === 9 && newsOf(sent).join() === 'true' && one.node.isHot('rumor'), {
    did: `${told(sent)},\n${one.node.read('rumor') === undefined ? 'and did not learn the rumor' : `and ${hot(one)}`}, when node 9 pushed it, who is not among \`members\``,
    expected: 'one answer to node 9, with news: true, and a hot rumor',
    because: '`members` says whom to call; who calls you may know others than you do',
  });
});

test('treats an update of its own that comes back like any other', () => {
  for (const id of [0, 4]) {
    const own = { ...RUMOR, writer: id };
    const one = start({ id });
    const sent = one.tell(7, pushOf(own));
    ensure(newsOf(sent).join() === 'true' && one.node.isHot('rumor'), {
      did: `${told(sent)}\nwhen node ${id} was told an update that node ${id} had written, and did not know it`,
      expected: 'one answer, with news: true, and a hot rumor',
      because: 'a node that has lost its memory learns from others what it wrote itself',
    });
    one.round();
    const again = one.tell(8, pushOf(own));
    ensure(newsOf(again).join() === 'false', {
      did: `${told(again)}\nwhen node ${id} was told what node ${id} had written, and knew it`,
      expected: 'one answer to node 8, with news: false',
      because: 'a caller without an answer never cools, whoever wrote the update',
    });
  }
});

test('answers about the version it was told, also when it knows a newer one', () => {
  const when = `told ${nameOf(RUMOR)}; it knows ${nameOf(NEWER)}`;
  const sent = tellStale(spreading([NEWER]), 7, RUMOR, when);
  const [first] = only('feedback', sent);
  ensure(sent.length === 1 && first?.message.version === 1 && first.message.writer === 4, {
    did: `${told(sent)}\nwhen ${when}`,
    expected: `one answer, about ${nameOf(RUMOR)}`,
    because: 'the caller knows no version 2: an answer about it cools nothing, and the caller calls for ever',
  });
});

test('answers a push with feedback and nothing else, whatever it brings', () => {
  const cases = [
    ['the same', RUMOR, RUMOR],
    ['which is older', NEWER, RUMOR],
    ['which is newer', RUMOR, NEWER],
    ['which loses against it', TWIN, RUMOR],
    ['which wins against it', RUMOR, TWIN],
  ] as const;
  for (const [what, known, brought] of cases) {
    const sent = spreading([known]).tell(7, pushOf(brought));
    ensure(sent.length === 1 && only('feedback', sent).length === 1, {
      did: `${told(sent)}\nwhen it knew ${nameOf(known)} of 'rumor' and was told ${nameOf(brought)}, ${what}`,
      expected: 'one answer, and no more: what is hot is told when a round begins',
      because: 'the fanout is what a round may cost; who sends whenever something arrives pays for it many times over',
    });
  }
});

test('leaves a push that arrives as it was', () => {
  const updates = [{ ...RUMOR }, { ...OTHER }];
  const before = updates.map(snapshot);
  const list = [...updates];
  start().tell(7, { type: 'push', updates: list });
  ensure(list.length === 2 && list.every((update, i) => update === updates[i]), {
    did: `turned the list of updates that arrived, 'rumor' and 'other', into ${list.map((update) => `'${update?.key}'`).join(' and ') || 'an empty one'}`,
    expected: 'the list as it came',
    because: 'the message may still be read by others: it is theirs as well',
  });
  const changed = updates.findIndex((update, i) => snapshot(update) !== before[i]);
  ensure(changed === -1, {
    did: `wrote into an update that arrived, and turned it into\n${snapshot(updates[changed] ?? {})}`,
    expected: `${before[changed]}, as it came`,
    because: 'the message may still be read by others: it is theirs as well',
  });
});

test('leaves an answer as it was once it is given', () => {
  const one = start();
  const asked = { type: 'message', from: 7, message: pushOf(RUMOR) } as const;
  const given = one.node.handle(asked);
  const before = answersIn(given);
  one.round();
  // The same once more, and something else: neither may go into what was given before.
  one.node.handle(asked);
  one.node.handle({ ...asked, from: 8, message: pushOf(OTHER) });
  ensure(answersIn(given) === before, {
    did: `answered node 7 with\n${before},\nand turned that into\n${answersIn(given) || 'an empty list'}\nwhen it answered others`,
    expected: 'an answer that stays as it was given: a new list and new objects for every push',
    because: 'an answer may still be on its way; nobody can change what has been sent',
  });
});

const answersIn = (effects: readonly Effect[]): string => effects.map((effect) => (effect.type === 'send' ? snapshot(effect.message) : effect.type)).join('\n');

for (const k of [1, 2, 3, 5, 300]) {
  test(`loses interest after exactly ${k} unnecessary ${k === 1 ? 'contact' : 'contacts in a row'} (k = ${k})`, () => {
    const one = spreading([RUMOR], { k });
    for (let times = 1; times <= k; times++) {
      one.tell(1 + (times % 9), answer(RUMOR, false));
      ensure(one.node.isHot('rumor') === times < k, () => ({
        did: `with k = ${k}, ${hot(one)} after ${times} unnecessary ${times === 1 ? 'contact' : 'contacts'}`,
        expected: times < k ? `still hot: that was ${times} of ${k}` : `cooled: that was ${times} of ${k}`,
        because:
          k > 5
            ? 'k may be any number: whoever sets it says what a small residue is worth'
            : 'one contact more or less changes how many nodes never hear the rumor several times over',
      }));
    }
    const sent = one.round();
    ensure(sent.length === 0, {
      did: `${told(sent)}\nafter it had lost interest in its only rumor`,
      expected: 'nothing sent',
      because: 'a rumor that has cooled is not told any more',
    });
  });
}

test('a useful contact does not cool anything', () => {
  const one = spreading([RUMOR], { k: 1 });
  for (let contacts = 1; contacts <= 5; contacts++) {
    one.tell(contacts, answer(RUMOR, true));
    ensure(one.node.isHot('rumor'), {
      did: `with k = 1, ${hot(one)} after ${contacts === 1 ? 'a contact that was news' : `${contacts} contacts that were all news`}`,
      expected: 'still hot: no contact was unnecessary',
      because: 'who stops while everybody is still surprised leaves most of the group without the rumor',
    });
  }
});

test('begins to count anew after a useful contact', () => {
  const one = spreading([RUMOR], { k: 3 });
  const answers = [false, false, true, false, false];
  for (const [i, news] of answers.entries()) {
    one.tell(2, answer(RUMOR, news));
    // Looked at after each: once it has cooled, the next answer would be a late one, and that is another matter.
    ensure(one.node.isHot('rumor'), {
      did: `with k = 3, ${hot(one)} after the answers ${answers.slice(0, i + 1).map((each) => (each ? 'news' : 'known')).join(', ')}`,
      expected: 'still hot: a useful contact sets the counter back to 0, so only what comes after it counts',
      because: 'who still finds somebody without the news must go on; without this a third more never hear it',
    });
  }
  one.tell(2, answer(RUMOR, false));
  ensure(!one.node.isHot('rumor'), {
    did: `with k = 3, ${hot(one)} after news and then three times known`,
    expected: 'cooled: three in a row are three, whatever came before',
    because: 'a rumor that never cools is told for ever',
  });
});

test('goes on counting from round to round', () => {
  const one = spreading([RUMOR], { k: 3 });
  for (let round = 1; round <= 3; round++) {
    bore(one, RUMOR, 1);
    one.round();
  }
  ensure(!one.node.isHot('rumor'), {
    did: `with k = 3, ${hot(one)} after three rounds with one unnecessary contact each`,
    expected: 'cooled: contacts in a row, whether in one round or in three',
    because: 'with fanout 1 there is one contact a round: only those of several rounds together get to k',
  });
});

test('stays hot while no answer comes back', () => {
  const one = spreading([RUMOR], { k: 2 });
  for (let round = 0; round < 8; round++) one.round();
  ensure(one.node.isHot('rumor'), {
    did: `with k = 2, ${hot(one)} after eight rounds without a single answer`,
    expected: 'still hot: an answer that was lost says neither news nor known',
    because: 'where messages get lost, a guess would silence the rumor long before everybody knows',
  });
});

test('does in round 400 what it did in the first', () => {
  const one = spreading([RUMOR], { k: 2 });
  for (let round = 2; round <= 400; round++) {
    const sent = one.round();
    ensure(only('push', sent).length === 1, () => ({
      did: `${told(sent)}\nin round ${round}, with a rumor that nobody has called old news`,
      expected: 'one push with the rumor, as in every round before',
      because: 'a rumor cools by answers, and not with age: nobody can know how long the others need',
    }));
  }
  const sent = one.tell(7, pushOf(RUMOR, OTHER));
  ensure(newsOf(sent).sort().join() === 'false,true', {
    did: `${told(sent)}\nin round 400, when told 'rumor', which it knew, and 'other', which it did not`,
    expected: "news: false for 'rumor', and news: true for 'other'",
    because: 'a node that has run for long does its part like any other',
  });
});

test('still knows a rumor that has cooled', () => {
  const one = spreading([RUMOR], { k: 2 });
  bore(one, RUMOR, 2);
  const known = one.node.read('rumor');
  ensure(known?.value === 'a' && known.version === 1, {
    did: `read('rumor') returned ${known && JSON.stringify(known)} after the rumor had cooled`,
    expected: "version 1, value 'a'",
    because: 'a node that loses interest stops talking; it does not forget',
  });
});

test('answers about a rumor that has cooled: it was no news', () => {
  const one = spreading([RUMOR], { k: 2 });
  bore(one, RUMOR, 2);
  const when = 'told a rumor that it knows, but has lost interest in';
  const sent = tellStale(one, 7, RUMOR, when);
  ensure(newsOf(sent).join() === 'false', {
    did: `${told(sent)}\nwhen ${when}`,
    expected: 'one answer to node 7, with news: false',
    because: 'known is known, hot or not; without an answer the last callers never cool',
  });
});

test('is not warmed up again by a rumor it has lost interest in', () => {
  const one = spreading([RUMOR], { k: 2 });
  bore(one, RUMOR, 2);
  one.tell(7, pushOf(RUMOR));
  ensure(!one.node.isHot('rumor') && one.round().length === 0, {
    did: 'spread the rumor again after somebody told it once more',
    expected: 'it stays cold: only news is hot',
    because: 'nodes that warm each other up never fall silent',
  });
});

/** Delivers an answer about an update that it has no hot rumor about. */
const tellLate = (one: Rumors, about: Update, news: boolean, meanwhile: string): ReturnType<Rumors['tell']> =>
  inSituation(
    {
      when: `when an answer came that ${nameOf(about)} was ${news ? 'news' : 'known'}; ${meanwhile}`,
      expected: 'nothing done: where rumorAbout finds no rumor, there is nothing to judge',
      because: 'answers may come late, or twice: by then the rumor has cooled, or a newer one is in its place',
    },
    () => one.tell(3, answer(about, news)),
  );

test('takes no notice of a late answer about a rumor that has cooled', () => {
  for (const news of [false, true]) {
    const one = spreading([RUMOR], { k: 1 });
    bore(one, RUMOR, 1);
    tellLate(one, RUMOR, news, 'it has cooled here');
    ensure(!one.node.isHot('rumor') && one.round().length === 0, {
      did: `spread the rumor again after a late answer that it was ${news ? 'news' : 'known'}`,
      expected: 'it stays cold: who has lost interest has lost it',
      because: 'a contact of an earlier round proves nothing about this one',
    });
  }
});

test('is not disturbed by an answer about a rumor it does not spread', () => {
  const one = spreading([RUMOR], { k: 1 });
  const meanwhile = 'it has never heard of it';
  const sent = [false, true].flatMap((news) => [...tellLate(one, OTHER, news, meanwhile), ...tellLate(start(), OTHER, news, meanwhile)]);
  ensure(sent.length === 0 && one.node.isHot('rumor') && !one.node.isHot('other') && one.node.read('other') === undefined, {
    did: `${told(sent)}, ${hot(one)} ('rumor'), after an answer about 'other'`,
    expected: "nothing sent, 'rumor' as hot as before, 'other' not known",
    because: 'answers may come late, or twice, when the rumor has long cooled',
  });
});

test('is not misled by a late answer about an older version', () => {
  for (const next of [NEWER, { ...NEWER, writer: RUMOR.writer }]) {
    const one = spreading([RUMOR], { k: 1 });
    one.tell(7, pushOf(next));
    one.round();
    tellLate(one, RUMOR, false, `by now it spreads ${nameOf(next)}`);
    ensure(one.node.isHot('rumor'), {
      did: `${hot(one)} (${nameOf(next)}) after an answer that ${nameOf(RUMOR)} was known`,
      expected: `still hot: nobody has said anything about ${nameOf(next)}`,
      because: 'an answer takes time, and the rumor may have changed meanwhile',
    });
  }
});

test('hearing a hot rumor once more does not set the counter back', () => {
  const one = spreading([RUMOR], { k: 3 });
  bore(one, RUMOR, 2);
  one.tell(7, pushOf(RUMOR));
  bore(one, RUMOR, 1);
  ensure(!one.node.isHot('rumor'), {
    did: `with k = 3, ${hot(one)} after three unnecessary contacts;\nin between, it was told the rumor itself`,
    expected: 'cooled: only a useful contact of its own sets the counter back',
    because: 'late in a run everybody hears the rumor all the time, and nobody would ever cool',
  });
});

test('lets each rumor cool by itself', () => {
  const one = spreading([RUMOR, OTHER], { k: 2 });
  bore(one, OTHER, 1);
  bore(one, RUMOR, 1);
  const early = [RUMOR, OTHER].filter(({ key }) => !one.node.isHot(key));
  ensure(early.length === 0, {
    did: `with k = 2, stopped spreading ${early.map(({ key }) => `'${key}'`).join(' and ')} after one answer about each rumor`,
    expected: 'both hot: each has had one unnecessary contact of two',
    because: 'two rumors have nothing to do with each other: an answer about one says nothing about the other',
  });
  bore(one, RUMOR, 1);
  const keys = only('push', one.round()).flatMap(({ message }) => message.updates.map(({ key }) => key));
  ensure(keys.join() === 'other' && one.node.isHot('other'), {
    did: `pushed ${keys.length === 0 ? 'nothing' : keys.map((key) => `'${key}'`).join(' and ')} when 'rumor' had cooled and 'other' had not`,
    expected: "'other', and only that",
    because: 'one rumor may be old news while another has just begun',
  });
});

test('a useful contact for one rumor changes nothing for another', () => {
  const cases = [
    ["'other' was news to somebody", [RUMOR, OTHER], OTHER],
    ["'other' was news to somebody, of the same writer and version", [RUMOR, { ...OTHER, writer: 4 }], { ...OTHER, writer: 4 }],
    ["a late answer said that 'other' was news, which has cooled here", [RUMOR], OTHER],
    [`a late answer said that ${nameOf({ ...RUMOR, version: 0 })} was news, which it has never heard of`, [RUMOR], { ...RUMOR, version: 0 }],
  ] as const;
  for (const [meanwhile, updates, useful] of cases) {
    const one = spreading(updates, { k: 3 });
    bore(one, RUMOR, 2);
    one.tell(2, answer(useful, true));
    bore(one, RUMOR, 1);
    ensure(!one.node.isHot('rumor'), {
      did: `with k = 3, ${hot(one)} ('rumor') after three unnecessary contacts;\nin between, ${meanwhile}`,
      expected: "cooled: only news of 'rumor' sets its counter back",
      because: 'while there is always something new to tell, nothing old would ever cool',
    });
  }
});

/** Rumors of which each has something in common with another one. */
const ALIKE: readonly Update[] = [
  { key: 'a', value: 'x', version: 1, writer: 4 },
  { key: 'b', value: 'x', version: 1, writer: 4 },
  { key: 'c', value: 'y', version: 2, writer: 4 },
  { key: 'd', value: 'x', version: 2, writer: 5 },
];

test('drops the rumor that has cooled, and no other', () => {
  for (const cooled of ALIKE) {
    const one = spreading(ALIKE, { k: 2 });
    for (const update of ALIKE) bore(one, update, 1);
    const early = ALIKE.filter(({ key }) => !one.node.isHot(key));
    ensure(early.length === 0, {
      did: `with k = 2, stopped spreading ${early.map(({ key }) => `'${key}'`).join(' and ')} after one answer about each of ${ALIKE.length} rumors`,
      expected: 'all of them hot: each has had one unnecessary contact of two',
      because: 'rumors can have the writer, the version or the value in common, and are about different things',
    });
    bore(one, cooled, 1);
    const left = ALIKE.filter(({ key }) => one.node.isHot(key)).map(({ key }) => key);
    const right = ALIKE.filter((update) => update !== cooled).map(({ key }) => key);
    ensure(left.join() === right.join(), {
      did: `spread ${left.map((key) => `'${key}'`).join(', ') || 'nothing'} when '${cooled.key}' had cooled, of ${ALIKE.map(({ key }) => `'${key}'`).join(', ')}`,
      expected: `${right.map((key) => `'${key}'`).join(', ')}: all but the one that the answer was about`,
      because: 'one rumor may be old news while others have just begun',
    });
  }
});

test('takes a newer version for a new rumor, with a counter of its own', () => {
  for (const next of [NEWER, TWIN]) {
    const one = spreading([RUMOR], { k: 3 });
    bore(one, RUMOR, 2);
    one.tell(7, pushOf(next));
    one.round();
    bore(one, next, 2);
    ensure(one.node.isHot('rumor'), {
      did: `with k = 3, ${hot(one)} (${nameOf(next)}) after two unnecessary contacts,\nas ${nameOf(RUMOR)} had had two before`,
      expected: `still hot: the counter of ${nameOf(next)} began at 0`,
      because: 'the new update has been told to nobody yet, whatever became of the old one',
    });
  }
});

test('becomes hot again for a newer version of a rumor that has cooled', () => {
  const one = spreading([RUMOR], { k: 1 });
  bore(one, RUMOR, 1);
  const answers = newsOf(one.tell(7, pushOf(NEWER)));
  const sent = only('push', one.round());
  const versions = sent.flatMap(({ message }) => message.updates.map(({ version }) => version));
  ensure(answers.join() === 'true' && versions.join() === '2', {
    did: `answered news: ${answers.join()}, and then ${told(sent)}`,
    expected: 'news: true, and in the next round one push with version 2',
    because: 'the old version cooled; this one is new',
  });
});

test('takes another writer’s update of the same version for another rumor', () => {
  const one = spreading([RUMOR], { k: 1 });
  one.tell(7, pushOf(TWIN));
  one.round();
  bore(one, RUMOR, 1);
  ensure(one.node.isHot('rumor'), {
    did: `${hot(one)} (version 1 by writer 6) after an answer about version 1 by writer 4`,
    expected: 'still hot: the answer was about the other writer’s update',
    because: 'two writers can give the same version; key, version and writer together name an update',
  });
});

test('takes nothing for news that is not the very update it just learned', () => {
  for (const [newer, stale] of [[NEWER, RUMOR], [TWIN, RUMOR], [SAME_VALUE, RUMOR]] as const) {
    const one = start();
    one.round();
    one.tell(7, pushOf(newer));
    const when = `told ${nameOf(stale)}, in the round in which it had learned ${nameOf(newer)}`;
    const sent = tellStale(one, 8, stale, when);
    ensure(newsOf(sent).join() === 'false', {
      did: `${told(sent)}\nwhen ${when}`,
      expected: 'one answer to node 8, with news: false: what it was told is stale',
      because: 'an answer is about one update; to call what is stale news keeps it hot at the caller',
    });
  }
});

/** So many that no limit that seems generous holds them all. */
const CROWD: readonly Update[] = numbered(150).map((n) => ({ key: `rumor ${n}`, value: 'a', version: 1, writer: 1 + (n % 7) }));

test('leaves nothing out of a long push, and nothing of a long list of rumors', () => {
  // Every third it knows already.
  const one = spreading(CROWD.filter((_, n) => n % 3 === 0));
  const answers = only('feedback', one.tell(7, pushOf(...CROWD)));
  const said = new Map(answers.map(({ message }) => [message.key, message.news]));
  const wrong = CROWD.findIndex(({ key }, n) => said.get(key) !== (n % 3 !== 0));
  ensure(answers.length === CROWD.length && wrong === -1, () => ({
    did: `sent ${answers.length} answers to a push with ${CROWD.length} updates,\n${wrong === -1 ? 'more than one about some of them' : `${saidOf(said.get(CROWD[wrong]!.key))} about number ${wrong + 1} of them, which it ${wrong % 3 === 0 ? 'knew' : 'did not know'}`}`,
    expected: `${CROWD.length} answers, one for each: news: false for the ${CROWD.length / 3} that it knew, and news: true for the others`,
    because: 'an update without its answer is told for ever, however many come with it',
  }));
  const pushed = only('push', one.round()).map(({ message }) => new Set(message.updates.map(({ key }) => key)).size);
  ensure(pushed.join() === String(CROWD.length), {
    did: `with ${CROWD.length} hot rumors, pushed ${pushed.join(' and ')} of them`,
    expected: `one push with all ${CROWD.length}`,
    because: 'what is left out reaches nobody, and nobody would ever say that it is old news',
  });
  const again = newsOf(one.tell(8, pushOf(...CROWD)));
  ensure(again.length === CROWD.length && !again.includes(true), {
    did: `sent ${again.length} answers, ${again.filter((news) => news).length} of them with news: true, to a push with ${CROWD.length} updates that it knew`,
    expected: `${CROWD.length} answers, all with news: false`,
    because: 'who calls in vain must hear so, or it calls for ever',
  });
});

const saidOf = (news: boolean | undefined): string => (news === undefined ? 'none' : `with news: ${news}`);

test('calls only the newer of two versions news that come in one push', () => {
  for (const [older, newer] of [[RUMOR, NEWER], [RUMOR, TWIN]] as const) {
    for (const updates of [[older, newer], [newer, older]]) {
      const sent = start().tell(7, pushOf(...updates));
      const answers = only('feedback', sent).map(({ message }) => `${nameOf(message)}: ${message.news}`);
      ensure(answers.sort().join() === [`${nameOf(older)}: false`, `${nameOf(newer)}: true`].sort().join(), {
        did: `${told(sent)}\nwhen told ${updates.map(nameOf).join(' and ')} of 'rumor' in one push`,
        expected: `two answers: news: true for ${nameOf(newer)},\nand news: false for ${nameOf(older)}: when all is learned, it is stale`,
        because: 'an answer is about one update, and what is stale need not be told any further',
      });
    }
  }
});

/** An update, and the one that replaces it: different ones that are easily taken for the same. */
const LOOKALIKES: readonly (readonly [Update, Update])[] = [
  [[1, 12], [11, 2]], // 112, when the digits are put side by side
  [[1, 1004], [2, 4]], // 2004, as a thousand versions and the writer
  [[1, 10_004], [2, 4]],
  [[1, 4], [1, 2 ** 16 + 4]], // the same lower 16 bits
  [[1, 4], [1, 2 ** 32 + 4]], // the same lower 32 bits
  [[1, 4], [2 ** 32 + 1, 4]],
].map(([older, newer]) => [of(older!), of(newer!)] as const);

function of([version, writer]: number[]): Update {
  return { ...RUMOR, version: version!, writer: writer! };
}

test('tells updates apart whatever their numbers', () => {
  for (const [older, newer] of LOOKALIKES) {
    const one = spreading([older], { k: 2 });
    bore(one, older, 1);
    one.tell(7, pushOf(newer));
    const stale = one.tell(8, pushOf(older));
    ensure(newsOf(stale).join() === 'false', {
      did: `${told(stale)}\nwhen told ${nameOf(older)}, which ${nameOf(newer)} had replaced`,
      expected: 'one answer to node 8, with news: false',
      because: 'key, version and writer name an update: each of them has to be the same, and none can stand for another',
    });
    one.round();
    bore(one, older, 1);
    bore(one, newer, 1);
    ensure(one.node.isHot('rumor'), {
      did: `with k = 2, ${hot(one)} (${nameOf(newer)}) after one unnecessary contact;\nthe others had been about ${nameOf(older)}`,
      expected: `still hot: that was 1 of 2 for ${nameOf(newer)}`,
      because: 'key, version and writer name an update: each of them has to be the same, and none can stand for another',
    });
  }
});

test('takes every key and every value as it comes', () => {
  for (const key of ['', '__proto__', 'constructor', 'toString']) {
    const one = start({ k: 2 });
    const update = { key, value: '', version: 1, writer: 0 };
    const named = `an update with key '${key}' and value ''`;
    const sent = one.tell(7, pushOf(update));
    ensure(newsOf(sent).join() === 'true' && only('feedback', sent)[0]!.message.key === key, {
      did: `${told(sent)}\nwhen told ${named}`,
      expected: `one answer, with key '${key}' and news: true`,
      because: lostInAnObject([key]) ?? 'a key is any text, also one that JavaScript knows from elsewhere, or none',
    });
    const pushed = only('push', one.round()).flatMap(({ message }) => message.updates);
    ensure(pushed.length === 1 && pushed[0]!.key === key && pushed[0]!.value === '', {
      did: `pushed ${pushed.map((one) => snapshot(one)).join(' and ') || 'nothing'}\nin the round after it had heard ${named}`,
      expected: `${snapshot(update)}`,
      because: lostInAnObject([key]) ?? 'a key and a value are any text, also an empty one: the empty text is what somebody wrote',
    });
    for (const times of [1, 2]) {
      bore(one, update, 1);
      ensure(one.node.isHot(key) === times < 2, {
        did: `with k = 2, ${hot(one, update)}, ${named}, after ${times} unnecessary ${times === 1 ? 'contact' : 'contacts'}`,
        expected: times < 2 ? 'still hot: that was 1 of 2' : 'cooled: that was 2 of 2',
        because: lostInAnObject([key]) ?? 'every rumor counts its contacts, whatever its name',
      });
    }
  }
});

test('sends copies, so that nobody can change what it knows', () => {
  const one = spreading([RUMOR], { fanout: 2 });
  const pushes = only('push', one.round());
  for (const { message } of pushes) {
    for (const update of message.updates) (update as { value: string }).value = 'changed';
  }
  const values = [one.node.read('rumor')?.value, ...only('push', one.round()).map(({ message }) => message.updates[0]?.value)];
  ensure(pushes.length === 2 && values.every((value) => value === 'a'), {
    did: `knew and pushed '${values.find((value) => value !== 'a')}' after a recipient had changed its own copy`,
    expected: "'a', as before",
    because: 'two nodes that share an object are one node: over a real network they could not',
  });
});

/** What was published, and what the median of {@link RUNS} runs may be: quantiles of 10,000 runs of the solution. */
type Cell = readonly [published: string, least: number, most: number];

interface Row {
  readonly k: number;
  readonly residue: Cell;
  readonly traffic: Cell;
  /** Left out where it varies too much from run to run. */
  readonly lastHeard?: Cell;
  /** −ln s / m. */
  readonly ratio?: Cell;
}

/** Demers et al. 1987, Table 1: push, feedback and counter, 1,000 nodes. The lab has all five rows. */
const TABLE_1: readonly Row[] = [
  { k: 1, residue: ['0.18', 0.132, 0.22], traffic: ['1.7', 1.639, 1.843], lastHeard: ['16.8', 14, 22], ratio: ['1', 0.919, 1.102] },
  { k: 2, residue: ['0.037', 0.02, 0.056], traffic: ['3.3', 3.204, 3.395], lastHeard: ['16.9', 15, 22], ratio: ['1', 0.891, 1.171] },
  { k: 3, residue: ['0.011', 0.003, 0.022], traffic: ['4.5', 4.435, 4.633], lastHeard: ['17.4', 15, 22], ratio: ['1', 0.858, 1.284] },
];

/** Demers et al. 1987, Table 2: push, blind and coin, 1,000 nodes. The lab has all five rows. */
const TABLE_2: readonly Row[] = [
  { k: 1, residue: ['0.96', 0.89, 0.997], traffic: ['0.04', 0.003, 0.11] },
  { k: 2, residue: ['0.20', 0.149, 0.273], traffic: ['1.6', 1.364, 1.802] },
  { k: 3, residue: ['0.060', 0.034, 0.092], traffic: ['2.8', 2.555, 3.116] },
];

const ratioOf = ({ residue, traffic }: Outcome): number => -Math.log(residue) / traffic;

/** Plays {@link RUNS} runs, and compares their medians with a row of a table. */
function compare(table: string, decay: Decay, row: Row): void {
  const all = seeds(RUNS);
  const runs = all.map((seed) => aRun(() => epidemic(createNode, row.k, decay, seed)));
  const columns = [
    ['of the nodes never heard the rumor (s)', row.residue, (run: Outcome) => run.residue],
    ['pushes a node were sent (m)', row.traffic, (run: Outcome) => run.traffic],
    ['rounds passed until the last node heard it (t_last)', row.lastHeard, (run: Outcome) => run.lastHeard],
    ['is −ln s / m', row.ratio, ratioOf],
  ] as const;
  for (const [what, cell, figure] of columns) {
    if (cell === undefined) continue;
    const [published, least, most] = cell;
    const median = medianRun(runs, figure);
    const measured = Number(figure(median).toPrecision(3));
    ensure(figure(median) >= least && figure(median) <= most, {
      did: `with k = ${row.k}, ${measured} ${what}:\nthe median of ${RUNS} runs with ${POPULATION} nodes`,
      expected: `${published}, as ${table} says; from ${least} to ${most} is within chance`,
      because: 'the rules decide this figure: what counts as useful, when the counter goes back to 0,\nand after how many contacts a rumor has cooled',
      replay: () => replayOf(4, { nodes: POPULATION, rounds: median.rounds, k: row.k, decay, seed: all[runs.indexOf(median)]! }, cell === row.lastHeard ? { round: median.lastHeard, node: median.lastNode } : { round: median.rounds }),
    });
  }
}

for (const row of TABLE_1) {
  testOfRuns(`leaves the residue, traffic and delay that were published in 1987 (k = ${row.k})`, () => {
    compare('Table 1 of Demers et al. 1987', 'feedback-counter', row);
  });
}

for (const decay of ['blind-counter', 'blind-coin'] as const) {
  further(`${decay}: sends no answers`, () => {
    const one = start({ decay });
    const sent = [...one.tell(7, pushOf(RUMOR)), ...one.tell(8, pushOf(RUMOR))];
    ensure(sent.length === 0, {
      did: `with decay '${decay}', ${told(sent)}\nwhen it was told a rumor`,
      expected: 'nothing sent: blind means that nobody answers',
      because: 'an answer to every push doubles the messages; to save them is the point of this variant',
    });
  });
}

further('blind-counter: loses interest after k contacts, whatever comes of them', () => {
  for (const k of [1, 2, 4]) {
    const one = start({ decay: 'blind-counter', k });
    one.node.write({ ...RUMOR });
    const sent = numbered(k + 3).map(() => only('push', one.round()).length);
    const expected = numbered(k + 3).map((round) => (round < k ? 1 : 0));
    ensure(sent.join() === expected.join(), {
      did: `with k = ${k}, sent ${sent.join(', ')} pushes in rounds 1 to ${k + 3}`,
      expected: expected.join(', '),
      because:
        sent[0] === 0
          ? 'interest is lost after a contact, not before it: a rumor must be told to be old news'
          : 'each contact counts as unnecessary where nobody says otherwise, the k-th included',
    });
  }
});

further('blind: counts every contact of a round, not every round', () => {
  const one = start({ decay: 'blind-counter', k: 4, fanout: 2 });
  one.node.write({ ...RUMOR });
  const sent = numbered(5).map(() => only('push', one.round()).length);
  ensure(sent.join() === '2,2,0,0,0', {
    did: `with k = 4 and fanout 2, sent ${sent.join(', ')} pushes in rounds 1 to 5`,
    expected: '2, 2, 0, 0, 0: four contacts, two a round',
    because: 'k counts contacts; with a larger fanout they are used up sooner',
  });
  const pair = start({ decay: 'blind-counter', k: 4, fanout: 2, members: [0, 1] });
  pair.node.write({ ...RUMOR });
  const toOne = numbered(6).map(() => only('push', pair.round()).length);
  ensure(toOne.join() === '1,1,1,1,0,0', {
    did: `with k = 4 and fanout 2, in a group of two, sent ${toOne.join(', ')} pushes in rounds 1 to 6`,
    expected: '1, 1, 1, 1, 0, 0: four contacts, one a round, for there is nobody else to call',
    because: 'k counts the calls that were made, not those that the fanout would allow',
  });
  for (const [where, changes] of [[' and fanout 0', { fanout: 0 }], [', alone in its group', { members: [0] }]] as const) {
    const quiet = start({ decay: 'blind-counter', k: 1, ...changes });
    quiet.node.write({ ...RUMOR });
    quiet.round();
    ensure(quiet.node.isHot('rumor'), {
      did: `with k = 1${where}, ${hot(quiet)} after a round in which it called nobody`,
      expected: 'still hot: no contact, none to count',
      because: 'a rumor that cools before anybody has heard it is lost',
    });
  }
});

further('blind: lets several rumors cool in the same round', () => {
  const rumors = numbered(4).map((writer) => ({ key: `rumor ${writer}`, value: 'a', version: 1, writer }));
  const one = spreading(rumors, { decay: 'blind-counter', k: 1 });
  const left = rumors.filter(({ key }) => one.node.isHot(key));
  const alternate = left.map(({ writer }) => writer % 2).join('') === '11';
  ensure(left.length === 0, {
    did: `with k = 1, still spread ${left.length} of four rumors after it had told each of them once`,
    expected: 'all four cooled',
    because: alternate ? 'the second and the fourth are left: a list that shrinks while a loop walks through it\nmakes the loop skip entries' : 'each of them has had its one contact, however many travel together',
  });
});

/** A hundred rumors a node, so that a toss costs little. */
const MANY: readonly Update[] = numbered(100).map((writer) => ({ key: `rumor ${writer}`, value: 'a', version: 1, writer }));
const TOSSES = 80 * MANY.length;

for (const k of [2, 4]) {
  further(`feedback-coin: an unnecessary contact ends it with probability 1/${k} (k = ${k})`, () => {
    let lost = 0;
    for (const n of numbered(TOSSES / MANY.length)) {
      const one = spreading(MANY, { decay: 'feedback-coin', k, random: seeded(n) });
      for (const rumor of MANY) one.tell(3, answer(rumor, false));
      lost += MANY.filter(({ key }) => !one.node.isHot(key)).length;
    }
    const [least, most] = successBounds(TOSSES, 1 / k);
    ensure(lost >= least && lost <= most, {
      did: `with k = ${k}, lost interest after one unnecessary contact ${lost} times of ${TOSSES}`,
      expected: `about ${TOSSES / k} times; from ${Math.ceil(least)} to ${Math.floor(most)} is within chance`,
      because: 'the coin comes up with probability 1/k, so that k means the same as for a counter, on average',
    });
  });
}

further('blind-coin: sends before it tosses, so that k = 1 means one contact', () => {
  const one = start({ decay: 'blind-coin', k: 1 });
  one.node.write({ ...RUMOR });
  const sent = numbered(4).map(() => only('push', one.round()).length);
  ensure(sent.join() === '1,0,0,0', {
    did: `with k = 1, sent ${sent.join(', ')} pushes in rounds 1 to 4`,
    expected: '1, 0, 0, 0: interest is lost with probability 1/1, after the first contact',
    because: sent[0] === 0 ? 'interest is lost after a contact, not before it: a rumor must be told to be old news' : 'where k is 1, the first contact is the last, and the coin need not be tossed',
  });
});

further('blind-coin: tosses for every contact of a round', () => {
  let lost = 0;
  for (const n of numbered(TOSSES / MANY.length)) {
    const one = spreading(MANY, { decay: 'blind-coin', k: 2, fanout: 2, random: seeded(n) });
    lost += MANY.filter(({ key }) => !one.node.isHot(key)).length;
  }
  // A rumor survives two tosses of a coin with probability 1/4.
  const [least, most] = successBounds(TOSSES, 3 / 4);
  ensure(lost >= least && lost <= most, {
    did: `with k = 2 and fanout 2, lost interest after one round ${lost} times of ${TOSSES}`,
    expected: `about ${(TOSSES * 3) / 4} times; from ${Math.ceil(least)} to ${Math.floor(most)} is within chance`,
    because: 'two peers are two contacts, each with a toss of its own: otherwise k means something else with every fanout',
  });
});

further('feedback-coin: tosses only after an unnecessary contact', () => {
  const one = spreading([RUMOR], { decay: 'feedback-coin', k: 1 });
  for (let i = 0; i < 5; i++) one.tell(2, answer(RUMOR, true));
  ensure(one.node.isHot('rumor'), {
    did: `with k = 1, ${hot(one)} after contacts that were all news`,
    expected: 'still hot: no coin was to be tossed',
    because: 'feedback means that a useful contact costs no interest',
  });
  // Code without a coin tosses none after a useful contact either. All of a hundred coins fall on the
  // same side with probability 2^−100.
  const many = spreading(MANY, { decay: 'feedback-coin', k: 2 });
  for (const rumor of MANY) many.tell(3, answer(rumor, false));
  ensure(MANY.some(({ key }) => !many.node.isHot(key)), {
    did: `with k = 2, still spread all of ${MANY.length} rumors after one unnecessary contact for each`,
    expected: 'about half of them cooled: with a coin, a single contact can be the end',
    because: 'this variant counts nothing',
  });
});

for (const decay of ['blind-counter', 'blind-coin'] as const) {
  further(`${decay}: takes no notice of answers`, () => {
    for (const news of [false, true]) {
      const k = decay === 'blind-coin' ? 1 : 2;
      const one = start({ decay, k });
      one.node.write({ ...RUMOR });
      const sent = numbered(4).map((round) => {
        const pushes = only('push', one.round()).length;
        // The third is about a rumor that has cooled.
        if (round < 3) one.tell(3, answer(RUMOR, news));
        return pushes;
      });
      const early = start({ decay, k });
      early.node.write({ ...RUMOR });
      for (let i = 0; i < k; i++) early.tell(3, answer(RUMOR, news));
      const right = decay === 'blind-coin' ? '1,0,0,0' : '1,1,0,0';
      ensure(early.node.isHot('rumor') && sent.join() === right, {
        did: `with decay '${decay}' and k = ${k}, ${early.node.isHot('rumor') ? '' : `${hot(early)} before it had told it, when ${k === 1 ? 'an answer' : `${k} answers`} came that it was known;\n`}sent ${sent.join(', ')} pushes in rounds 1 to 4,\nwith an answer that the rumor was ${news ? 'news' : 'known'} after each`,
        expected: `${right.split(',').join(', ')} pushes: only the contacts count, and no answer`,
        because: 'who has been told without an answer must not be counted twice when one comes all the same',
      });
    }
  });
}

for (const row of TABLE_2) {
  furtherOfRuns(`blind-coin: leaves the residue and traffic that were published in 1987 (k = ${row.k})`, () => {
    compare('Table 2 of Demers et al. 1987', 'blind-coin', row);
  });
}

/** What the answers among the messages say. */
function newsOf(sent: ReturnType<Rumors['tell']>): boolean[] {
  return only('feedback', sent).map(({ message }) => message.news);
}
