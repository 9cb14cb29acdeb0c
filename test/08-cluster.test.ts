import fc from 'fast-check';
import type { Belief, Effect, GossipEvent, NodeId, StoringNode, Update } from '../src/gossip/types.ts';
import { brief } from '../src/host/brief.ts';
import { KNOB_DEFAULTS, nodeKnobs } from '../src/sim/knobs.ts';
import type { RepairMessage } from '../steps/07-anti-entropy/anti-entropy.ts';
import { createNode, decode, encode, run, type Member } from '../steps/08-cluster/cluster.ts';
import { playedNode, type Part, type PlayedNode } from './support/played-node.ts';
import { seed, seeded } from './support/seed.ts';
import { numbered } from './support/show.ts';
import { SmallNetwork, type Place } from './support/small-world.ts';
import { ensure, inSituation, test } from './support/step-test.ts';
import { ALMOST, anyMessage, isMessage, MESSAGES } from './support/wire-messages.ts';

const ROUND = 1_000;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The value in these bytes, if they are JSON in UTF-8. */
function valueIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

// ---- bytes

const MUST_NOT_THROW = 'anybody can send anything to a socket; one datagram must not end the process';

/** Calls `decode`, and says so if it throws. What it throws because nothing is written is for the learner to read. */
function decoded(bytes: Uint8Array, what: string): RepairMessage | undefined {
  let answer: RepairMessage | undefined;
  try {
    answer = decode(bytes);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('TODO')) throw error;
    ensure(false, { did: `decode threw ${brief(error, 100)},\ngiven ${what}`, expected: 'undefined', because: MUST_NOT_THROW });
  }
  return answer;
}

/** These bytes are no message. */
function refused(bytes: Uint8Array, what: string, because: string): void {
  const answer = decoded(bytes, what);
  ensure(answer === undefined, () => ({ did: `decode returned ${brief(answer)},\ngiven ${what}`, expected: 'undefined', because }));
}

const sameValue = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** JSON with the fields of each object in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)) : part)) ?? 'undefined';
}

function survives(message: RepairMessage): void {
  const bytes = encode(message);
  const answer = decoded(bytes, textOf(bytes));
  ensure(sameValue(answer, message), () => ({
    did: `decode(encode(m)) returned ${brief(answer, 120)},\nfor m = ${brief(message, 120)}`,
    expected: 'm itself: the same fields, the same values',
    because:
      answer === undefined
        ? `to \`exactly\`, \`type\` is a field like the others: the shape that it is given must have it as well, and that in SHAPES has only what a message has beside it`
        : 'the node at the other end must hear what this one has said',
  }));
}

test('reads what it has written, whatever kind of message', () => {
  for (const message of MESSAGES) survives(message);
  // What a large cluster sends: some 130 kB, which the sockets of this workshop cut; and names and values as long as anybody likes.
  survives({ type: 'digest', versions: numbered(3_000).map((n) => ({ key: `key ${n}`, version: n + 1, writer: n % 40 })) });
  survives({ type: 'push', updates: [{ key: 'k'.repeat(1_000), value: 'v'.repeat(5_000), version: 1, writer: 4 }] });
});

test('reads the bytes that it was handed, and not those around them', () => {
  for (const message of MESSAGES) {
    const bytes = encode(message);
    const around = new Uint8Array(bytes.length + 40).fill(0x7b);
    around.set(bytes, 20);
    const answer = decoded(around.subarray(20, 20 + bytes.length), textOf(bytes));
    ensure(sameValue(answer, message), () => ({
      did: `decode returned ${brief(answer, 100)},\ngiven ${brief(textOf(bytes), 100)} in the middle of a larger buffer`,
      expected: 'the message: `bytes` alone are its text, and `bytes.buffer` is more than they are',
      because: 'a socket hands out parts of one large buffer; what lies around them belongs to other datagrams',
    }));
  }
});

test('takes nothing that is almost a message', () => {
  for (const [text, why] of ALMOST) refused(bytesOf(text), text === '' ? 'no bytes at all' : text, `${why}; the node behind it relies on what a message has`);
});

test('takes no part of a message, and no bytes that are no text', () => {
  for (const message of MESSAGES) {
    const whole = encode(message);
    for (const length of numbered(whole.length)) refused(whole.slice(0, length), `the first ${length} of the ${whole.length} bytes of ${brief(message)}`, 'a datagram may arrive cut off');
  }
  const padded = new Uint8Array([...encode(MESSAGES[0]!), 0]);
  refused(padded, `all bytes of ${brief(MESSAGES[0]!)} and a zero byte`, 'what is more than a message is not exactly a message');
  for (const byte of [0xff, 0xc0, 0x80]) {
    const bytes = bytesOf('{"type":"push","updates":[{"key":"rumor","value":"?","version":1,"writer":4}]}');
    bytes[textOf(bytes).indexOf('?')] = byte;
    refused(bytes, `a value with the byte 0x${byte.toString(16)}, which UTF-8 does not allow there`, 'replaced by “�” it would spread as a value that nobody has written: decode with { fatal: true }');
  }
});

