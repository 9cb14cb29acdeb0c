import type { Effect, GossipEvent, NodeId, NodeSetup, Update } from '../src/gossip/types.ts';
import { brief } from '../src/host/brief.ts';
import { callOf } from '../src/host/node-fault.ts';
import { defineScenario, type Fault, type Scenario } from '../src/sim/scenario.ts';
import { Simulation } from '../src/sim/simulate.ts';
import { periodsToFirstProbe } from '../src/sim/theory.ts';
import type { Push } from '../steps/02-push/push.ts';
import type { Feedback } from '../steps/04-rumor-decay/rumor-decay.ts';
import { createNode, type Ack, type Ping, type PingReq } from '../steps/05-failure-detection/failure-detection.ts';
import { waitBounds } from './support/chernoff.ts';
import { oneNode, only, told, type OneNode, type Sent } from './support/one-node.ts';
import { replayOf, run } from './support/run.ts';
import { seeded, seeds } from './support/seed.ts';
import { numbered, snapshot } from './support/show.ts';
import { ensure, inSituation, test } from './support/step-test.ts';

type AnyMessage = Ping | PingReq | Ack | Push | Feedback;
type Detector = OneNode<AnyMessage>;

const TIMEOUT = 300;

const start = (changes: Partial<NodeSetup> = {}): Detector => oneNode<AnyMessage>(createNode, changes);

/** Begins a round, and returns the one ping that belongs to it. `where` is the group, where that matters. */
function probe(one: Detector, where = ''): { readonly target: NodeId; readonly ping: Ping } {
  const sent = one.round();
  const pings = only('ping', sent);
  const { to, message } = pings[0] ?? {};
  ensure(pings.length === 1 && to !== undefined && to !== one.node.id && typeof message?.seq === 'number', () => ({
    did: `as node ${one.node.id}, ${told(sent)}\nwhen a round began${where}`,
    expected: 'one ping, with a number, to one other node',
    because: 'a node probes one peer a round; nobody else would notice that it is gone',
  }));
  // A copy: what was sent must not change with what the code does to its object later.
  return { target: to!, ping: { ...message! } };
}

/** The ack that the target of a ping owes to whoever sent it. */
const ackOf = ({ seq, origin }: Ping): Ack => ({ type: 'ack', seq, origin });

const answered = (one: Detector, from: NodeId, ping: Ping): Sent<AnyMessage>[] => one.tell(from, ackOf(ping));

/** A node whose probe in its first round stayed unanswered, at the start of its second. */
function bereaved(changes: Partial<NodeSetup> = {}): { readonly one: Detector; readonly dead: NodeId; readonly sent: Sent<AnyMessage>[] } {
  const one = start(changes);
  const { target } = probe(one);
  one.wait(999);
  return { one, dead: target, sent: one.round() };
}

const deadFor = ({ node }: Detector): NodeId[] => [...(node.beliefs ?? [])].filter(([, belief]) => belief === 'dead').map(([peer]) => peer);

const list = (nodes: readonly NodeId[]): string => (nodes.length === 0 ? 'nobody' : nodes.join(', '));

for (const probeOrder of ['round-robin', 'random'] as const) {
  test(`pings one other node when a round begins (${probeOrder})`, () => {
    const [four, zero] = [4, 0].map((peer) => start({ probeOrder, id: 3, members: [3, peer] }).round());
    const pingsFour = only('ping', four!).some(({ to }) => to === 4);
    ensure(!pingsFour || only('ping', zero!).some(({ to }) => to === 0), {
      did: `${told(zero!)}\nas node 3 in a group of two, 3 and 0; in a group of 3 and 4 it pinged node 4`,
      expected: 'a ping to node 0, the only other one',
      because: '0 is a node like any other; nobody to ping is `undefined`, and an `if` takes both for false',
    });
    for (const n of numbered(120)) {
      const { target, ping } = probe(start({ probeOrder, id: 3, members: numbered(5), random: seeded(n) }));
      ensure(target >= 0 && target < 5 && ping.origin === 3, {
        did: `sent ${JSON.stringify(ping)} to ${brief(target)}; it is node 3 of 0 to 4`,
        expected: 'a ping to one of the others, with origin: 3, who wants to know',
        because: 'whoever helps with the ack looks at its origin to see for whom it is',
      });
    }
    const { target } = probe(start({ probeOrder, id: 3, members: [3, 4] }), ' in a group of two, 3 and 4');
    ensure(target === 4, {
      did: `pinged node ${target}; it is node 3 in a group of two, 3 and 4`,
      expected: 'a ping to node 4, the only other one',
      because: '`this.alive` lists the node itself, too',
    });
  });
}

for (const probeOrder of ['round-robin', 'random'] as const) {
  test(`sends nothing when nobody else is alive (${probeOrder})`, () => {
    const one = start({ probeOrder, id: 3, members: [3] });
    const expected = 'nobody to ping: nextTarget returns undefined, and startProbe no effects';
    const sent = inSituation(
      {
        when: 'when a round began and nobody else was alive: `this.alive` is [3], itself',
        expected,
        because: 'whoever is left alone has nobody to ask; to try again finds nobody either',
      },
      () => one.round(),
    );
    const set = one.timers.set.map((id) => `'${id}'`).join(', ');
    ensure(sent.length === 0 && set === '', {
      did: `${told(sent)}${set === '' ? '' : `, and set the timer ${set}`},\nwhen a round began and nobody else was alive: \`this.alive\` is [3], itself`,
      expected,
      because: 'in a group in which all others have died, the last one must not fall over them',
    });
  });
}

/** A node that waits for nothing, and one that waits for the ack of a ping under `seq`: in both it helps others. */
const SITUATIONS = [
  ['', () => ({ one: start({ id: 3 }), seq: 7 })],
  ['\nwhile it waited for the ack of its own ping, which had the same number', waiting],
] as const;

function waiting(): { readonly one: Detector; readonly seq: number } {
  // For the ack of somebody that the messages of the tests are not about.
  for (let n = 1; ; n++) {
    const one = start({ id: 3, random: seeded(n) });
    const { target, ping } = probe(one);
    if (![0, 4, 6].includes(target) || n === 40) return { one, seq: ping.seq };
  }
}

const BUSY = 'whoever waits for an ack of its own goes on doing its part for others: all nodes do both at once';

test('answers a ping with an ack of the same number and origin', () => {
  for (const [meanwhile, begin] of SITUATIONS) {
    for (const [from, origin] of [[4, 4], [4, 6]] as const) {
      const { one, seq } = begin();
      const sent = one.tell(from, { type: 'ping', seq, origin });
      const [first] = only('ack', sent);
      ensure(sent.length === 1 && first?.to === from && first.message.seq === seq && first.message.origin === origin, {
        did: `${told(sent)}\nwhen node ${from} sent a ping with seq ${seq} and origin ${origin}${meanwhile}`,
        expected: `to ${from}: { type: 'ack', seq: ${seq}, origin: ${origin} }`,
        because:
          meanwhile !== ''
            ? BUSY
            : first?.to === from && first.message.seq === seq
              ? `the origin is who wants to know, node ${origin}, and not who answers:\nby it, whoever gets the ack sees for whom it is`
              : from === origin
                ? 'the number tells the caller which of its questions this answers'
                : `node ${from} asks on behalf of node ${origin}, because the direct way may be broken:\nthe ack goes back the way the ping came`,
      });
    }
  }
});

