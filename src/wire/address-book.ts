import type { NodeId } from '../gossip/types.ts';
import { isYounger, type Envelope } from './envelope.ts';
import type { Address } from './transport.ts';

/** More nodes than this are not kept: the one that was heard of longest ago makes room. */
const MOST = 4_096;

/** Of what a node states, so many are tried: nobody can make others send to the whole world. */
const MOST_STATED = 8;

interface Entry {
  /** Where its node was heard from last. */
  heard: Address | undefined;
  /** What its node has last said of its addresses. */
  stated: string;
  /** Was it stated by a life that was not heard yet? */
  isNews: boolean;
  youngest: Pick<Envelope, 'life' | 'number'> | undefined;
}

/**
 * Where the nodes are. Two things tell: a datagram comes from somewhere, and a node states its addresses
 * as an update that gossip carries. The latest news wins, so that a node that has moved is found, and
 * so is one behind a router that hides its own address. A machine has several addresses, and nobody can
 * tell from afar which of them can be reached; and a statement may be a lie. So until the node is heard
 * again, all that it has stated is tried, and where it was heard last, too.
 */
export class AddressBook {
  readonly #entries = new Map<NodeId, Entry>();

  /** A datagram of `from` came from `address`. One that is older than what was heard before, or a copy of it, tells nothing: anybody can send it again from anywhere. */
  heard({ from, life, number }: Pick<Envelope, 'from' | 'life' | 'number'>, address: Address): void {
    const entry = this.#entryOf(from);
    const here = { life, number };
    if (entry.youngest !== undefined && !isYounger(here, entry.youngest)) return;
    entry.youngest = here;
    entry.heard = address;
    entry.isNews = false;
  }

  /** `id` stated, when its `life` began, that it can be reached at these addresses. What was heard of that life since is newer. */
  stated(id: NodeId, addresses: string, life: number): void {
    const entry = this.#entryOf(id);
    if (entry.stated === addresses) return;
    entry.stated = addresses;
    entry.isNews = entry.youngest === undefined || entry.youngest.life < life;
  }

  /** All addresses to try; none where nobody has told. */
  find(id: NodeId): readonly Address[] {
    const { heard, stated = '', isNews = false } = this.#entries.get(id) ?? {};
    const last = heard === undefined ? [] : [heard];
    return isNews ? [...new Set([...last, ...readAddresses(stated)])] : last;
  }

  #entryOf(id: NodeId): Entry {
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    if (this.#entries.size >= MOST) this.#entries.delete(this.#entries.keys().next().value!);
    const entry: Entry = { heard: undefined, stated: '', isNews: false, youngest: undefined };
    this.#entries.set(id, entry);
    return entry;
  }
}

/** Addresses as a node states them, in one text. */
export function writeAddresses(addresses: readonly Address[]): string {
  return addresses.slice(0, MOST_STATED).join(' ');
}

function readAddresses(text: string): Address[] {
  return text.split(' ').filter((address) => address !== '').slice(0, MOST_STATED);
}