test('reads each datagram by itself, whatever came before it', () => {
  const message: RepairMessage = { type: 'push', updates: [{ key: 'städte/東京', value: 'Öl 🛢', version: 3, writer: 4 }] };
  const whole = encode(message);
  for (const length of numbered(whole.length)) {
    decoded(whole.slice(0, length), `the first ${length} bytes of ${brief(message)}`);
    const answer = decoded(whole, textOf(whole));
    ensure(sameValue(answer, message), () => ({
      did: `decode returned ${brief(answer, 100)},\ngiven ${brief(textOf(whole), 100)}, after a datagram that held only its first ${length} bytes`,
      expected: 'the message, as if nothing had come before it',
      because: 'a datagram is whole or it is lost; what is kept of one spoils the next, which may be from somebody else',
    }));
  }
});

test('takes a damaged message only if it is one', () => {
  for (const message of MESSAGES) {
    const whole = encode(message);
    for (const bit of numbered(whole.length * 8)) {
      const bytes = whole.slice();
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      judged(bytes);
    }
  }
});

/** Takes these bytes if and only if they are a message. */
function judged(bytes: Uint8Array): void {
  const value = valueIn(bytes);
  const answer = decoded(bytes, brief(textOf(bytes), 120));
  const right = isMessage(value) ? sameValue(answer, value) : answer === undefined;
  ensure(right, () => ({
    did: `decode returned ${brief(answer, 100)},\ngiven ${brief(textOf(bytes), 140)}`,
    expected: isMessage(value) ? 'that message' : 'undefined',
    because: isMessage(value) ? 'it has all the fields of its kind, and no others' : 'what is not exactly a message is none: SHAPES and `exactly` say what each kind has',
  }));
}

test('comes back from ten megabytes of anything', () => {
  const large = 10 * 1024 * 1024;
  const text = new Uint8Array(large).fill(0x61);
  text[0] = 0x22;
  refused(new Uint8Array(large), 'ten megabytes of zeros', ANY_SIZE);
  refused(text, 'ten megabytes of a text that never ends', ANY_SIZE);
  refused(new Uint8Array(100_000).fill(0x5b), 'a hundred thousand opening brackets', ANY_SIZE);
});

const ANY_SIZE = 'a stranger decides how much is sent';

test('decode(encode(m)) is m, and decode never throws, for any m and any bytes', () => {
  const options = { seed: seed(8), numRuns: 150 };
  const lost = fc.check(fc.property(anyMessage, (message) => sameValue(decode(encode(message)), message)), options);
  if (lost.counterexample !== null) survives(lost.counterexample[0]);
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.json().map(bytesOf),
    // A message with one field that is something else.
    fc.tuple(anyMessage, fc.nat({ max: 3 }), fc.jsonValue({ maxDepth: 1 })).map(([message, at, value]) => {
      const names = Object.keys(message);
      return bytesOf(JSON.stringify({ ...message, [names[at % names.length]!]: value }));
    }),
  );
  const wrong = fc.check(fc.property(anything, (bytes) => void judged(bytes)), options);
  if (wrong.counterexample !== null) judged(wrong.counterexample[0]);
});

const ZERO = '0 is a node like any other; nobody is `undefined`, and an `if` takes both for false';

// ---- one member, with a node that does as the test wants

interface Alone extends PlayedNode {
  readonly network: SmallNetwork;
  readonly place: Place;
  readonly member: Member;
}

function alone(part: Partial<Part> = {}, number = 1): Alone {
  const network = new SmallNetwork(number);
  // Each number is another stream of chance.
  const places = numbered(number).map(() => network.open(part.id ?? 3));
  const place = places.at(-1)!;
  const played = playedNode({ id: 3, ...part });
  return { ...played, network, place, member: run(played.node, place.world) };
}

const heard = (events: readonly GossipEvent<RepairMessage>[]): string => (events.length === 0 ? 'nothing' : events.map((event) => brief(event, 70)).slice(0, 4).join(', '));

/** When the rounds of a node began. */
function roundsOf(milliseconds: number): number[] {
  const times: number[] = [];
  const { network } = alone({
    answer: ({ type }) => {
      if (type === 'round') times.push(network.now());
      return [];
    },
  });
  network.pass(milliseconds);
  return times;
}

test('plays a round after a round, again and again', () => {
  const times = roundsOf(100 * ROUND);
  ensure(times.length >= 90 && times.length <= 112, {
    did: `played ${times.length} rounds in ${100} seconds${times.length > 0 ? `, the first after ${Math.round(times[0]!)} ms` : ''}`,
    expected: 'about a hundred: each calls for the next one',
    because: times.length < 90 ? 'a clock calls back once for each time that it was asked' : 'who plays twice as often sends twice as much as all the others',
  });
});