test('pings for somebody who asks', () => {
  for (const [meanwhile, begin] of SITUATIONS) {
    for (const [from, target] of [[4, 6], [0, 6], [4, 0]] as const) {
      const { one, seq } = begin();
      const sent = one.tell(from, { type: 'ping-req', seq, target });
      const [first] = only('ping', sent);
      ensure(sent.length === 1 && first?.to === target && first.message.seq === seq && first.message.origin === from, {
        did: `${told(sent)}\nwhen node ${from} asked it to ping node ${target} under seq ${seq}${meanwhile}`,
        expected: `to ${target}: { type: 'ping', seq: ${seq}, origin: ${from} }`,
        because: meanwhile === '' ? `node ${from} waits for number ${seq}; with its name in the ping, the helper need not remember it` : BUSY,
      });
    }
  }
  const one = start({ id: 3 });
  const { target } = probe(one);
  const from = target === 4 ? 5 : 4;
  const sent = one.tell(from, { type: 'ping-req', seq: 7, target });
  ensure(only('ping', sent).length === 1, {
    did: `${told(sent)}\nwhen node ${from} asked it to ping node ${target}, for whose ack it waited itself`,
    expected: `to ${target}: { type: 'ping', seq: 7, origin: ${from} }`,
    because: `its own ping may be lost, and this one may get through: node ${from} waits for an ack to its number`,
  });
});

test('passes an ack on to the node that wants to know', () => {
  for (const [meanwhile, begin] of SITUATIONS) {
    for (const origin of [4, 0]) {
      const { one, seq } = begin();
      const sent = one.tell(6, { type: 'ack', seq, origin });
      const [first] = only('ack', sent);
      ensure(sent.length === 1 && first?.to === origin && first.message.seq === seq && first.message.origin === origin, {
        did: `${told(sent)}\nwhen it got an ack with seq ${seq} and origin ${origin}${meanwhile}`,
        expected: `to ${origin}: { type: 'ack', seq: ${seq}, origin: ${origin} }`,
        because:
          meanwhile !== ''
            ? 'the origin says whose ack it is, not the number; and whoever waits itself goes on helping others'
            : first?.to === origin && first.message.origin !== origin
              ? `node ${origin} sees by the origin that the ack is its own; with another one it passes it on`
              : `node ${origin} asked for this ping; without the ack it takes the living for dead`,
      });
    }
  }
});

test('leaves the messages that arrive as they were', () => {
  const arriving: AnyMessage[] = [{ type: 'ping', seq: 7, origin: 4 }, { type: 'ping-req', seq: 7, target: 6 }, { type: 'ack', seq: 7, origin: 4 }];
  for (const message of arriving) {
    const before = snapshot(message);
    start().tell(4, message);
    ensure(snapshot(message) === before, {
      did: `turned a message that arrived into ${snapshot(message)}`,
      expected: `${before}, as it came, and another object for the answer`,
      because: 'the message may still be read by others: it is theirs as well',
    });
  }
});

test('keeps apart what it does for several others at once', () => {
  const one = start();
  one.tell(4, { type: 'ping-req', seq: 7, target: 6 });
  one.tell(5, { type: 'ping-req', seq: 7, target: 8 });
  const sent = [...one.tell(6, { type: 'ack', seq: 7, origin: 4 }), ...one.tell(8, { type: 'ack', seq: 7, origin: 5 })];
  ensure(sent.map(({ to }) => to).join() === '4,5', {
    did: `passed acks on to ${list(sent.map(({ to }) => to))}; nodes 4 and 5 had both asked, both under seq 7`,
    expected: "the ack of node 6 to node 4, and that of node 8 to node 5",
    because: 'numbers belong to whoever gave them; only origin and number together name a ping',
  });
});

test('answers and helps as often as it is asked', () => {
  const one = start({ id: 3 });
  const asked: readonly (readonly [NodeId, Ping | PingReq, string])[] = [
    [4, { type: 'ping', seq: 1, origin: 4 }, 'for the first time'],
    [5, { type: 'ping', seq: 1, origin: 5 }, 'as the second in this round'],
    [6, { type: 'ping', seq: 1, origin: 6 }, 'as the third in this round'],
    [4, { type: 'ping', seq: 1, origin: 6 }, 'on behalf of node 6, after a ping of its own in this round'],
    [4, { type: 'ping', seq: 9, origin: 7 }, 'on behalf of node 7, after other pings in this round'],
    [4, { type: 'ping-req', seq: 2, target: 8 }, 'for the first time'],
    [5, { type: 'ping-req', seq: 2, target: 8 }, 'for the same target and under the same number as node 4 did'],
    [4, { type: 'ping-req', seq: 2, target: 7 }, 'once more in this round, for another target'],
  ];
  for (const when of ['', ', when it had answered exactly this in an earlier round']) {
    for (const [from, message, which] of asked) {
      const sent = one.tell(from, message);
      const [type, to] = message.type === 'ping' ? (['ack', from] as const) : (['ping', message.target] as const);
      ensure(sent.length === 1 && sent[0]!.to === to && sent[0]!.message.type === type, {
        did: `${told(sent)}\nwhen ${brief(message, 80)} came from node ${from},\n${when === '' ? which : which.replace('for the first time', 'once more')}${when}`,
        expected: `${type === 'ack' ? 'an ack' : 'a ping'} to node ${to}, as for any other`,
        because: when === '' ? 'whoever asks waits for an answer, however many ask at once' : 'a node that starts anew counts from 1 again: a number seen before may be a new question',
      });
    }
    const { target, ping } = probe(one);
    answered(one, target, ping);
  }
});

test('does its part for nodes that are not on its list', () => {
  const cases = [
    ['pinged it', 8, { type: 'ping', seq: 5, origin: 8 }, 'ack', 8],
    ['asked it to ping node 9', 8, { type: 'ping-req', seq: 5, target: 9 }, 'ping', 9],
    ['brought an ack with origin 8', 9, { type: 'ack', seq: 5, origin: 8 }, 'ack', 8],
  ] as const;
  for (const [what, from, message, type, to] of cases) {
    const sent = start({ members: numbered(3) }).tell(from, message);
    ensure(sent.length === 1 && sent[0]!.to === to && sent[0]!.message.type === type, {
      did: `${told(sent)}\nwhen node ${from}, who is not among 0, 1 and 2, ${what}`,
      expected: `${type === 'ack' ? 'an ack' : 'a ping'} to node ${to}`,
      because: 'its list says whom a node asks itself; who has just come may not be on it yet, and is not dead for that',
    });
  }
});

/** Whom the node tells a new rumor when it tells all whom it calls. */
function called(one: Detector): NodeId[] {
  one.node.write({ key: 'rumor', value: 'a', version: 1, writer: one.node.id });
  return only('push', one.round()).map(({ to }) => to).sort((a, b) => a - b);
}

const OF_THE_LIVING = '`this.alive` is also the list of those who are told rumors: whoever is taken off it,\nor off a list that is the same object, is out of the group';

