import type { NodeId, StoringNode, Update } from '../gossip/types.ts';
import { Observer } from '../host/observer.ts';
import { SeededRandom } from '../host/random.ts';
import type { TraceEvent } from '../host/trace.ts';
import type { NodeKnobs } from '../sim/knobs.ts';
import type { Unfit } from '../wire/guard.ts';
import { GuardedNode } from '../wire/guarded-node.ts';
import type { Seal } from '../wire/seal.ts';
import type { Clock, Transport } from '../wire/transport.ts';
import { WatchedNode } from '../wire/watched-node.ts';
import { openWorld, ROOM, type Dropped, type WiredWorld } from '../wire/world.ts';
import type { ClusterCode } from './code.ts';

const ADDRESS = /^address\/(\d+)$/;
const [NODE_STREAM, WORLD_STREAM] = [1, 2];

export interface Parts {
  readonly id: NodeId;
  readonly code: ClusterCode;
  readonly knobs: NodeKnobs;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly seal: Seal;
  /** When this life began: milliseconds since 1970. */
  readonly life: number;
  readonly seed: number;
  readonly listener?: (event: TraceEvent) => void;
  readonly onDropped?: (why: Dropped | Unfit, from: string | NodeId) => void;
}

/** Puts the node of step 08, which is not run yet, and its world together. What it hears of addresses, the world hears. */
export function assemble({ id, code, knobs, transport, clock, seal, life, seed, listener, onDropped = () => {} }: Parts): { readonly node: StoringNode; readonly world: WiredWorld } {
  const world = openWorld({ id, transport, clock, seal, random: new SeededRandom(seed, WORLD_STREAM), life, onDropped });
  const observer = new Observer(
    1,
    (event) => {
      listener?.(event);
      if (event.type === 'learned') hearOfAddress(world, event.update);
    },
    id,
  );
  const bare = code.createNode({ ...knobs, id, members: [id], random: new SeededRandom(seed, NODE_STREAM) }) as StoringNode;
  const node = new GuardedNode(new WatchedNode(bare, observer), { sizeOf: (message) => code.encode(message).length, room: ROOM, onUnfit: onDropped });
  return { node, world };
}

/** The update by which a node states where it can be reached. */
export function statedAddresses(id: NodeId, value: string, life: number): Update {
  return { key: `address/${id}`, value, version: life, writer: id };
}

function hearOfAddress(world: WiredWorld, { key, value, version }: Update): void {
  const id = ADDRESS.exec(key)?.[1];
  if (id !== undefined) world.addresses.stated(Number(id), value, version);
}