test('lets 900 to 1,100 ms pass between two rounds, now more, now less', () => {
  const times = roundsOf(200 * ROUND);
  const waits = times.map((time, i) => time - (times[i - 1] ?? 0));
  const odd = waits.find((wait) => wait < 899 || wait > 1_101);
  ensure(odd === undefined, {
    did: `let ${Math.round(odd ?? 0)} ms pass before a round`,
    expected: 'a thousand, and at most a tenth more or less',
    because: 'the time-outs of your steps 05 and 06 count on rounds of about a second',
  });
  // If each wait is drawn evenly, 180 of them miss one of the outer eighths with a probability below 2 · (7/8)^180 < 1e-10.
  const [least, most] = [Math.min(...waits), Math.max(...waits)];
  ensure(least < 925 && most > 1_075, {
    did: `waited ${waits.slice(0, 4).map((wait) => Math.round(wait)).join(', ')} … ms for its rounds: from ${Math.round(least)} to ${Math.round(most)}`,
    expected: 'anything from 900 to 1,100, below a thousand as often as above, drawn with world.random',
    because: 'nodes that were started together would all speak at the same moment, for a long time or for ever',
  });
});

const SENT: readonly { readonly to: NodeId; readonly message: RepairMessage }[] = [
  { to: 5, message: MESSAGES[0]! },
  { to: 8, message: MESSAGES[5]! },
  { to: 0, message: MESSAGES[6]! },
];

/** Whatever has happened to a node, what it answers is carried out. */
const HAPPENINGS = ['round', 'message', 'timer'] as const;
type Happening = (typeof HAPPENINGS)[number];

interface Answering extends Alone {
  /** When timers went off, in milliseconds after that answer. */
  readonly due: readonly number[];
}

/** A member whose node answers the first round, message or timer with these effects, and nothing else with anything. */
function answering(on: Happening, effects: readonly Effect<RepairMessage>[]): Answering {
  let begun: number | undefined;
  const due: number[] = [];
  const one: Alone = alone({
    beliefs: new Map([[5, 'dead'], [8, 'suspect']]),
    answer: ({ type }) => {
      if (type === 'timer' && begun !== undefined) due.push(Math.round(one.network.now() - begun));
      if (on === 'timer' && type === 'round' && begun === undefined) return [{ type: 'timer', id: 'first', after: 100 }];
      if (type !== on || begun !== undefined) return [];
      begun = one.network.now();
      return [...effects];
    },
  });
  if (on === 'message') one.place.hear(5, encode(MESSAGES[3]!));
  else one.network.pass(1.3 * ROUND);
  return { ...one, due };
}

/** Why all that a node answers counts, also to this. */
const WHY_CARRIED_OUT = {
  round: 'a node only says what it wants; you are the one who does it',
  message: 'a node only says what it wants; you are the one who does it',
  timer: 'what a node wants when a timer goes off counts like all the rest: it asks others about a silent peer then, and spreads a verdict. So a timer happens, too: by `this.happen`',
} as const;

/** Fails unless what the node answered to this was sent. */
function ensureCarriedOut(on: Happening): void {
  const { place } = answering(on, SENT.map((one) => ({ type: 'send', ...one })));
  const sent = place.sent.map(({ to, bytes }) => ({ to, message: valueIn(bytes) }));
  const without = (id: NodeId): boolean => sent.length > 0 && sameValue(sent, SENT.filter(({ to }) => to !== id));
  const left = without(0) ? ZERO : without(5) || without(8) ? 'whom to talk to is for the node to say: your step 07 compares with the dead too, and your step 06 pings a suspect' : undefined;
  ensure(sameValue(sent, SENT), {
    did: `sent ${sent.length === 0 ? 'nothing' : brief(sent, 150)},\nwhen the node answered a ${on} with messages to 5, which it believes dead, to 8, which it suspects, and to 0`,
    expected: 'all three, in that order, and at once: world.send(to, encode(message))',
    because: left ?? WHY_CARRIED_OUT[on],
  });
}

test('sends what the node wants to send, as bytes', () => {
  for (const on of ['round', 'message'] as const) ensureCarriedOut(on);
});

test('hands the node what arrives, and from whom', () => {
  const { place, events } = alone();
  for (const message of MESSAGES) place.hear(5, encode(message));
  const expected = MESSAGES.map((message) => ({ type: 'message', from: 5, message }));
  ensure(sameValue(events, expected), {
    did: `${events.length} messages of ${expected.length} reached the node; it heard ${heard(events)}`,
    expected: 'each message once, in the order in which they arrived',
    because: 'this.node.handle is how anything happens to your node',
  });
});