test('takes nobody off the list of the living who has answered', () => {
  for (const probeOrder of ['round-robin', 'random'] as const) {
    const one = start({ probeOrder, id: 3, members: numbered(5), fanout: 4 });
    for (let round = 1; round <= 9; round++) {
      for (const { to, message } of only('ping', one.round())) if (to !== 3) answered(one, to, message);
    }
    const peers = called(one);
    ensure(peers.join() === '0,1,2,4', {
      did: `told a new rumor ${peers.length === 0 ? 'nobody' : `only nodes ${list(peers)}`}, with fanout 4, as node 3 of 0 to 4,\nafter nine rounds (probeOrder '${probeOrder}') in which all had answered, and nobody had died`,
      expected: 'the rumor told to nodes 0, 1, 2 and 4: `this.alive` as it was',
      because: OF_THE_LIVING,
    });
  }
});

test('gives every ping a number of its own', () => {
  const one = start();
  const numbers = numbered(300).map(() => {
    const { target, ping } = probe(one);
    answered(one, target, ping);
    return ping.seq;
  });
  const again = numbers.findIndex((seq, i) => numbers.indexOf(seq) < i);
  ensure(again === -1, {
    did: `gave ping ${1 + again} of 300 the number ${numbers[again]}, which ping ${1 + numbers.indexOf(numbers[again]!)} had had;\nit numbered its pings ${numbers.slice(0, 12).join(', ')} …`,
    expected: 'three hundred pings, three hundred numbers',
    because: 'when two pings share a number, a late ack to the first answers the second',
  });
});

test('makes a new message for every ping', () => {
  const one = start();
  const [first] = only('ping', one.round());
  const before = first && snapshot(first.message);
  one.round();
  const after = first && snapshot(first.message);
  ensure(before === after, {
    did: `sent ${before},\nand turned it into ${after} a round later`,
    expected: 'a message that stays as it was sent: another object for the next one',
    because: 'a message may be on its way for longer than a round; nobody can change what has been sent',
  });
});

test('leaves what it has sent as it was', () => {
  const one = start({ id: 3, members: [3, 4] });
  const happening = (n: number): GossipEvent<AnyMessage>[] => [
    { type: 'round' },
    { type: 'message', from: 4 + n, message: { type: 'ping', seq: 7 + n, origin: 6 } },
    { type: 'message', from: 4 + n, message: { type: 'ping-req', seq: 7 + n, target: 6 } },
    { type: 'message', from: 6, message: { type: 'ack', seq: 7 + n, origin: 4 + n } },
  ];
  const given = happening(0).map((event) => one.node.handle(event));
  const before = given.map(effectsIn);
  const [ping] = given[0]!.flatMap((effect) => (effect.type === 'send' && effect.message.type === 'ping' ? [effect.message] : []));
  if (ping !== undefined) answered(one, 4, ping);
  for (const event of happening(1)) one.node.handle(event);
  for (const [i, effects] of given.entries()) {
    ensure(effectsIn(effects) === before[i], {
      did: `answered ${callOf(happening(0)[i]!)} with\n${before[i]},\nand turned that into\n${effectsIn(effects) || 'an empty list'}\nwhen the like happened again`,
      expected: 'an answer that stays as it was given: a new list and new objects every time',
      because: 'a message may be on its way for long; nobody can change what has been sent',
    });
  }
});

const effectsIn = (effects: readonly Effect[]): string => effects.map((effect) => (effect.type === 'send' ? `to ${effect.to}: ${snapshot(effect.message)}` : snapshot(effect))).join('\n');

test('leaves a peer in peace that has answered', () => {
  const one = start();
  const { target, ping } = probe(one);
  answered(one, target, ping);
  const sent = one.wait(999);
  ensure(sent.length === 0, {
    did: `${told(sent)}\nafter node ${target} had answered its ping`,
    expected: 'nothing sent: the timer of an answered ping does nothing',
    because: 'a timer cannot be called back; when it goes off, look whether anybody still waits',
  });
  probe(one);
  ensure(deadFor(one).length === 0, {
    did: `believed ${list(deadFor(one))} dead, who had answered`,
    expected: 'nobody dead',
    because: 'an ack in time is all that a node can do to show that it lives',
  });
});

test('asks others when the time-out is over, and not before', () => {
  for (const pingTimeout of [TIMEOUT, 80, 900]) {
    const one = start({ pingTimeout });
    probe(one);
    const early = one.wait(pingTimeout - 1);
    ensure(early.length === 0, {
      did: `${told(early)}\nbefore ${pingTimeout} ms had passed without an ack`,
      expected: `nothing sent: pingTimeout is ${pingTimeout} ms`,
      because: 'an ack may still be on its way; asking too early is a waste of messages',
    });
    const sent = one.wait(1);
    const ids = one.timers.gone.map((id) => `'${id}'`).join(', ');
    const ignored = ids !== '' && sent.length === 0 && deadFor(one).length === 0;
    ensure(only('ping-req', sent).length > 0, {
      did: `${told(sent)}, and believed ${list(deadFor(one))} dead,\nwhen ${pingTimeout} ms had passed without an ack, ${ids === '' ? 'and no timer had gone off' : `and its timer ${ids} went off`}`,
      expected: `ping-reqs to others: pingTimeout is ${pingTimeout} ms`,
      because: ignored
        ? 'a timer is known by its id alone: askOthers must look for the same text as startProbe has given it'
        : ids === ''
          ? 'only a timer tells a node that time has passed: startProbe sets it, with after: this.setup.pingTimeout'
          : 'perhaps only the way between these two is bad, and somebody else gets through',
    });
    const again = only('ping-req', one.wait(999 - pingTimeout));
    ensure(again.length === 0, {
      did: `${told(again)}\nafter it had asked others when ${pingTimeout} ms had passed`,
      expected: 'nobody asked a second time in the same round',
      because: '`proxies` says what a silent peer may cost; whoever asks again and again pays for it several times',
    });
  }
});

test('asks as many others as `proxies` says, none of them twice', () => {
  for (const proxies of [1, 3, 8]) {
    for (const n of numbered(20)) {
      const one = start({ proxies, probeOrder: n % 2 === 0 ? 'round-robin' : 'random', random: seeded(n) });
      const { target, ping } = probe(one);
      const all = one.wait(TIMEOUT);
      const sent = only('ping-req', all);
      const asked = new Set(sent.map(({ to }) => to));
      ensure(sent.length === proxies && asked.size === proxies, {
        did: `with proxies = ${proxies}, asked ${list(sent.map(({ to }) => to))} to ping node ${target}`,
        expected: proxies === 1 ? 'one of the eight others' : `${proxies} different ones of the eight others`,
        because:
          sent.length === proxies - 1
            ? 'one helper fewer, and the living are buried more often; whom you leave out, leave out first'
            : '`proxies` says what a silent peer may cost, and how often the living are buried',
      });
      ensure(all.length === sent.length, {
        did: `${told(all)}\nwhen the time for the ack of node ${target} was over, with proxies = ${proxies}`,
        expected: `${proxies} ping-req, and nothing else`,
        because: '`proxies` says what a silent peer may cost',
      });
      ensure(!asked.has(target) && !asked.has(0), {
        did: `as node 0, asked ${asked.size === 1 ? 'node' : 'nodes'} ${list([...asked])} to ping node ${target}`,
        expected: `neither node ${target}, which is silent, nor node 0, which is itself`,
        because: 'the silent one cannot help to find out, and you have tried already',
      });
      ensure(sent.every(({ message }) => message.target === target && message.seq === ping.seq), {
        did: `${told(sent)}\nafter a ping to node ${target} with seq ${ping.seq}`,
        expected: `target: ${target} and seq: ${ping.seq} in each`,
        because: 'the ack that comes back through a helper must answer this ping',
      });
    }
  }
});

