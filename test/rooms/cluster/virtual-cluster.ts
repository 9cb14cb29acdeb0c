import * as cluster from '../../../solutions/08-cluster/cluster.ts';
import { assemble, statedAddresses } from '../../../src/cluster/assemble.ts';
import type { ClusterCode } from '../../../src/cluster/code.ts';
import type { NodeId, StoringNode } from '../../../src/gossip/types.ts';
import { KNOB_DEFAULTS, nodeKnobs } from '../../../src/sim/knobs.ts';
import { MemoryNetwork, VirtualClock } from '../../../src/wire/memory.ts';
import { sealWith } from '../../../src/wire/seal.ts';
import type { WiredWorld } from '../../../src/wire/world.ts';

export const CODE = cluster as unknown as ClusterCode;
export const SEAL = sealWith('secret', 'label');
export const ROUND = 1_000;

export interface VirtualMember {
  readonly id: NodeId;
  readonly node: StoringNode;
  readonly world: WiredWorld;
}

export interface VirtualCluster {
  readonly clock: VirtualClock;
  readonly network: MemoryNetwork;
  readonly members: readonly VirtualMember[];
  /** Bytes of each datagram that a member has sent so far. */
  readonly sizes: readonly number[];
  passRounds(count: number): void;
  /** How many pairs of two members there are of whom one has not heard of the other, or believes it suspect or dead. */
  wrongPairs(): number;
}

/** So many members of the reference on a network in memory, with a clock that tests move. All join through member 0. */
export function openVirtualCluster(count: number): VirtualCluster {
  const clock = new VirtualClock();
  const network = new MemoryNetwork(clock, 5);
  const sizes: number[] = [];
  const knobs = nodeKnobs({ ...KNOB_DEFAULTS, fanout: 2, k: 3 });
  const members = Array.from({ length: count }, (_, id): VirtualMember => {
    const inner = network.open(`at-${id}`);
    const transport = { ...inner, send: (to: string, datagram: Uint8Array) => (sizes.push(datagram.length), inner.send(to, datagram)) };
    const { node, world } = assemble({ id, code: CODE, knobs, transport, clock, seal: SEAL, life: 1, seed: id });
    const member = CODE.run(node, world);
    node.write(statedAddresses(id, `at-${id}`, 1));
    member.join(id === 0 ? [] : ['at-0']);
    return { id, node, world };
  });
  const isWrong = ({ node }: VirtualMember, { id }: VirtualMember): boolean => node.id !== id && (node.read(`member/${id}`) === undefined || (node.beliefs?.has(id) ?? false));
  return {
    ...{ clock, network, members, sizes },
    passRounds: (rounds) => clock.pass(rounds * ROUND),
    wrongPairs: () => members.reduce((sum, member) => sum + members.filter((other) => isWrong(member, other)).length, 0),
  };
}