test('calls the node back when a timer is due, each by its own id', () => {
  const due: [string, number][] = [];
  let begun = 0;
  const { network } = alone({
    answer: (event) => {
      if (event.type === 'timer') due.push([event.id, Math.round(network.now() - begun)]);
      if (event.type !== 'round' || begun > 0) return [];
      begun = network.now();
      return [{ type: 'timer', id: 'late', after: 4_500 }, { type: 'timer', id: 'soon', after: 300 }, { type: 'timer', id: 'same', after: 300 }];
    },
  });
  network.pass(8 * ROUND);
  const expected: [string, number][] = [['soon', 300], ['same', 300], ['late', 4_500]];
  ensure(sameValue(due, expected), {
    did: `the node asked for the timers late (4,500 ms), soon (300 ms) and same (300 ms);\n${due.length === 0 ? 'none went off' : due.slice(0, 5).map(([id, after]) => `${id} went off after ${after} ms`).join(', ')}`,
    expected: 'soon and same after 300 ms, late after 4,500, each once: { type: \'timer\', id }',
    because: 'your steps 05 and 06 tell by the id which ping, and which suspicion, has had its time',
  });
});

test('sends what the node wants to send when a timer goes off', () => ensureCarriedOut('timer'));

test('sets the timers that the node asks for, whatever has happened, and each as often as it asks', () => {
  for (const on of HAPPENINGS) {
    const { network, due } = answering(on, [{ type: 'timer', id: 'twice', after: 300 }, { type: 'timer', id: 'twice', after: 700 }]);
    network.pass(ROUND);
    ensure(sameValue(due, [300, 700]), {
      did: `the node answered a ${on} with two timers, “twice” after 300 ms and “twice” after 700 ms;\n${due.length === 0 ? 'none went off' : `it went off after ${due.join(' and ')} ms`}`,
      expected: 'both, each after its time',
      because: due.length === 1 ? 'a second timer is a second call, also if it has the id of the first: your step 06 knows by itself which of them is too old' : WHY_CARRIED_OUT[on],
    });
  }
});

test('carries on when garbage arrives', () => {
  const { network, place, events } = alone();
  const garbage = [...ALMOST.map(([text]) => bytesOf(text)), new Uint8Array(70_000).fill(0xff), encode(MESSAGES[0]!).slice(1)];
  for (const bytes of garbage) place.hear(5, bytes);
  ensure(events.length === 0, {
    did: `handed the node ${heard(events)}, when only garbage had arrived`,
    expected: 'nothing',
    because: 'your node believes what it hears',
  });
  network.pass(3 * ROUND);
  ensure(events.length >= 2, { did: 'played no round any more after garbage had arrived', expected: 'rounds as before', because: MUST_NOT_THROW });
});

// ---- joining

const OWN = { key: 'member/3', value: 'alive', version: 1, writer: 3 };
const RUMOR = { key: 'rumor', value: 'a', version: 2, writer: 3 };
const lines = (sent: Place['sent']): string => (sent.length === 0 ? 'sent nothing' : sent.slice(0, 4).map(({ at, to, bytes }) => `after ${Math.round(at)} ms to ${brief(to)}: ${brief(valueIn(bytes), 90)}`).join('\n'));

test('announces itself when it joins', () => {
  for (const [id, seeds] of [[3, ['a']], [3, []], [0, ['a']]] as const) {
    const { member, written } = alone({ id });
    member.join(seeds);
    const own = { ...OWN, key: `member/${id}`, writer: id };
    ensure(sameValue(written, [own]), {
      did: `wrote ${written.length === 0 ? 'nothing' : brief(written, 120)} to its node,\nwhen node ${id} joined with ${seeds.length === 0 ? 'no seeds' : 'a seed'}`,
      expected: `${brief(own)}: statement(its own id, 0, 'alive')`,
      because: id === 0 ? ZERO : 'whoever hears that statement calls this node from then on; your step 06 does that already',
    });
  }
});

test('asks a seed at once, with a digest of what it knows', () => {
  const { member, place } = alone({ known: [RUMOR] });
  member.join(['a', 'b']);
  const versions = [RUMOR, OWN].map(({ key, version, writer }) => ({ key, version, writer }));
  const [first] = place.sent;
  const message = first && (valueIn(first.bytes) as RepairMessage | undefined);
  const right = place.sent.length === 1 && first!.to === 'a' && message?.type === 'digest' && sameValue(new Set(message.versions.map(canonical)).size, 2) && versions.every((one) => message.versions.some((other) => sameValue(one, other)));
  ensure(right, {
    did: `${lines(place.sent)}\nwhen node 3 joined with the seeds 'a' and 'b'`,
    expected: `one digest, to 'a': ${brief(versions, 150)}`,
    because: 'the seed answers with all that is newer there, and asks back for what it has not heard: you',
  });
});