test('asks others than last time', () => {
  const asked = new Set<NodeId>();
  for (const n of numbered(60)) {
    const one = start({ random: seeded(n) });
    probe(one);
    for (const { to } of only('ping-req', one.wait(TIMEOUT))) asked.add(to);
  }
  // Who is never the target is never asked with probability (5/8)^60; who is always the target need not be.
  ensure(asked.size >= 8, {
    did: `asked only ${list([...asked].sort())} for help in 60 probes`,
    expected: 'each of the nine others now and then: choose with selectPeers',
    because: 'helpers that are always the same are overrun, and are no help once they are dead',
  });
});

test('asks all others where `proxies` asks for more, and nobody where it asks for none', () => {
  for (const [size, proxies] of [[10, 0], [2, 0], [2, 3], [3, 1], [3, 3], [4, 3]] as const) {
    const one = start({ members: numbered(size), proxies });
    const { target } = probe(one, ` in a group of ${size}`);
    const asked = only('ping-req', one.wait(TIMEOUT)).map(({ to }) => to).sort((a, b) => a - b);
    const others = numbered(size).filter((peer) => peer !== 0 && peer !== target);
    const right = Math.min(proxies, others.length);
    ensure(asked.length === right && asked.every((peer) => others.includes(peer)), {
      did: `with proxies = ${proxies}, in a group of ${size}, asked ${list(asked)} to ping node ${target}`,
      expected: right === 0 ? 'nobody asked' : `${right === others.length ? `all there are: ${list(others)}` : `${right} of ${list(others)}`}`,
      because: proxies === 0 ? 'with 0 helpers, the direct ping has to do: the lesson compares the two' : 'few helpers are better than none: the way between two nodes may be all that is broken',
    });
  }
});

test('does not take the ack for somebody else as its own', () => {
  const one = start();
  const { target, ping } = probe(one);
  one.tell(6, { type: 'ack', seq: ping.seq, origin: target === 4 ? 5 : 4 });
  const sent = only('ping-req', one.wait(TIMEOUT));
  ensure(sent.length > 0, {
    did: `took its ping ${ping.seq} to node ${target} for answered\nwhen an ack with that number and another origin came by`,
    expected: 'still waiting: that ack answers the ping of somebody else',
    because: 'every node counts its pings from 1, so the same number means little by itself',
  });
});

test('takes an ack that comes through a helper, whichever it is', () => {
  for (const nth of [0, 1, 2]) {
    const one = start({ proxies: 3 });
    const { target, ping } = probe(one);
    const helper = only('ping-req', one.wait(TIMEOUT))[nth]?.to;
    if (helper !== undefined) answered(one, helper, ping);
    probe(one);
    ensure(helper !== undefined && deadFor(one).length === 0, {
      did: `believed node ${target} dead, though helper ${helper ?? '(there was none)'} brought an ack for its ping`,
      expected: 'nobody dead: one ack with the right number is enough, whoever delivers it',
      because: 'an ack proves that somebody lives; silence proves nothing',
    });
  }
});

test('takes an ack from the target itself also when it comes after the time-out', () => {
  const one = start();
  const { target, ping } = probe(one);
  one.wait(TIMEOUT + 100);
  answered(one, target, ping);
  probe(one);
  ensure(deadFor(one).length === 0, {
    did: `believed node ${target} dead, whose ack came ${TIMEOUT + 100} ms after the ping, when others had been asked`,
    expected: 'nobody dead: until the round is over, one ack with the right number is enough',
    because: 'the time-out only says when to ask others; an ack that took longer is an ack',
  });
});

test('takes nobody off the list of the living whom it asks others to ping', () => {
  const one = start({ members: numbered(5), fanout: 4 });
  const { target, ping } = probe(one);
  one.wait(TIMEOUT);
  answered(one, target, ping);
  const peers = called(one);
  ensure(peers.join() === '1,2,3,4', {
    did: `told a new rumor ${peers.length === 0 ? 'nobody' : `only nodes ${list(peers)}`}, with fanout 4, as node 0 of 0 to 4,\nafter it had asked others to ping node ${target}, which then answered in time`,
    expected: 'the rumor told to nodes 1, 2, 3 and 4: `this.alive` as it was',
    because: OF_THE_LIVING,
  });
});

test('chooses its helpers anew every time', () => {
  // Three helpers of eight are the same three as the time before with probability 1/56 at most. That
  // happens more than 15 times in 60 with a probability below C(60, 16)·(1/56)^16, which is below 1e-13.
  const one = start({ random: seeded(6) });
  let before = '';
  let same = 0;
  for (let round = 1; round <= 60; round++) {
    const { target, ping } = probe(one);
    const asked = only('ping-req', one.wait(TIMEOUT)).map(({ to }) => to).sort().join(', ');
    if (asked === before) same++;
    before = asked;
    answered(one, target, ping);
  }
  ensure(same <= 15, {
    did: `asked the same three helpers as the time before in ${same} of 60 probes, and nodes ${before} at the end`,
    expected: 'three of the eight others, chosen anew for every probe: about once in 60 the same as before',
    because: HELPERS,
  });
  // Each of four is the target 24 times, with three to choose a helper from. That one of them gets the
  // same helper every time has a probability below 4·3·(1/3)^24, which is below 1e-10.
  const few = start({ members: numbered(5), proxies: 1, random: seeded(6) });
  const helpers = new Map<NodeId, Set<NodeId>>();
  for (let round = 1; round <= 4 * 24; round++) {
    const { target, ping } = probe(few);
    const asked = only('ping-req', few.wait(TIMEOUT)).map(({ to }) => to);
    helpers.set(target, new Set([...(helpers.get(target) ?? []), ...asked]));
    answered(few, target, ping);
  }
  for (const [target, asked] of helpers) {
    ensure(asked.size > 1, {
      did: `asked only node ${list([...asked])} to ping node ${target}, in 24 probes with one helper each`,
      expected: 'now the one, now the other: chosen anew for every probe',
      because: HELPERS,
    });
  }
});

const HELPERS = 'helpers that cannot reach the peer, or are dead themselves, cannot help the next time either';

test('is not disturbed by acks that nobody waits for', () => {
  const one = start();
  const { target, ping } = probe(one);
  const sent = [
    ...one.tell(5, { type: 'ack', seq: ping.seq + 1000, origin: 0 }),
    ...answered(one, target, ping),
    ...answered(one, target, ping),
  ];
  ensure(sent.length === 0, {
    did: `${told(sent)}\nwhen an ack came with a number it never gave, and one came twice`,
    expected: 'nothing sent',
    because: 'networks repeat and delay messages; an ack too many must do no harm',
  });
});

