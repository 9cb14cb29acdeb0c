import type { GossipNode, NodeId, NodeSetup, Random, SelectPeers } from '../gossip/types.ts';
import { CHANGED_MEMBERS, isTermination } from './answer.ts';
import { brief } from './brief.ts';
import { LentMembers } from './lent-members.ts';
import { FunctionFault } from './node-fault.ts';

type Call = { readonly type: 'call' };

/**
 * Step 01 has no node yet. This one calls whom `selectPeers` chooses, and says nothing. Where the
 * answer is of no use, it is `selectPeers` that is blamed.
 */
export function callerNode(selectPeers: SelectPeers): (setup: NodeSetup) => GossipNode<Call> {
  return ({ id, members, fanout, random }) => ({
    id,
    handle(event) {
      if (event.type !== 'round') return [];
      return peersOf(selectPeers, id, members, fanout, random).map((to) => ({ type: 'send', to, message: { type: 'call' } }));
    },
    write() {},
    read: () => undefined,
    isHot: () => false,
  });
}

function peersOf(selectPeers: SelectPeers, id: NodeId, members: readonly NodeId[], fanout: number, random: Random): NodeId[] {
  const call = `selectPeers(${id}, members, ${fanout}, random)`;
  const lent = new LentMembers(members as NodeId[]);
  const place = members[id] === id ? id : members.indexOf(id);
  const peers = answerOf(call, () => selectPeers(id, members, fanout, random));
  if (lent.haveChanged(id, place)) throw new FunctionFault(`${call} ${CHANGED_MEMBERS}`);
  if (!Array.isArray(peers)) throw new FunctionFault(`${call} returned ${brief(peers)}; it must return a list of ids`);
  // Not every(): it passes over what a list has no entry for.
  const stranger = peers.findIndex((peer) => peer === id || !Number.isInteger(peer) || peer < 0 || peer >= members.length);
  if (stranger === -1) return peers as NodeId[];
  const others = `another node, from 0 to ${members.length - 1}`;
  throw new FunctionFault(`${call} returned ${brief(peers)}, with ${brief(peers[stranger])} in it; allowed: ${others}`);
}

function answerOf(call: string, ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    if (isTermination(error)) throw error;
    throw new FunctionFault(`${call} threw ${brief(error, 300)}`, { cause: error });
  }
}