test('asks one seed after the other, a round apart, until somebody answers', () => {
  const { network, member, place } = alone();
  const seeds = ['a', 'b', 'c'];
  member.join(seeds);
  network.pass(7 * ROUND + 500);
  ensure(seeds.join() === 'a,b,c', {
    did: `turned the list of seeds that it was given, a, b, c, into ${seeds.join(', ') || 'an empty one'}`,
    expected: 'the list as it was: `readonly` says that it belongs to somebody else',
    because: 'whoever has called `join` may hand the same list to others, or join again',
  });
  const asked = place.sent.map(({ to }) => to);
  const apart = place.sent.map(({ at }, i) => at - (place.sent[i - 1]?.at ?? at)).slice(1);
  ensure(asked.length >= 6 && asked.every((to, i) => to === 'abc'[i % 3]), {
    did: `asked ${asked.slice(0, 9).join(', ')}${asked.length > 9 ? ' …' : ''} in seven seconds in which nobody answered; its seeds were a, b and c`,
    expected: 'a, b, c, a, b, c, a and so on, one a round',
    because: asked.length > 9 ? 'many at once, or without a wait, is a flood for those that have just come up' : 'a seed may be down for now, and a message may be lost; whoever gives up stays alone for ever',
  });
  ensure(apart.every((wait) => wait >= 500 && wait <= 2_000), {
    did: `asked again after ${apart.map((wait) => Math.round(wait)).join(', ')} ms`,
    expected: 'about a thousand each time',
    because: 'an answer needs time to come back',
  });
});

test('stops asking when somebody has answered, and not before', () => {
  const { network, member, place } = alone();
  member.join(['a']);
  network.pass(ROUND / 2);
  place.hear(5, bytesOf('{"type":"delta"}'));
  network.pass(ROUND);
  ensure(place.sent.length === 2, {
    did: `${lines(place.sent)}\nwithin 1.5 seconds, in which only garbage had come back`,
    expected: 'a second question',
    because: 'garbage is no answer',
  });
  place.hear(5, encode({ type: 'delta', updates: [], wanted: [] }));
  network.pass(5 * ROUND);
  ensure(place.sent.length === 2, {
    did: `went on asking after node 5 had answered: ${place.sent.length} questions in 6.5 seconds`,
    expected: 'no question any more: this.answered says that somebody was heard',
    because: 'who has been heard by one is known to all soon; from then on your step 07 compares',
  });
  const early = alone();
  early.member.join(['a']);
  early.network.pass(ROUND / 2);
  early.place.hear(5, encode({ type: 'delta', updates: [], wanted: [] }));
  early.network.pass(5 * ROUND);
  ensure(early.place.sent.length === 1, {
    did: `went on asking although node 5 had answered within half a second: ${early.place.sent.length} questions in 5.5 seconds`,
    expected: 'one question: look at this.answered before each of them, the second as well',
    because: 'most seeds answer at once; a question more for each newcomer is a question too many',
  });
});

test('asks with what it knows by then', () => {
  const { network, member, node, place } = alone();
  member.join(['a']);
  node.write(RUMOR);
  network.pass(1.5 * ROUND);
  const second = place.sent[1] && (valueIn(place.sent[1].bytes) as RepairMessage | undefined);
  ensure(second?.type === 'digest' && second.versions.some(({ key }) => key === RUMOR.key), {
    did: `was told ${brief(RUMOR, 90)} by a client after its first question,\nand asked again with ${brief(second, 90)}`,
    expected: 'a digest with that key in it: read what the node knows each time you ask',
    because: 'what is not in the digest looks as if it were not known, and nobody asks for it',
  });
});

test('joins nobody when there are no seeds', () => {
  const { network, member, place } = alone();
  member.join([]);
  network.pass(5 * ROUND);
  ensure(place.sent.length === 0, {
    did: `${lines(place.sent)}\nwhen it joined without seeds`,
    expected: 'nothing sent',
    because: 'the first node of a cluster has nobody to ask; it waits to be found',
  });
});

// ---- leaving

const about = (id: NodeId, value: string, version: number): Update => ({ key: `member/${id}`, value, version, writer: id });
const others = (count: number): Update[] => numbered(count).map((id) => about(10 + id, 'alive', 1));
const PEOPLE = [about(3, 'alive', 1), ...others(7)];
const DEAD = new Map<NodeId, Belief>([[11, 'dead'], [12, 'dead'], [13, 'suspect']]);

/** Lets a node leave, and returns what it sent. */
function left(part: Partial<Part>, number = 1): { readonly sent: readonly { readonly to: unknown; readonly message: unknown }[] } & Alone {
  const one = alone(part, number);
  one.member.leave();
  return { ...one, sent: one.place.sent.map(({ to, bytes }) => ({ to, message: valueIn(bytes) })) };
}