test('gives a peer until the next round to answer', () => {
  const cases: [string, string, Partial<NodeSetup>][] = [
    ['', 'neither it nor a helper has answered', {}],
    [' in a group of two', 'it has not answered, and there is nobody else to ask', { members: [0, 1] }],
    [' with proxies = 0', 'it has not answered, and nobody else was to be asked', { proxies: 0 }],
  ];
  for (const [where, silence, changes] of cases) {
    const one = start(changes);
    const { target } = probe(one, where);
    one.wait(999);
    ensure(deadFor(one).length === 0, {
      did: `believed node ${list(deadFor(one))} dead before the round was over${where}`,
      expected: 'no verdict before the next round',
      because: where === '' ? 'the helpers were asked only after the time-out, and their acks take time' : 'the ack may be slow: where nobody can be asked, all that is left is to wait',
    });
    one.round();
    ensure(deadFor(one).join() === String(target), {
      did: `believed ${list(deadFor(one))} dead when the next round began${where}`,
      expected: `node ${target}: ${silence}`,
      because: 'its time is over: whoever finds out is the first to believe it',
    });
  }
});

test('takes no notice of the timer of an earlier ping', () => {
  // In a group of three, some of the nodes probe the same peer twice in succession.
  for (const n of numbered(40)) {
    for (const pass of ['answered', 'unanswered'] as const) {
      // A timer that goes off 1,500 ms after its ping, so 500 ms after the next one.
      const one = start({ pingTimeout: 1500, probeOrder: 'random', members: numbered(pass === 'answered' ? 3 : 5), random: seeded(n) });
      const first = probe(one);
      const ids = [...one.timers.set];
      if (pass === 'answered') answered(one, first.target, first.ping);
      const second = probe(one);
      const shared = one.timers.set.slice(ids.length).find((id) => ids.includes(id));
      const believed = list(deadFor(one));
      const sent = one.wait(999);
      ensure(sent.length === 0 && list(deadFor(one)) === believed, {
        did: `${told(sent)}, and believed ${list(deadFor(one))} dead,\nwhen the timer ${ids.map((id) => `'${id}'`).join(', ')} of ping ${first.ping.seq} to node ${first.target}, which ${pass === 'answered' ? 'was answered' : 'had got its verdict'}, went off late, during ping ${second.ping.seq} to node ${second.target}`,
        expected: `nothing sent, nobody accused: the time of ping ${second.ping.seq} is not over`,
        because:
          shared === undefined
            ? 'a busy machine is late with its timers: look in the id which ping a timer belongs to'
            : `a busy machine is late with its timers, and both pings set the timer '${shared}':\nwith the number of the ping in its id, they could be told apart`,
      });
    }
  }
});

test('takes no notice of the timer of any earlier ping, whatever its number', () => {
  const one = start();
  for (let n = 1; n <= 31; n++) {
    const { target, ping } = probe(one);
    const earlier = one.timers.set.slice(0, -1);
    // Ping 1 and ping 10 begin alike, and so do 3 and 31.
    for (const id of n === 10 || n === 31 ? earlier : []) {
      const sent = one.node.handle({ type: 'timer', id });
      ensure(sent.length === 0, {
        did: `asked others to ping node ${target} when the timer '${id}' went off late;\nthe timer of its present ping is '${one.timers.set.at(-1)}'`,
        expected: 'nothing sent: that timer belongs to an earlier ping',
        because: 'a busy machine is late with its timers: only the very same id is the timer of this ping',
      });
    }
    answered(one, target, ping);
  }
});

test('takes no ack of an earlier ping for the answer to this one', () => {
  const one = start();
  const first = probe(one);
  one.wait(999);
  const second = probe(one);
  answered(one, first.target, first.ping);
  one.wait(999);
  probe(one);
  ensure(deadFor(one).includes(second.target), {
    did: `did not believe node ${second.target} dead, which never answered;\nthere was only a late ack to the ping before`,
    expected: `node ${second.target} dead: ping ${second.ping.seq} has no ack; ping ${first.ping.seq} is another matter`,
    because: 'in a slow network late acks keep coming, and the dead would live for ever',
  });
});

test('takes no second copy of an old ack for the answer to a new ping', () => {
  const one = start({ members: [0, 1] });
  const first = probe(one);
  answered(one, first.target, first.ping);
  const second = probe(one);
  answered(one, first.target, first.ping);
  one.wait(999);
  one.round();
  ensure(deadFor(one).join() === '1', {
    did: `took ping ${second.ping.seq} for answered when the ack with number ${first.ping.seq} came a second time`,
    expected: 'node 1 dead: it lived when it answered the first ping, and may have died since',
    because: 'not who sends the ack counts, nor when it comes, but which ping it answers',
  });
});

test('takes no ack with a number that it never gave for the answer', () => {
  const one = start();
  const { target, ping } = probe(one);
  one.tell(target, { type: 'ack', seq: ping.seq + 1000, origin: 0 });
  ensure(only('ping-req', one.wait(TIMEOUT)).length > 0, {
    did: `took its ping ${ping.seq} for answered when an ack with the number ${ping.seq + 1000} came, which it never gave`,
    expected: `still waiting for the ack with the number ${ping.seq}`,
    because: 'an ack answers the ping with its number, and no other',
  });
});

test('takes nothing but an ack for the answer', () => {
  const one = start();
  const { target, ping } = probe(one);
  one.tell(target, { type: 'ping', seq: ping.seq, origin: target });
  one.tell(target, { type: 'ping-req', seq: ping.seq, target: target === 4 ? 5 : 4 });
  one.tell(target, { type: 'push', updates: [] });
  ensure(only('ping-req', one.wait(TIMEOUT)).length > 0, {
    did: `took its ping ${ping.seq} for answered when node ${target} sent it a ping, a ping-req and a push`,
    expected: `still waiting for the ack with the number ${ping.seq}`,
    because: 'whoever hears nothing can still call: only an ack shows that the ping has arrived',
  });
});

test('tells others about the death, as a rumor', () => {
  for (const [where, members] of [['', numbered(10)], [' in a group of three, so that two are left', numbered(3)]] as const) {
    const { one, dead, sent } = bereaved({ members });
    const pushes = only('push', sent);
    ensure(pushes.length === 1 && pushes[0]!.message.updates.length === 1, {
      did: `${told(sent)}\nin the round in which it found node ${dead} dead${where}`,
      expected: 'a push with one update, the verdict, besides its ping',
      because: 'otherwise every node has to find out for itself, and lose messages until it does',
    });
    const { key } = pushes[0]!.message.updates[0]!;
    ensure(one.node.isHot(key) && one.node.read(key) !== undefined, {
      did: `does not know its own verdict '${key}', or does not spread it any more`,
      expected: 'a hot rumor like any other: written to the node of step 04',
      because: 'that node pushes it, counts the answers, and stops in time',
    });
  }
});

/** A node that has found `dead` silent, after some rounds in which all answered, and the verdict that it pushes. */
function finding(id: NodeId, dead: NodeId, earlier = 0): { readonly finder: Detector; readonly verdict: Update } {
  const third = [5, 6, 7].find((other) => other !== id && other !== dead)!;
  const finder = start({ id, members: [id, dead, third] });
  targets(finder, earlier);
  for (;;) {
    const { target, ping } = probe(finder);
    if (target === dead) break;
    answered(finder, target, ping);
  }
  finder.wait(999);
  const sent = finder.round();
  const verdict = only('push', sent)[0]?.message.updates[0];
  ensure(verdict !== undefined, {
    did: `${told(sent)}\nwhen node ${id} found node ${dead} dead, and only node ${third} was left`,
    expected: `a push with the verdict to node ${third}`,
    because: 'the others are to know, too, however few are left',
  });
  return { finder, verdict: verdict! };
}

