import { expect, test, vi } from 'vitest';
import { SeededRandom } from '../../../src/host/random.ts';
import { encodeEnvelope } from '../../../src/wire/envelope.ts';
import { MOST_A_SECOND, MOST_BYTES } from '../../../src/wire/limits.ts';
import { MemoryNetwork, VirtualClock } from '../../../src/wire/memory.ts';
import { MOST_PARTS } from '../../../src/wire/parts.ts';
import { sealWith } from '../../../src/wire/seal.ts';
import { openWorld, ROOM, type Dropped, type WiredWorld } from '../../../src/wire/world.ts';

const SEAL = sealWith('secret', 'label');

interface Place {
  readonly world: WiredWorld;
  readonly got: { readonly from: number; readonly bytes: Uint8Array }[];
  readonly dropped: Dropped[];
}

function network() {
  const clock = new VirtualClock();
  const memory = new MemoryNetwork(clock);
  const sizes: number[] = [];
  const place = (id: number, { address = `at ${id}`, life = 1, seal = SEAL } = {}): Place => {
    const transport = memory.open(address);
    const counting = { ...transport, send: (to: string, datagram: Uint8Array) => (sizes.push(datagram.length), transport.send(to, datagram)) };
    const dropped: Dropped[] = [];
    const world = openWorld({ id, transport: counting, clock, seal, random: new SeededRandom(id), life, onDropped: (why) => dropped.push(why) });
    const got: Place['got'] = [];
    world.listen((from, bytes) => got.push({ from, bytes }));
    return { world, got, dropped };
  };
  return { clock, memory, place, sizes };
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

test('a message to an address tells who sent it, and the answer finds the way back by id', () => {
  const { clock, place } = network();
  const [a, b] = [place(1), place(2)];
  a.world.send('at 2', bytes(7));
  clock.pass(5);
  expect(b.got).toEqual([{ from: 1, bytes: bytes(7) }]);
  b.world.send(1, bytes(8));
  clock.pass(5);
  expect(a.got).toEqual([{ from: 2, bytes: bytes(8) }]);
});

test('a message to a node of which nobody knows the address is counted, and lost', () => {
  const { place } = network();
  const a = place(1);
  a.world.send(9, bytes(1));
  expect(a.world.traffic).toMatchObject({ sent: 0, unsent: 1 });
});

test('a message to a number that is no id of a node is counted, and lost, whatever address was stated for it', () => {
  const { place } = network();
  const a = place(1);
  for (const id of [2 ** 48 - 1, 2 ** 51, -1, 1.5]) {
    a.world.addresses.stated(id, 'at-2', 1);
    a.world.send(id, bytes(1));
  }
  expect(a.world.traffic).toMatchObject({ sent: 0, unsent: 4 });
});

test('a large message travels as datagrams that fit, and arrives whole', () => {
  const { clock, place, sizes } = network();
  const [a, b] = [place(1), place(2)];
  const large = Uint8Array.from({ length: 20_000 }, (_, i) => i % 251);
  a.world.send('at 2', large);
  clock.pass(5);
  expect(b.got).toEqual([{ from: 1, bytes: large }]);
  expect(sizes).toHaveLength(Math.ceil(20_000 / ROOM));
  expect(Math.max(...sizes)).toBe(MOST_BYTES);
});

test('what is larger still is not sent, and counted', () => {
  const { clock, place } = network();
  const [a, b] = [place(1), place(2)];
  a.world.send('at 2', new Uint8Array(ROOM * MOST_PARTS + 1));
  a.world.send('at 2', new Uint8Array(ROOM * MOST_PARTS));
  clock.pass(5);
  expect(b.got.map(({ bytes: { length } }) => length)).toEqual([ROOM * MOST_PARTS]);
  expect(a.world.traffic.unsent).toBe(1);
});

test('a node that comes back elsewhere is found there, whoever hears of it first', () => {
  const { clock, place } = network();
  const [a, b] = [place(1), place(2)];
  b.world.send('at 1', bytes(1));
  clock.pass(5);
  void b.world.close();
  const again = place(2, { address: 'elsewhere', life: 2 });
  again.world.send('at 1', bytes(2));
  clock.pass(5);
  a.world.send(2, bytes(3));
  clock.pass(5);
  expect(again.got).toEqual([{ from: 1, bytes: bytes(3) }]);
});

test('the address that a node states is believed until it is heard from elsewhere', () => {
  const { clock, place } = network();
  const [a, b, c] = [place(1), place(2, { address: 'at-2' }), place(2, { address: 'new', life: 2 })];
  a.world.addresses.stated(2, 'at-2', 1);
  a.world.send(2, bytes(1));
  clock.pass(5);
  expect(b.got).toHaveLength(1);
  c.world.send('at 1', bytes(2));
  clock.pass(5);
  a.world.addresses.stated(2, 'another-of-its-addresses', 2);
  expect(a.world.addresses.find(2)).toEqual(['new']);
  a.world.addresses.stated(2, 'newer', 3);
  expect(a.world.addresses.find(2)).toEqual(['new', 'newer']);
});

test('of several addresses that a node states, all are tried until it is heard; then that one', () => {
  const { clock, place, sizes } = network();
  const [a, b, other] = [place(1), place(2, { address: 'here' }), place(3, { address: 'there' })];
  a.world.addresses.stated(2, 'nobody there here', 1);
  a.world.send(2, bytes(1));
  clock.pass(5);
  expect(b.got).toEqual([{ from: 1, bytes: bytes(1) }]);
  expect([other.got, other.dropped]).toEqual([[], ['other']]);
  b.world.send(1, bytes(2));
  clock.pass(5);
  expect(a.world.addresses.find(2)).toEqual(['here']);
  const before = sizes.length;
  a.world.send(2, bytes(3));
  expect(sizes.length - before).toBe(1);
});

test('of a list of addresses without end, only the first few are tried', () => {
  const { place } = network();
  const a = place(1);
  a.world.addresses.stated(2, Array.from({ length: 100 }, (_, i) => `victim-${i}`).join(' '), 1);
  a.world.send(2, bytes(1));
  expect(a.world.traffic.sent).toBe(8);
});

test('a datagram that somebody sends again from elsewhere moves nobody', () => {
  const { clock, memory, place } = network();
  const a = place(1);
  const spy = memory.open('spy');
  const caught: Uint8Array[] = [];
  spy.listen((_from, datagram) => caught.push(datagram));
  const b = place(2);
  b.world.send('spy', bytes(1));
  b.world.send('at 1', bytes(2));
  clock.pass(5);
  spy.send('at 1', caught[0]!);
  clock.pass(5);
  expect(a.world.addresses.find(2)).toEqual(['at 2']);
});

test('what is meant for another node that had this address is dropped', () => {
  const { clock, place } = network();
  const [a, b] = [place(1), place(2, { address: 'at-2' })];
  a.world.addresses.stated(7, 'at-2', 1);
  a.world.send(7, bytes(1));
  clock.pass(5);
  expect([b.got, b.dropped]).toEqual([[], ['other']]);
});

test('who does not belong is not heard, is counted, and told once', () => {
  const { clock, place, memory } = network();
  const a = place(1);
  const stranger = place(2, { seal: sealWith('guess', 'label') });
  const outsider = memory.open('outsider');
  for (let i = 0; i < 3; i++) stranger.world.send('at 1', bytes(1));
  for (const datagram of [bytes(), bytes(1, 2, 3), new Uint8Array(100).fill(9), new Uint8Array(MOST_BYTES + 1)]) outsider.send('at 1', datagram);
  outsider.send('at 1', SEAL.seal(bytes(1, 2, 3)));
  outsider.send('at 1', SEAL.seal(encodeEnvelope({ from: 1, to: 1, life: 1, number: 1, part: 0, parts: 1, bytes: bytes() })));
  outsider.send('at 1', SEAL.seal(encodeEnvelope({ from: 3, to: 1, life: 1, number: 1, part: 5, parts: 2, bytes: bytes() })));
  clock.pass(5);
  expect(a.got).toEqual([]);
  expect(a.world.traffic.dropped).toEqual({ key: 3, short: 2, version: 1, large: 1, form: 3 });
  expect(a.dropped.toSorted()).toEqual(['form', 'key', 'large', 'short', 'version']);
});

test('one that floods is cut short, and the others are heard', () => {
  const { clock, place } = network();
  const [a, flooder, other] = [place(1), place(2), place(3)];
  for (let i = 0; i < 2 * MOST_A_SECOND; i++) flooder.world.send('at 1', bytes(1));
  other.world.send('at 1', bytes(2));
  clock.pass(5);
  expect(a.got.filter(({ from }) => from === 2)).toHaveLength(MOST_A_SECOND);
  expect(a.got.filter(({ from }) => from === 3)).toHaveLength(1);
  clock.pass(1_000);
  flooder.world.send('at 1', bytes(1));
  clock.pass(5);
  expect(a.got.filter(({ from }) => from === 2)).toHaveLength(MOST_A_SECOND + 1);
});

test('timers come when they are due, and not after they were taken back or the world was closed', async () => {
  const { clock, place } = network();
  const { world } = place(1);
  const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()];
  world.after(10, first);
  world.after(10, second)();
  world.after(30, third);
  clock.pass(20);
  await world.close();
  clock.pass(20);
  expect([first, second, third].map((each) => each.mock.calls.length)).toEqual([1, 0, 0]);
});
