/**
 * style: functional: everybody draws one ticket, the lowest tickets win
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) =>
  members
    .filter((id) => id !== self)
    .map((id) => ({ id, ticket: random.next() }))
    .sort((a, b) => a.ticket - b.ticket)
    .slice(0, fanout)
    .map(({ id }) => id);