test('says that it is gone when it leaves, in its own incarnation', () => {
  for (const [known, version, so] of [[1, 3, 'alive in incarnation 0'], [4, 6, 'alive in incarnation 1'], [2, 3, 'suspect in incarnation 0'], [16, 18, 'alive in incarnation 5'], [undefined, 3, 'nothing, for nobody had spoken of it']] as const) {
    const own = known === undefined ? [] : [about(3, ['alive', 'suspect', 'dead'][(known - 1) % 3]!, known)];
    const { sent, written } = inSituation(
      {
        when: 'when it left before anybody had said anything about it',
        expected: 'goodbye all the same, in incarnation 0: `this.node.read` returns undefined for what nobody has said',
        because: 'a node may be stopped in the moment in which it was started, before it has joined',
      },
      () => left({ known: [...own, ...others(7)] }),
    );
    const gone = { type: 'push', updates: [about(3, 'dead', version)] };
    ensure(sent.length > 0 && sent.every(({ message }) => sameValue(message, gone)), {
      did: `${sent.length === 0 ? 'sent nothing' : `sent ${brief(sent[0], 120)}`}, when it left; of itself, node 3, it knew: ${so}`,
      expected: `${brief(gone, 130)}`,
      because: sent.length === 0 ? 'without a word the others must suspect it first, and wait in vain for a denial' : 'nobody but the node itself can say so at once; an older statement would be ignored, and a newer one accuses its next life',
    });
    ensure(written.length === 0, {
      did: `wrote ${brief(written[0], 100)} to its own node, when it left`,
      expected: 'nothing: send the statement, and write it nowhere',
      because: 'your step 06 denies what accuses its own node; what is known here would be that it lives in a new incarnation',
    });
  }
});

test('tells three others when it leaves, none of them itself, and none that is dead', () => {
  for (const number of numbered(40)) {
    const { sent } = left({ known: PEOPLE, beliefs: DEAD }, number + 1);
    const told = sent.map(({ to }) => to as NodeId);
    ensure(told.length === 3 && new Set(told).size === 3, {
      did: `told ${told.join(', ') || 'nobody'}, when it left a group of eight`,
      expected: 'three different ones: selectPeers(…, this.living(), TOLD, …)',
      because: 'one message may be lost, and three who know are enough for a rumor',
    });
    ensure(told.every((to) => to >= 10 && DEAD.get(to) !== 'dead'), {
      did: `as node 3, told ${told.join(', ')}, when it left; it believed 11 and 12 dead`,
      expected: 'three of those that are alive, or suspect, and not itself: this.living() lists them',
      because: 'what is told to the dead, or to oneself, goes no further',
    });
  }
  const two = left({ known: [about(3, 'alive', 1), about(0, 'alive', 1), about(4, 'alive', 1)] }).sent.map(({ to }) => to);
  ensure(two.includes(0) || !two.includes(4), {
    did: `told ${two.join(', ')}, when node 3 left a group of 0, 3 and 4`,
    expected: 'both of the others',
    because: ZERO,
  });
  const accused = left({ known: [about(3, 'alive', 1), ...others(3)], beliefs: new Map([[10, 'suspect'], [11, 'suspect'], [12, 'suspect']]) }).sent;
  ensure(accused.length === 3, {
    did: `told ${accused.length}, when it left a group of three others, all of them suspect`,
    expected: 'all three: this.living() lists whoever is not believed dead',
    because: 'a suspect lives until it is found dead; most of them deny in the next round',
  });
  const few = left({ known: [about(3, 'alive', 1), ...others(2)] }).sent;
  ensure(few.length === 2, { did: `told ${few.length}, when it left a group of three`, expected: 'both of the others', because: 'fewer than three are all that there are' });
});

test('tells others than last time', () => {
  const told = new Set(numbered(60).flatMap((number) => left({ known: PEOPLE }, number + 1).sent.map(({ to }) => to)));
  // One of seven is never among three with probability (4/7)^60, below 1e-14.
  ensure(told.size === 7, {
    did: `told only ${[...told].sort().join(', ')} in sixty departures from a group of eight`,
    expected: 'each of the seven others now and then',
    because: 'always the same three may be just those that are cut off',
  });
});

test('is silent for good once it has left, whatever timers are still set', () => {
  const answer = ({ type }: GossipEvent<RepairMessage>): Effect<RepairMessage>[] => [
    { type: 'send', to: 5, message: MESSAGES[3]! },
    ...(type === 'round' ? [{ type: 'timer', id: 'ping 1', after: 300 }, { type: 'timer', id: 'suspect 5 2', after: 4_500 }] as const : []),
  ];
  const { network, place, member, events } = alone({ known: [about(3, 'alive', 1)], answer });
  member.join(['a']);
  network.pass(2.5 * ROUND);
  member.leave();
  const before = { sent: place.sent.length, events: events.length };
  network.pass(1.5 * ROUND);
  place.hear(5, encode(MESSAGES[3]!));
  const asked = place.asked();
  network.pass(10 * ROUND);
  const after = { sent: place.sent.length, events: events.length };
  const late = place.sent.slice(before.sent);
  ensure(late.length === 0, () => ({
    did: `sent ${late.length} ${late.length === 1 ? 'message' : 'messages'} after it had left:\n${lines(late)}`,
    expected: 'none: no round, no timer, no message, and no seed that has not answered makes it speak again',
    because: late.every(({ to }) => to === 'a') ? 'the question to a seed is a call of `world.after` as well: `join` must look whether the node has left before it asks again' : 'one ack is enough, and the others see it alive',
  }));
  ensure(after.events === before.events, {
    did: `handed ${after.events - before.events} events to its node after it had left: ${heard(events.slice(before.events))}`,
    expected: 'none',
    because: 'the node would change, and nobody would be told',
  });
  ensure(place.asked() === asked, {
    did: `asked the clock ${place.asked() - asked} more times, in the ten seconds after it had left`,
    expected: 'never again: whoever has left waits for no round',
    because: 'a process goes on for as long as somebody waits for something',
  });
});

