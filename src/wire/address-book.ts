import type { NodeId } from '../gossip/types.ts';
import { isYounger, type Envelope } from './envelope.ts';
import type { Address } from './transport.ts';

/** More nodes than this are not kept: the one that was heard of longest ago makes room. */
const MOST = 4_096;

interface Entry {
  address: Address;
  /** What its node has last said of its address. */
  stated: Address | undefined;
  youngest: Pick<Envelope, 'life' | 'number'> | undefined;
}

/**
 * Where the nodes are. Two things tell: a datagram comes from somewhere, and a node states its address
 * as an update that gossip carries. The latest news wins, so that a node that has moved is found, and
 * so is one behind a router that hides its own address.
 */
export class AddressBook {
  readonly #entries = new Map<NodeId, Entry>();

  /** A datagram of `from` came from `address`. One that is older than what was heard before, or a copy of it, tells nothing: anybody can send it again from anywhere. */
  heard({ from, life, number }: Pick<Envelope, 'from' | 'life' | 'number'>, address: Address): void {
    const entry = this.#entries.get(from);
    const here = { life, number };
    if (entry === undefined) return this.#add(from, { address, stated: undefined, youngest: here });
    if (entry.youngest !== undefined && !isYounger(here, entry.youngest)) return;
    entry.youngest = here;
    entry.address = address;
  }

  /** `id` states that it can be reached at `address`. Said again, it is no news. */
  stated(id: NodeId, address: Address): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return this.#add(id, { address, stated: address, youngest: undefined });
    if (entry.stated === address) return;
    entry.stated = address;
    entry.address = address;
  }

  find(id: NodeId): Address | undefined {
    return this.#entries.get(id)?.address;
  }

  #add(id: NodeId, entry: Entry): void {
    if (this.#entries.size >= MOST) this.#entries.delete(this.#entries.keys().next().value!);
    this.#entries.set(id, entry);
  }
}