test('believes a verdict that it hears, and passes it on', () => {
  const { verdict } = finding(0, 3);
  const one = start({ id: 9 });
  one.tell(0, { type: 'push', updates: [{ ...verdict }] });
  ensure(deadFor(one).join() === '3', {
    did: `node 9 believed ${list(deadFor(one))} dead when it had heard that node 3 is`,
    expected: 'node 3 dead',
    because: 'few find out by themselves; all others have to trust them',
  });
  const passed = only('push', one.round()).flatMap(({ message }) => message.updates);
  ensure(passed.length === 1 && passed[0]!.key === verdict.key, {
    did: `node 9 pushed ${passed.length} updates in the round after it had heard the verdict`,
    expected: 'the verdict, like any rumor',
    because: 'what only its finder tells does not reach everybody',
  });
});

test('says the same as everybody else who finds the same death', () => {
  const { finder, verdict } = finding(0, 1);
  const other = finding(2, 1, 8).verdict;
  ensure(text(verdict) === text(other), {
    did: `node 0 wrote ${text(verdict)}\nand node 2 wrote ${text(other)}`,
    expected: 'the same update, word for word: key, value, version and writer',
    because:
      verdict.key === other.key && verdict.version === other.version && verdict.writer === other.writer
        ? 'where one update has two values, half of the group believes the one and half the other, for ever'
        : 'verdicts that differ replace one another, warm up again, and cost the traffic twice',
  });
  const [feedback] = only('feedback', finder.tell(2, { type: 'push', updates: [{ ...other }] }));
  ensure(feedback?.message.news === false, {
    did: `node 0 wrote ${text(verdict)}\nand node 2 wrote ${text(other)}`,
    expected: 'the same update, so that it is no news to who has found out alone',
    because: 'verdicts that differ replace one another, warm up again, and cost the traffic twice',
  });
});

test('does not ping, ask or call a peer that it believes dead', () => {
  for (const probeOrder of ['round-robin', 'random'] as const) {
    const { one, dead, sent: first } = bereaved({ probeOrder, members: numbered(5), fanout: 2, proxies: 3 });
    const sent = [...first];
    let [open] = only('ping', first);
    for (let round = 0; round < 12; round++) {
      sent.push(...one.wait(TIMEOUT));
      if (open !== undefined) answered(one, open.to, open.message);
      const next = one.round();
      sent.push(...next);
      [open] = only('ping', next);
    }
    const wasted = sent.filter(({ to }) => to === dead);
    ensure(wasted.length === 0, {
      did: `${told(wasted, 2)}\nafter it believed node ${dead} dead (probeOrder '${probeOrder}')`,
      expected: `nothing to node ${dead}: no ping, no ping-req, no push`,
      because: 'messages to the dead are what this step does away with',
    });
  }
});

test('takes a peer off its round that dies before its turn', () => {
  for (const n of numbered(6)) {
    // One of three has had a turn, or two have, and then somebody dies who is still to come.
    for (const had of [1, 2]) {
      const one = start({ members: numbered(4), random: seeded(n) });
      const turns = targets(one, had);
      const dead = [1, 2, 3].find((peer) => !turns.includes(peer))!;
      one.tell(1, { type: 'push', updates: [{ ...finding(10, dead).verdict }] });
      for (let turn = 0; turn < 4; turn++) {
        const sent = one.round();
        const [next] = only('ping', sent);
        ensure(next !== undefined, {
          did: `${told(sent)}\nwhen a round began; still to come in its order ${had === 2 ? 'was only' : 'were'} node ${dead}${had === 2 ? '' : ' and one more'},\nand of node ${dead} it had just heard that it is dead`,
          expected: 'a ping to the next one who is alive; if none is left in the order, to the first of a new one',
          because: 'a turn of somebody who is known to be dead is a round without a probe',
        });
        const { to: target, message: ping } = next!;
        ensure(target !== dead, {
          did: `pinged node ${dead}, though it had heard that node ${dead} is dead after it had put the order together`,
          expected: `only the two others: the order is older than the news`,
          because: 'a probe of a node that is known to be dead is a round without a probe',
        });
        answered(one, target, ping);
      }
    }
  }
});

test('does not believe that it is dead itself', () => {
  const accused = start({ id: 3 });
  accused.tell(0, { type: 'push', updates: [{ ...finding(0, 3).verdict }] });
  ensure(!deadFor(accused).includes(3), {
    did: 'node 3 heard that node 3 is dead, and believed it',
    expected: 'it knows better',
    because: 'a slow network makes mistakes; who hears of its own death is alive',
  });
  const round = accused.round();
  ensure(only('ping', round).length === 1, {
    did: `${told(round)}\nin the round after it had heard of its own death`,
    expected: 'a ping to another node, as in every round',
    because: 'whatever others think, it goes on doing its part',
  });
});

test('goes on doing its part when it has heard of its own death', () => {
  const accused = start({ id: 3 });
  accused.tell(0, { type: 'push', updates: [{ ...finding(0, 3).verdict }] });
  const cases = [
    ['node 4 pinged it', 4, { type: 'ping', seq: 7, origin: 4 }, 'an ack to node 4', 'ack', 4],
    ['node 4 asked it to ping node 6', 4, { type: 'ping-req', seq: 7, target: 6 }, 'a ping to node 6', 'ping', 6],
    ['node 6 brought an ack with origin 4', 6, { type: 'ack', seq: 7, origin: 4 }, 'that ack, to node 4', 'ack', 4],
  ] as const;
  for (const [what, from, message, expected, type, to] of cases) {
    const right = only(type, accused.tell(from, message)).some((one) => one.to === to);
    ensure(right, {
      did: `sent no such thing when ${what}, after node 3 had heard that node 3 is dead`,
      expected,
      because: 'whoever falls silent because others think it dead makes them right, and takes its help from all',
    });
  }
});

test('answers and helps a peer that it believes dead', () => {
  const { one, dead } = bereaved();
  const other = dead === 6 ? 5 : 6;
  const cases = [
    ['pinged it', dead, { type: 'ping', seq: 3, origin: dead }, `an ack to node ${dead}`, 'ack', dead],
    [`asked it to ping node ${other}`, dead, { type: 'ping-req', seq: 3, target: other }, `a ping to node ${other}`, 'ping', other],
    [`was to hear of an ack of node ${other}`, other, { type: 'ack', seq: 3, origin: dead }, `that ack, to node ${dead}`, 'ack', dead],
  ] as const;
  for (const [what, from, message, expected, type, to] of cases) {
    const sent = one.tell(from, message);
    const right = only(type, sent);
    ensure(right.length === 1 && right[0]!.to === to, {
      did: `${told(sent)}\nwhen node ${dead}, which it believes dead, ${what}`,
      expected,
      because: 'somebody who was buried alive would find everybody silent, and bury them all',
    });
  }
});

