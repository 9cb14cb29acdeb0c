import { describe, expect, onTestFinished, test } from 'vitest';
import { MOST_BYTES } from '../../../src/wire/limits.ts';
import type { Transport } from '../../../src/wire/transport.ts';
import { NETWORKS, NOT_HERE, type TestNetwork } from './worlds.ts';

interface Arrived {
  readonly from: string;
  readonly datagram: Uint8Array;
}

/** A transport that keeps what arrives. `arrived(n)` waits until so many have. */
async function station(network: TestNetwork): Promise<{ transport: Transport; got: Arrived[]; arrived(count: number): Promise<Arrived[]> }> {
  const transport = await network.open();
  onTestFinished(() => transport.close());
  const got: Arrived[] = [];
  let look = (): void => {};
  transport.listen((from, datagram) => {
    got.push({ from, datagram });
    look();
  });
  const arrived = (count: number): Promise<Arrived[]> =>
    new Promise((done) => {
      look = () => void (got.length >= count && done(got));
      network.settle();
      look();
    });
  return { transport, got, arrived };
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

for (const [kind, openNetwork] of Object.entries(NETWORKS)) describe.skipIf(kind in NOT_HERE)(kind in NOT_HERE ? `${kind}: ${NOT_HERE[kind]}` : kind, () => {
  test('carries a datagram, and says from whom', async () => {
    const network = await openNetwork();
    const [a, b] = [await station(network), await station(network)];
    a.transport.send(b.transport.address, bytes(1, 2, 3));
    expect(await b.arrived(1)).toEqual([{ from: a.transport.address, datagram: bytes(1, 2, 3) }]);
  });

  test('carries an answer to where the question came from', async () => {
    const network = await openNetwork();
    const [a, b] = [await station(network), await station(network)];
    a.transport.send(b.transport.address, bytes(1));
    const [question] = await b.arrived(1);
    b.transport.send(question!.from, bytes(2));
    expect(await a.arrived(1)).toEqual([{ from: b.transport.address, datagram: bytes(2) }]);
  });

  test('carries any bytes, from none to as many as are allowed', async () => {
    const network = await openNetwork();
    const [a, b] = [await station(network), await station(network)];
    const all = [bytes(), Uint8Array.from({ length: 256 }, (_, i) => i), bytes(0), bytes(10), new Uint8Array(MOST_BYTES).fill(0xff)];
    // One after the other: on a network, a later one may overtake.
    for (const [i, each] of all.entries()) {
      a.transport.send(b.transport.address, each);
      expect((await b.arrived(i + 1))[i]!.datagram).toEqual(each);
    }
  });

  test('takes the bytes as they are when they are sent, and gives away bytes of its own', async () => {
    const network = await openNetwork();
    const [a, b] = [await station(network), await station(network)];
    const sent = bytes(1, 2, 3);
    a.transport.send(b.transport.address, sent);
    a.transport.send(b.transport.address, sent);
    sent.fill(9);
    const [first, second] = await b.arrived(2);
    first!.datagram.fill(7);
    expect(second!.datagram).toEqual(bytes(1, 2, 3));
  });

  test('loses what is sent to nobody, and says nothing', async () => {
    const network = await openNetwork();
    const [a, b] = [await station(network), await station(network)];
    for (const nonsense of [network.nobody, '', 'no such place', '\0', '127.0.0.1:99999', '[::1', '__proto__']) a.transport.send(nonsense, bytes(1));
    a.transport.send(b.transport.address, bytes(2));
    expect((await b.arrived(1)).map(({ datagram }) => datagram)).toEqual([bytes(2)]);
  });

  test('loses what is far too large, and carries on', async () => {
    const network = await openNetwork();
    const [a, b] = [await station(network), await station(network)];
    a.transport.send(b.transport.address, new Uint8Array(2 ** 20));
    a.transport.send(b.transport.address, new Uint8Array(2 ** 16));
    a.transport.send(b.transport.address, bytes(2));
    expect((await b.arrived(1)).map(({ datagram }) => datagram)).toEqual([bytes(2)]);
  });

  test('hands over nothing after it was closed, sends nothing, and can be closed twice', async () => {
    const network = await openNetwork();
    const [a, b, c] = [await station(network), await station(network), await station(network)];
    await b.transport.close();
    await b.transport.close();
    b.transport.send(c.transport.address, bytes(1));
    a.transport.send(b.transport.address, bytes(2));
    // What c hears is later than what b would have heard.
    a.transport.send(c.transport.address, bytes(3));
    expect((await c.arrived(1)).map(({ datagram }) => datagram)).toEqual([bytes(3)]);
    expect(b.got).toEqual([]);
  });

  test('a listener takes the place of the one before', async () => {
    const network = await openNetwork();
    const [a, b] = [await station(network), await station(network)];
    const heard = new Promise<Uint8Array>((done) => b.transport.listen((_from, datagram) => done(datagram)));
    a.transport.send(b.transport.address, bytes(5));
    network.settle();
    expect(await heard).toEqual(bytes(5));
    expect(b.got).toEqual([]);
  });
});
