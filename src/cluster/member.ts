/** A member of a cluster: one process, one node, one socket. It lives as long as its parent wants it to. */
import type { StoringNode, World } from '../gossip/types.ts';
import { brief } from '../host/brief.ts';
import { NodeFault } from '../host/node-fault.ts';
import { SeededRandom } from '../host/random.ts';
import type { TraceEvent } from '../host/trace.ts';
import { withFaults, NO_FAULTS, type FaultyTransport } from '../wire/faults.ts';
import { writeAddresses } from '../wire/address-book.ts';
import { sealWith } from '../wire/seal.ts';
import { addressesOf } from '../wire/own-addresses.ts';
import { machineClock } from '../wire/transport.ts';
import { openUdp, SocketError } from '../wire/udp.ts';
import type { WiredWorld } from '../wire/world.ts';
import { assemble, statedAddresses } from './assemble.ts';
import { loadClusterCode, type ClusterCode } from './code.ts';
import type { Birth, Dropping, Order, Said } from './words.ts';

/** A round of the protocol, in its own milliseconds. */
const ROUND = 1_000;
/** How often the parent hears what happened, in milliseconds. */
const REPORT_EVERY = 100;
/** Those of the node and its world follow. */
const NETWORK_STREAM = 0;

interface Life {
  readonly node: StoringNode;
  readonly world: WiredWorld;
  readonly network: FaultyTransport;
  readonly member: ReturnType<ClusterCode['run']>;
}

let life: Life | undefined;
let events: TraceEvent[] = [];

function say(said: Said, then: () => void = () => {}): void {
  if (process.connected) process.send!(said, undefined, undefined, then);
}

async function live(birth: Birth): Promise<void> {
  const { id, seed } = birth;
  const code = await loadClusterCode(birth.code);
  const network = withFaults(await openUdp(birth), machineClock, new SeededRandom(seed, NETWORK_STREAM));
  const told = new Set<string>();
  const onDropped = (why: Dropping['why'], from: Dropping['from']): void => {
    if (told.has(why)) return;
    told.add(why);
    say({ type: 'dropped', dropping: { why, from } });
  };
  const { node, world } = assemble({
    ...{ id, seed, code, onDropped },
    knobs: birth.knobs,
    transport: network,
    clock: machineClock,
    seal: sealWith(birth.secret, birth.label),
    life: birth.life,
    listener: (event) => void events.push(event),
  });
  const member = code.run(node, inProtocolTime(world, birth.round));
  const port = Number(network.address.slice(network.address.lastIndexOf(':') + 1));
  const addresses = addressesOf(birth.host, port);
  node.write(statedAddresses(id, writeAddresses(addresses), birth.life));
  life = { node, world, network, member };
  setInterval(report, REPORT_EVERY);
  say({ type: 'open', addresses });
}

/** The same world, in which a round takes a second. */
function inProtocolTime(world: WiredWorld, round: number): World {
  return {
    random: world.random,
    send: (to, bytes) => world.send(to, bytes),
    listen: (listener) => world.listen((from, bytes) => guarded(() => listener(from, bytes))),
    after: (milliseconds, then) => world.after((milliseconds * round) / ROUND, () => guarded(then)),
  };
}

function report(): void {
  if (events.length === 0) return;
  say({ type: 'happened', events });
  events = [];
}

function obey(order: Order): void {
  if (order.do === 'live') return void live(order.birth).catch(die);
  if (life === undefined) return;
  const { node, world, network, member } = life;
  switch (order.do) {
    case 'join':
      return member.join(order.seeds);
    case 'write':
      return node.write(order.update);
    case 'suffer':
      network.faults = { ...NO_FAULTS, loss: order.faults.loss, cut: new Set(order.faults.cut) };
      return;
    case 'leave':
      member.leave();
      report();
      // What was sent last is still on its way to the network.
      return void setTimeout(() => say({ type: 'left' }, () => process.exit(0)), REPORT_EVERY);
    case 'tell':
      report();
      return say({ type: 'mind', mind: { known: node.readAll(), beliefs: [...(node.beliefs ?? [])], traffic: world.traffic } });
  }
}

/** Runs somebody's code. If it fails, this member cannot go on, and says why. */
function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    die(error);
  }
}

function die(error: unknown): void {
  const sentence = error instanceof NodeFault || error instanceof SocketError ? error.message : brief(error, 300);
  say({ type: 'fault', sentence }, () => process.exit(1));
}

process.on('message', (order: Order) => guarded(() => obey(order)));
process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', die);
// Ctrl-C, and the end of a terminal, go to all its processes; the parent decides what becomes of this one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
