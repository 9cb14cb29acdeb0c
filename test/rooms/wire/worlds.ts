import { networkInterfaces } from 'node:os';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { MemoryNetwork, VirtualClock } from '../../../src/wire/memory.ts';
import { openRelay, openRelayed } from '../../../src/wire/relay.ts';
import { overSeveralWays } from '../../../src/wire/several-ways.ts';
import { overStreams, readEnvelopes, writeEnvelope } from '../../../src/wire/streams.ts';
import type { Transport } from '../../../src/wire/transport.ts';
import { openUdp } from '../../../src/wire/udp.ts';

/** A network of one kind, as its tests see it. */
export interface TestNetwork {
  open(): Promise<Transport>;
  /** An address at which nobody listens. */
  readonly nobody: string;
  /** Lets what is under way arrive, where time does not pass by itself. */
  settle(): void;
}

/** Some containers have no IPv6 at all. */
const HAS_IPV6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));

/** Why a kind cannot be tried here; such tests are skipped. */
export const NOT_HERE: Readonly<Record<string, string>> = HAS_IPV6 ? {} : { 'UDP over IPv6': 'this machine has no ::1' };

/** The four kinds of transports. What all of them promise is tested with each. */
export const NETWORKS: Readonly<Record<string, () => Promise<TestNetwork>>> = {
  'memory with a virtual clock': async () => {
    const clock = new VirtualClock();
    const network = new MemoryNetwork(clock);
    let count = 0;
    return { open: async () => network.open(`m${count++}`), nobody: 'nobody', settle: () => clock.pass(10) };
  },
  'UDP over IPv4': async () => udp('127.0.0.1'),
  'UDP over IPv6': async () => udp('::1'),
  'a relay over TCP': async () => {
    const relay = await openRelay({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => relay.close());
    let count = 0;
    return { open: () => openRelayed({ host: '127.0.0.1', port: relay.port, name: `guest ${count++}` }), nobody: 'nobody', settle: () => {} };
  },
  'two ways at once': async () => {
    const clock = new VirtualClock();
    const [cable, radio] = [new MemoryNetwork(clock), new MemoryNetwork(clock)];
    let count = 0;
    const open = async (): Promise<Transport> => {
      const name = `b${count++}`;
      return overSeveralWays(cable.open(name), { radio: radio.open(name) });
    };
    return { open, nobody: 'radio/nobody', settle: () => clock.pass(10) };
  },
  'standard streams': async () => {
    // The bench between the programs: it passes each line on to whom it is for.
    const inputs = new Map<string, PassThrough>();
    let count = 0;
    const open = async (): Promise<Transport> => {
      const [input, output, name] = [new PassThrough(), new PassThrough(), `n${count++}`];
      inputs.set(name, input);
      readEnvelopes(output, (envelope) => {
        const to = inputs.get(envelope.dest);
        if (to !== undefined) writeEnvelope(to, envelope);
      });
      return overStreams(name, input, output);
    };
    return { open, nobody: 'nobody', settle: () => {} };
  },
};

function udp(host: string): TestNetwork {
  // Port 9 is "discard", and no port that a system hands out.
  return { open: () => openUdp({ host, port: 0 }), nobody: host === '::1' ? '[::1]:9' : `${host}:9`, settle: () => {} };
}
