import { expect, onTestFinished, test } from 'vitest';
import { SeededRandom } from '../../../src/host/random.ts';
import { writeAddresses } from '../../../src/wire/address-book.ts';
import { MemoryNetwork, VirtualClock } from '../../../src/wire/memory.ts';
import { openRelay, openRelayed } from '../../../src/wire/relay.ts';
import { sealWith } from '../../../src/wire/seal.ts';
import { overSeveralWays } from '../../../src/wire/several-ways.ts';
import { machineClock, type Clock, type Transport } from '../../../src/wire/transport.ts';
import { openUdp } from '../../../src/wire/udp.ts';
import { openWorld, type WiredWorld } from '../../../src/wire/world.ts';

const worldOn = (id: number, transport: Transport, clock: Clock): WiredWorld => openWorld({ id, transport, clock, seal: sealWith('secret', 'label'), random: new SeededRandom(id), life: 1 });
const A_BYTE = Uint8Array.of(7);

test('whoever is only at the relay and whoever is only on UDP both reach one that is on both, and are answered', async () => {
  const relay = await openRelay({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => relay.close());
  const at = (name: string): Promise<Transport> => openRelayed({ host: '127.0.0.1', port: relay.port, name });
  const udp = (): Promise<Transport> => openUdp({ host: '127.0.0.1', port: 0 });
  const both = overSeveralWays(await udp(), { relay: await at('anna') });
  const relayOnly = overSeveralWays(await udp(), { relay: await at('ben') });
  const worlds = [worldOn(1, both, machineClock), worldOn(2, relayOnly, machineClock), worldOn(3, await udp(), machineClock)] as const;
  onTestFinished(async () => void (await Promise.all(worlds.map((world) => world.close()))));
  const [anna, ben, carl] = worlds;
  anna.listen((from, bytes) => anna.send(from, bytes));
  const answers = [ben, carl].map((world) => new Promise((done) => world.listen((from, bytes) => done([from, bytes]))));
  ben.send('relay/anna', A_BYTE);
  carl.send(both.address, A_BYTE);
  expect(await Promise.all(answers)).toEqual([[1, A_BYTE], [1, A_BYTE]]);
  expect(anna.addresses.find(2)).toEqual(['relay/ben']);
});

test('a node that states all its ways is reached on the one that works', () => {
  const clock = new VirtualClock();
  const [cable, radio] = [new MemoryNetwork(clock), new MemoryNetwork(clock)];
  const two = overSeveralWays(cable.open('two'), { radio: radio.open('two') });
  // Node 1 has no cable: what it sends there reaches nobody.
  const one = worldOn(1, overSeveralWays(new MemoryNetwork(clock).open('one'), { radio: radio.open('one') }), clock);
  const heard: number[] = [];
  worldOn(2, two, clock).listen((from) => heard.push(from));
  one.addresses.stated(2, writeAddresses(two.addresses), 1);
  one.send(2, A_BYTE);
  clock.pass(5);
  expect(heard).toEqual([1]);
});
