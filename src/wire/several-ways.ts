import type { Address, Transport } from './transport.ts';

/** Stands between the name of a way and an address on it: `relay/anna`. An address without it is one of the first way. */
const SLASH = '/';

/**
 * One node on several networks at once: UDP, and a relay, say. It is reached on each of them, and answers
 * on the one that it was asked on. So a node that nothing but a relay lets through is a member like the others.
 */
export function overSeveralWays(first: Transport, others: Readonly<Record<string, Transport>>): Transport & { readonly addresses: readonly Address[] } {
  const ways = Object.entries(others);
  const wayOf = (to: Address): readonly [Transport, Address] => {
    const at = to.indexOf(SLASH);
    const way = at === -1 || !Object.hasOwn(others, to.slice(0, at)) ? undefined : others[to.slice(0, at)];
    return way === undefined ? [first, to] : [way, to.slice(at + 1)];
  };
  return {
    address: first.address,
    /** All that others may try. */
    addresses: [first.address, ...ways.map(([name, { address }]) => `${name}${SLASH}${address}`)],
    send(to, datagram) {
      const [way, address] = wayOf(to);
      way.send(address, datagram);
    },
    listen(listener) {
      first.listen(listener);
      for (const [name, way] of ways) way.listen((from, datagram) => listener(`${name}${SLASH}${from}`, datagram));
    },
    async close() {
      await Promise.all([first, ...Object.values(others)].map((way) => way.close()));
    },
  };
}