// ---- clusters of your nodes

interface Living {
  readonly id: NodeId;
  readonly place: Place;
  readonly node: StoringNode<RepairMessage>;
  readonly member: Member;
}

let streams = 0;

/** A node of yours in a process, so to say. */
function start(network: SmallNetwork, id: NodeId, seeds: readonly string[], address?: string): Living {
  const place = network.open(id, address);
  const node = createNode({ id, members: [id], random: seeded(30_000 + streams++), ...nodeKnobs({ ...KNOB_DEFAULTS, fanout: 2, k: 3 }) });
  const member = run(node, place.world);
  member.join(seeds);
  return { id, place, node, member };
}

/** So many nodes, which join through node 0, one every so many milliseconds. */
function cluster(size: number, apart: number, number = 1): { readonly network: SmallNetwork; readonly all: Living[] } {
  streams = number * 1_000;
  const network = new SmallNetwork(number);
  const all = numbered(size).map((id) => {
    const living = start(network, id, id === 0 ? [] : ['host-0']);
    network.pass(apart);
    return living;
  });
  return { network, all };
}

const believes = ({ node }: Living, other: NodeId): string => (node.read(`member/${other}`) === undefined ? 'nothing' : (node.beliefs?.get(other) ?? 'alive'));

/** Who of `all` does not believe that each of `ids` is so. */
function doubts(all: readonly Living[], ids: readonly NodeId[], so: 'alive' | 'dead'): string[] {
  return all.flatMap((one) => ids.filter((id) => id !== one.id && believes(one, id) !== so).map((id) => `node ${one.id} knows ${believes(one, id) === 'nothing' ? 'nothing' : `“${believes(one, id)}”`} of node ${id}`));
}

/** Lets rounds pass until `still` has nothing to say; fails with what it says when they are over. */
function until(network: SmallNetwork, rounds: number, still: () => string[], { expected, because, when }: { readonly when: string; readonly expected: string; readonly because: string }): void {
  for (let round = 0; round < rounds && still().length > 0; round++) network.pass(ROUND);
  const wrong = still();
  ensure(wrong.length === 0, () => ({ did: `${rounds} rounds after ${when}:\n${wrong.slice(0, 3).join('\n')}${wrong.length > 3 ? `\nand ${wrong.length - 3} more` : ''}`, expected, because }));
}

/**
 * A bound for those who wait for news. Every fifth round a node compares with one of at most seven others. That it
 * asks a given one that knows, in none of 200 comparisons, and that all three messages of it arrive where one
 * in ten is lost, has a probability of (1 − 0.73/7)^200 < 1e-9. Nearly always ten rounds are enough.
 */
const LONG = 1_000;

const ALL = 'all know all, and believe them alive';
const SPREADS = 'a seed hears of the newcomer by its digest, and tells the others; the newcomer hears of all by the answer';

test('a cluster forms when nodes join one by one', () => {
  const { network, all } = cluster(8, 700);
  until(network, LONG, () => doubts(all, numbered(8), 'alive'), { when: 'eight nodes had joined, one every 0.7 seconds', expected: ALL, because: SPREADS });
});

test('a cluster forms when all nodes join at once', () => {
  const { network, all } = cluster(8, 0);
  until(network, LONG, () => doubts(all, numbered(8), 'alive'), { when: 'eight nodes had joined at the same moment', expected: ALL, because: SPREADS });
});

test('joins although some seeds do not answer, and one is itself', () => {
  streams = 0;
  const network = new SmallNetwork(2);
  const all = [start(network, 0, [])];
  for (const id of [1, 2, 3]) all.push(start(network, id, ['nowhere', `host-${id}`, 'host-0']));
  until(network, LONG, () => doubts(all, numbered(4), 'alive'), { when: "nodes 1 to 3 had joined, each with an address where nobody is, its own, and node 0's", expected: ALL, because: 'lists of seeds are the same on all machines, and half of them are out of date' });
});

test('joins a seed that is started later', () => {
  streams = 0;
  const network = new SmallNetwork(3);
  const all = [start(network, 1, ['host-0']), start(network, 2, ['host-0'])];
  network.pass(10 * ROUND);
  all.push(start(network, 0, []));
  until(network, LONG, () => doubts(all, numbered(3), 'alive'), { when: 'their seed was started, ten rounds after them', expected: ALL, because: 'machines come up in any order; so ask again and again' });
});