test('does not change its mind when the ack comes after the verdict', () => {
  const one = start();
  const { target, ping } = probe(one);
  one.wait(999);
  one.round();
  const other = target === 4 ? 5 : 4;
  const signs: readonly (readonly [string, AnyMessage])[] = [
    [`a late ack for its ping to node ${target}`, ackOf(ping)],
    [`a ping from node ${target}`, { type: 'ping', seq: 1, origin: target }],
    [`a ping-req from node ${target}`, { type: 'ping-req', seq: 1, target: other }],
    [`a push from node ${target}`, { type: 'push', updates: [] }],
  ];
  for (const [sign, message] of signs) {
    one.tell(target, message);
    ensure(deadFor(one).join() === String(target), {
      did: `believed ${list(deadFor(one))} dead after ${sign}`,
      expected: `node ${target} dead, as before: the verdict is out, and others believe it`,
      because: 'to take it back here alone would leave the group in two minds',
    });
  }
});

test('finds one after the other dead when all fall silent', () => {
  const one = start({ id: 3, members: numbered(8), fanout: 1 });
  for (let round = 1; round <= 8; round++) {
    const sent = one.round();
    const dead = deadFor(one);
    const now = `in round ${round}, after ${round - 1} rounds in which nobody answered, in a group of eight`;
    ensure(dead.length === round - 1, {
      did: `believed ${list(dead)} dead ${now}`,
      expected: `${round - 1} dead: whoever was pinged in the round before has not answered`,
      because: 'a network can be cut, or a whole row of machines can fail: each silence gets its verdict',
    });
    const told = only('push', sent).map(({ message }) => new Set(message.updates.map(({ key }) => key)).size);
    ensure(round === 8 || told.join() === (round === 1 ? '' : String(round - 1)), {
      did: `pushed ${told.length === 0 ? 'no verdict' : `${told.join(' and ')} verdicts`} ${now}`,
      expected: `${round - 1} verdicts, one on each: ${list(dead)}`,
      because: 'the others are to hear of every death: none of these rumors has cooled',
    });
  }
});

test('gives everybody a turn before anybody has a second', () => {
  for (const others of [3, 9]) {
    // Node 3, so that node 0 is one of the others.
    const turns = targets(start({ id: 3, members: numbered(others + 1), random: seeded(3) }), 6 * others);
    for (let pass = 0; pass < 6; pass++) {
      const order = turns.slice(pass * others, (pass + 1) * others);
      const twice = order.find((peer, i) => order.indexOf(peer) < i);
      const left = numbered(others + 1).filter((peer) => peer !== 3 && !order.includes(peer));
      ensure(twice === undefined, {
        did: `as node 3 of 0 to ${others}, pinged ${list(order)} in turns ${pass * others + 1} to ${(pass + 1) * others}:\nnode ${twice} twice, and not node ${list(left)}`,
        expected: `each of the ${others} others once in ${others} turns, and then each once again`,
        because: 'whoever is passed over waits for another turn while it may be dead',
      });
    }
  }
});

test('gives everybody a turn in a large group', () => {
  const turns = targets(start({ id: 3, members: numbered(300) }), 299);
  const left = numbered(300).filter((peer) => peer !== 3 && !turns.includes(peer));
  ensure(left.length === 0, {
    did: `in a group of 300, gave ${left.length} of 299 others no turn in 299 rounds: ${list(left.slice(0, 5))}${left.length > 5 ? ' …' : ''}`,
    expected: 'each of the 299 others once',
    because: 'who is never asked is never found',
  });
  // Half of the 1,000 are above 500. None of them comes up in 60 choices with probability 2^−60.
  const random = targets(start({ id: 3, members: numbered(1000), probeOrder: 'random' }), 60);
  ensure(Math.max(...random) >= 500, {
    did: `with probeOrder 'random', in a group of 1,000, pinged nobody above node ${Math.max(...random)} in 60 rounds`,
    expected: 'all equally likely: about half of the targets above 500',
    because: 'who is never asked is never found',
  });
});

test('pings every peer at least once in 2n − 1 rounds, n being the number of others', () => {
  for (const others of [3, 9]) {
    const one = start({ members: numbered(others + 1), random: seeded(3) });
    const last = new Map<NodeId, number>();
    for (let round = 1; round <= 15 * others; round++) {
      const { target, ping } = probe(one);
      answered(one, target, ping);
      last.set(target, round);
      for (let peer = 1; peer <= others; peer++) {
        const gap = round - (last.get(peer) ?? 0);
        ensure(gap < 2 * others, {
          did: `with ${others} others, had not pinged node ${peer} for ${gap} rounds in round ${round}`,
          expected: `at most ${2 * others - 1} rounds from one ping to the next (2n − 1)`,
          because: 'first in one order and last in the next is the worst case; chance alone has no worst case',
        });
      }
    }
  }
});

/** The first `count` targets of a node that always gets an answer. */
function targets(one: Detector, count: number): NodeId[] {
  return numbered(count).map(() => {
    const { target, ping } = probe(one);
    answered(one, target, ping);
    return target;
  });
}

test('shuffles anew when everybody has had a turn, and not like everybody else', () => {
  // Two orders of nine are the same with probability 1/9!. That at most four different ones come up in
  // ten passes has probability below 4^10·(1/9!)^6, which is below 1e-27.
  const turns = targets(start({ random: seeded(4) }), 90);
  const passes = numbered(10).map((pass) => turns.slice(9 * pass, 9 * pass + 9).join());
  const orders = new Set(passes).size;
  ensure(orders > 4, {
    did: orders === 1 ? `pinged in the order ${passes[0]}, ten times in a row` : `pinged in only ${orders} orders in ten passes: ${[...new Set(passes)].slice(0, 2).join(', then ')} …`,
    expected: 'another order every time',
    because: 'nodes in a fixed order fall into step, and then some wait long for the first probe',
  });
  const firsts = numbered(10).map((n) => targets(start({ random: seeded(n) }), 9).join());
  ensure(new Set(firsts).size > 1, {
    did: `ten nodes with different randomness all pinged in the order ${firsts[0]}`,
    expected: 'an order of its own for each node',
    because: 'otherwise all of them ping the same peer at once, and nobody the others',
  });
});

test('lets anybody follow anybody in its orders', () => {
  // Twenty orders of nine, with 160 pairs of neighbours, of 72 possible ones. That all of them are among
  // some 18 pairs has a probability below C(72, 18)·(9·(18/8)^8/9!)^20, which is below 1e-18.
  const turns = targets(start({ random: seeded(7) }), 180);
  const pairs = new Set(turns.flatMap((peer, i) => (i % 9 === 0 ? [] : [`${turns[i - 1]} ${peer}`])));
  ensure(pairs.size > 18, {
    did: `pinged in the orders ${turns.slice(0, 9).join()} and ${turns.slice(9, 18).join()} and so on:\nin twenty orders, only ${pairs.size} pairs of neighbours`,
    expected: 'now this peer after that one, now another: shuffle, and do not only turn the order or begin elsewhere',
    because: 'nodes with one order among them fall into step: the same peers are asked by all at the same time',
  });
});

