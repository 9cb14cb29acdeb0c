import type { Random } from '../gossip/types.ts';
import type { Address, Clock, Transport } from './transport.ts';

/** What a bad network does to each datagram that one transport sends. They hold from the moment they are set. */
export interface Faults {
  /** The probability that it is lost. */
  readonly loss: number;
  /** It is held back for so many milliseconds, each number from the first to the second equally likely. Delays that differ reorder. */
  readonly delay: readonly [least: number, most: number];
  /** The probability that it arrives twice, each copy with a delay of its own. */
  readonly duplicate: number;
  /** Nothing is sent to these. A cut in both directions is one at both ends. */
  readonly cut: ReadonlySet<Address>;
}

export const NO_FAULTS: Faults = { loss: 0, delay: [0, 0], duplicate: 0, cut: new Set() };

/** A transport whose faults can be set. */
export interface FaultyTransport extends Transport {
  faults: Faults;
}

/**
 * A network with faults around one that has none. Its randomness is its own, so that a draw more or less in
 * somebody's code changes nothing of what is lost.
 */
export function withFaults(transport: Transport, clock: Clock, random: Random): FaultyTransport {
  let closed = false;
  const late = new Set<() => void>();
  const sendLater = (to: Address, datagram: Uint8Array, milliseconds: number): void => {
    if (milliseconds === 0) return transport.send(to, datagram);
    const cancel = clock.after(milliseconds, () => {
      late.delete(cancel);
      transport.send(to, datagram);
    });
    late.add(cancel);
  };
  const faulty: FaultyTransport = {
    address: transport.address,
    faults: NO_FAULTS,
    send(to, datagram) {
      const { loss, delay: [least, most], duplicate, cut } = faulty.faults;
      if (closed || cut.has(to) || (loss > 0 && random.next() < loss)) return;
      const copies = duplicate > 0 && random.next() < duplicate ? 2 : 1;
      const copy = datagram.slice();
      for (let i = 0; i < copies; i++) sendLater(to, copy, least === most ? least : least + random.int(most - least + 1));
    },
    listen: (listener) => transport.listen(listener),
    close() {
      closed = true;
      for (const cancel of late) cancel();
      return transport.close();
    },
  };
  return faulty;
}