test('a cluster forms where one message in ten is lost, and knows what is written', () => {
  const { network, all } = cluster(6, 0, 4);
  network.loss = 0.1;
  all[2]!.node.write({ key: 'rumor', value: 'a', version: 1, writer: 2 });
  const unknowing = (): string[] => all.filter(({ node }) => node.read('rumor')?.value !== 'a').map(({ id }) => `node ${id} does not know the rumor`);
  until(network, LONG, () => [...doubts(all, numbered(6), 'alive'), ...unknowing()], { when: 'six nodes had joined, and node 2 had written', expected: `${ALL}, and know the rumor`, because: 'datagrams get lost; all that is needed is that somebody tries again' });
});

test('nodes that live are not suspected, where nothing is lost', () => {
  const { network, all } = cluster(6, 100, 5);
  until(network, LONG, () => doubts(all, numbered(6), 'alive'), { when: 'six nodes had joined', expected: ALL, because: SPREADS });
  for (let round = 0; round < 15; round++) {
    network.pass(ROUND);
    const wrong = doubts(all, numbered(6), 'alive');
    ensure(wrong.length === 0, () => ({
      did: `${wrong[0]}, ${round + 1} rounds after all knew all, and nothing was lost`,
      expected: 'everybody alive, all the time',
      because: 'rounds of different nodes do not run in step, and need not: a ping is answered at once, whatever round it is',
    }));
  }
});

test('a node that is killed is found, by all', () => {
  const { network, all } = cluster(6, 0, 6);
  until(network, LONG, () => doubts(all, numbered(6), 'alive'), { when: 'six nodes had joined', expected: ALL, because: SPREADS });
  all[4]!.place.kill();
  const rest = all.filter(({ id }) => id !== 4);
  until(network, LONG, () => [...doubts(rest, [4], 'dead'), ...doubts(rest, [0, 1, 2, 3, 5], 'alive')], { when: 'node 4 was killed', expected: 'the five others believe it dead, and nobody else', because: 'rounds probe, and timers condemn: without either of them nobody is ever found dead' });
});

test('a node that is started again is alive again, on the same address or another', () => {
  for (const address of ['host-4', 'elsewhere']) {
    const { network, all } = cluster(5, 0, 7);
    until(network, LONG, () => doubts(all, numbered(5), 'alive'), { when: 'five nodes had joined', expected: ALL, because: SPREADS });
    all[4]!.place.kill();
    until(network, LONG, () => doubts(all.slice(0, 4), [4], 'dead'), { when: 'node 4 was killed', expected: 'the others believe it dead', because: 'timers condemn' });
    const again = [...all.slice(0, 4), start(network, 4, ['host-0'], address)];
    until(network, LONG, () => doubts(again, numbered(5), 'alive'), { when: `node 4 was started again${address === 'host-4' ? '' : ', on another address'}, knowing nothing`, expected: ALL, because: 'the seed answers with the news of its death, and your step 06 denies' });
  }
});

test('a node that leaves is not suspected first', () => {
  const { network, all } = cluster(6, 0, 8);
  until(network, LONG, () => doubts(all, numbered(6), 'alive'), { when: 'six nodes had joined', expected: ALL, because: SPREADS });
  all[2]!.member.leave();
  const rest = all.filter(({ id }) => id !== 2);
  // Its words take 20 ms. Whoever passes them on is not heard before 40.
  network.pass(30);
  const told = rest.filter((one) => believes(one, 2) === 'dead').length;
  ensure(told === 3, { did: `${told} of the five others believed node 2 dead, when its words had arrived`, expected: 'three: those who were told', because: 'they believe it at once, and tell the others; nobody has to wait for a time-out' });
  until(network, LONG, () => [...doubts(rest, [2], 'dead'), ...doubts(rest, [0, 1, 3, 4, 5], 'alive')], { when: 'node 2 had left', expected: 'the five others believe it gone, and nobody else', because: 'its last words are a rumor like any other, and it does not deny them' });
});

test('a cluster stays as it is when garbage rains on it', () => {
  const { network, all } = cluster(4, 0, 9);
  until(network, LONG, () => doubts(all, numbered(4), 'alive'), { when: 'four nodes had joined', expected: ALL, because: SPREADS });
  const before = all.map(({ node }) => canonical(node.readAll()));
  const random = seeded(5);
  for (const { place } of all) {
    for (const [text] of ALMOST) place.hear(9, bytesOf(text));
    for (const message of MESSAGES.slice(1)) {
      const bytes = encode(message);
      place.hear(9, bytes.slice(0, random.int(bytes.length)));
    }
    network.pass(ROUND / 4);
  }
  const changed = all.filter(({ node }, i) => canonical(node.readAll()) !== before[i]);
  ensure(changed.length === 0, () => ({ did: `node ${changed[0]!.id} knows ${brief(changed[0]!.node.readAll(), 150)}`, expected: 'what it knew before', because: 'what is no message has not been said' }));
  const wrong = doubts(all, numbered(4), 'alive');
  ensure(wrong.length === 0, () => ({ did: `${wrong[0]}, after garbage had rained on it`, expected: ALL, because: MUST_NOT_THROW }));
});