test('goes on with its order when somebody dies', () => {
  for (const n of numbered(6)) {
    const one = start({ members: numbered(9), random: seeded(n) });
    const before = targets(one, 4);
    const rest = numbered(9).filter((peer) => peer !== 0 && !before.includes(peer));
    // One who has had a turn dies, and one who has not.
    for (const dead of [before[0]!, rest[0]!]) one.tell(9, { type: 'push', updates: [{ ...finding(10, dead).verdict }] });
    const after = targets(one, 3);
    const due = rest.slice(1);
    ensure([...after].sort().join() === due.join(), {
      did: `pinged ${list(before)}, heard that nodes ${before[0]} and ${rest[0]} are dead, and pinged ${list(after)}`,
      expected: `${list(due)}, in any order: they have not had a turn, and the others have`,
      because: 'who has waited longest must not wait for a whole new order, in the very hour in which many die',
    });
  }
});

test("with probeOrder 'random', pings anybody in every round, whoever was pinged before", () => {
  // Passes of nine, which round-robin would fill with nine different peers. Of 200 pairs of successive
  // targets, 178 do not reach from one pass into the next. None of them is a repeat with probability
  // (8/9)^178, below 1e-9.
  const turns = targets(start({ probeOrder: 'random', random: seeded(5) }), 201);
  const repeats = turns.filter((peer, i) => i % 9 !== 0 && peer === turns[i - 1]).length;
  ensure(repeats > 0, {
    did: `pinged ${turns.slice(0, 18).join(', ')} …:\nin 201 rounds never the peer of the round before, within a pass of nine`,
    expected: "about one time in nine the same peer again: 'random' chooses among all, every time",
    because: 'the 1.58 periods of the lesson hold for choices that know nothing of each other; taking turns is the other order',
  });
});

/** Plays a run, and fails unless everybody who is up comes to believe `dead` dead, and nobody else. */
function ensureDead(changes: Partial<Scenario>, dead: readonly NodeId[], what: string, because: string): void {
  const { scenario, simulation, trace, replay } = run<AnyMessage>(5, createNode, { writes: [], ...changes });
  for (const event of trace) {
    if (event.type !== 'believes' || dead.includes(event.peer)) continue;
    ensure(false, {
      did: `${what},\nnode ${event.peer} was believed dead though it lives, first by node ${event.node} in round ${event.round}`,
      expected: dead.length === 0 ? 'nobody believed dead' : `nobody believed dead but ${list(dead)}`,
      because,
      replay: () => replay({ round: event.round, node: event.peer }),
    });
  }
  for (const peer of dead) {
    const unaware = simulation.nodes.filter(({ id, beliefs }) => !dead.includes(id) && beliefs?.get(peer) !== 'dead');
    ensure(unaware.length === 0, {
      did: `${what},\n${unaware.length} of ${scenario.nodes - dead.length} nodes did not know in round ${simulation.round} that node ${peer} is dead`,
      expected: `everybody who is up believes node ${peer} dead by then`,
      because: 'whom the rumor has not reached has had the time to probe everybody: 2n − 1 rounds',
      replay: () => replay({ round: simulation.round, node: peer }),
    });
  }
}

/** A pair of nodes between which nothing gets through. */
const cut = (from: NodeId, to: NodeId, rest: { readonly oneWay?: boolean; readonly at: number; readonly until?: number }): Fault => ({
  type: 'link',
  from: [from],
  to: [to],
  loss: 1,
  ...rest,
});

test('one lost message kills nobody, whichever it is', () => {
  for (const from of numbered(4)) {
    for (const to of numbered(4)) {
      if (from === to) continue;
      ensureDead(
        { nodes: 4, rounds: 4, faults: [cut(from, to, { oneWay: true, at: 2, until: 3 })] },
        [],
        `when what node ${from} sent to node ${to} in round 2 was lost`,
        'messages get lost all the time: no verdict before others have tried',
      );
    }
  }
});

test('a broken link between two nodes kills nobody', () => {
  ensureDead(
    { nodes: 6, rounds: 20, faults: [cut(2, 4, { at: 1 })] },
    [],
    'when nothing got through between nodes 2 and 4, and everything else did',
    'the helpers can reach both; the ack must come back through the helper, too',
  );
});

test('everybody finds out about a dead node, and nobody living is believed dead', () => {
  const faults: Fault[] = [{ type: 'crash', node: 7, at: 5 }];
  ensureDead({ nodes: 12, rounds: 5 + 22, faults }, [7], 'when node 7 crashed in round 5', 'the dead do not answer, and the living do');
});

test('finds two nodes that die at the same time', () => {
  const faults: Fault[] = [3, 6].map((node) => ({ type: 'crash', node, at: 4 }));
  const because = 'a helper that is dead itself must not make a living node look dead';
  ensureDead({ nodes: 8, rounds: 4 + 14, faults }, [3, 6], 'when nodes 3 and 6 crashed in round 4', because);
});

test('finds the dead in a group of two, in which nobody can help', () => {
  ensureDead({ nodes: 2, rounds: 8, faults: [] }, [], 'in a group of two', 'without helpers the direct ping has to do');
  const faults: Fault[] = [{ type: 'crash', node: 1, at: 3 }];
  ensureDead({ nodes: 2, rounds: 8, faults }, [1], 'when node 1 crashed, in a group of two', 'with nobody to ask, silence decides');
});

/** A run in which node 1 is dead from the start, up to the round in which somebody believes it. */
function untilBelievedDead(nodes: number, seed: number): Scenario {
  const scenario = defineScenario({ nodes, rounds: 60, seed, probeOrder: 'random', writes: [], faults: [{ type: 'crash', node: 1, at: 1 }] });
  const simulation = new Simulation<AnyMessage>(scenario, createNode);
  simulation.run(() => simulation.nodes.some(({ id, beliefs }) => id !== 1 && beliefs?.get(1) === 'dead'));
  return { ...scenario, rounds: simulation.round };
}

for (const nodes of [8, 32]) {
  test(`finds a dead node as fast as the theory says, when targets are random (${nodes} nodes)`, () => {
    const runs = nodes === 8 ? 80 : 40;
    const played = seeds(runs).map((seed) => untilBelievedDead(nodes, seed));
    // A node is first probed in the period before: the verdict falls at the start of the next one.
    const periods = played.map(({ rounds }) => rounds - 1);
    const mean = periods.reduce((a, b) => a + b, 0) / runs;
    const theory = periodsToFirstProbe(nodes);
    const [least, most] = waitBounds(runs, 1 / theory);
    const strangest = [...played].sort((a, b) => Math.abs(b.rounds - 1 - theory) - Math.abs(a.rounds - 1 - theory))[0]!;
    ensure(mean >= least && mean <= most, {
      did: `took ${mean.toFixed(2)} periods in the mean of ${runs} runs until somebody probed the dead node`,
      expected: `${theory.toFixed(2)}, which is 1/(1 − (1 − 1/(n−1))^(n−1)) for n = ${nodes};\nfrom ${least.toFixed(2)} to ${most.toFixed(2)} is within chance`,
      because: 'each of the others pings one of n − 1 peers a round, all equally likely',
      replay: () => replayOf(5, strangest, { round: strangest.rounds, node: 1 }),
    });
  });
}

const text = ({ key, value, version, writer }: Update): string => JSON.stringify({ key, value, version, writer });
