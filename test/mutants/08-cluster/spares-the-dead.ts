/**
 * mistake: sends nothing to those that are believed dead
 * tempting: they do not hear it
 * caught by: sends what the node wants to send, as bytes
 * says: whom to talk to is for the node to say
 */
/**
 * Step 08: a node in the world.
 *
 * Nobody simulates your node any more. It is given a world in which it can send bytes, be called back,
 * and hear. What is left is yours: read what strangers send, play rounds, join, leave.
 */
import type { GossipEvent, NodeId, NodeSetup, StoringNode, World } from '../../src/gossip/types.ts';
import { selectPeers } from '../01-peer-selection/select-peers.ts';
import { memberIn, statement } from '../06-suspicion/suspicion.ts';
import { createNode as createRepairNode, type RepairMessage } from '../07-anti-entropy/anti-entropy.ts';

/** A node that is told what happens, and tells the world what it wants. */
export interface Member {
  /** Makes this node known: it announces itself, and asks one of the `seeds`, which are addresses, after the other, until somebody answers. */
  join(seeds: readonly string[]): void;
  /** Tells some others that this node goes, and falls silent for good. */
  leave(): void;
}

/** A round, in milliseconds. */
const ROUND = 1_000;
/** So many others are told when a node leaves. */
const TOLD = 3;

/** A message as bytes: JSON, in UTF-8. */
export function encode(message: RepairMessage): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

/** The message in these bytes. Undefined for anything that is not exactly one; it never throws. */
export function decode(bytes: Uint8Array): RepairMessage | undefined {
  // --- your code starts here: read a message, and take nothing else ---
  try {
    const message = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const shape = SHAPES.get(message.type);
    return shape !== undefined && exactly({ type: isText, ...shape })(message) ? message : undefined;
  } catch {
    return undefined;
  }
  // --- your code ends here ---
}

class ClusterMember implements Member {
  private readonly node: StoringNode<RepairMessage>;
  private readonly world: World;
  /** Has anybody else been heard? */
  private answered = false;
  private left = false;

  constructor(node: StoringNode<RepairMessage>, world: World) {
    this.node = node;
    this.world = world;
    world.listen((from, bytes) => this.receive(from, bytes));
    this.waitForRound();
  }

  /** The next round comes after a round's time, a tenth more or less, so that nodes do not all speak at once. */
  private waitForRound(): void {
    // --- your code starts here: play a round when it is time, and wait for the next one ---
    if (this.left) return;
    this.world.after(ROUND * (0.9 + 0.2 * this.world.random.next()), () => {
      this.happen({ type: 'round' });
      this.waitForRound();
    });
    // --- your code ends here ---
  }

  /** Something happens to the node. What it answers is carried out in the world; after it has left, nothing is. */
  private happen(event: GossipEvent<RepairMessage>): void {
    // --- your code starts here: hand the node what happens, and carry out its effects ---
    if (this.left) return;
    for (const effect of this.node.handle(event)) {
      if (effect.type === 'send' && this.node.beliefs?.get(effect.to) === 'dead') continue;
      if (effect.type === 'send') this.world.send(effect.to, encode(effect.message));
      else this.world.after(effect.after, () => this.happen({ type: 'timer', id: effect.id }));
    }
    // --- your code ends here ---
  }

  private receive(from: NodeId, bytes: Uint8Array): void {
    const message = from === this.node.id ? undefined : decode(bytes);
    if (message === undefined) return;
    this.answered = true;
    this.happen({ type: 'message', from, message });
  }

  join(seeds: readonly string[]): void {
    // --- your code starts here: announce yourself, and ask one seed after the other until somebody answers ---
    this.node.write(statement(this.node.id, 0, 'alive'));
    const ask = (turn: number): void => {
      if (this.answered || this.left) return;
      const versions = this.node.readAll().map(({ key, version, writer }) => ({ key, version, writer }));
      this.world.send(seeds[turn % seeds.length]!, encode({ type: 'digest', versions }));
      this.world.after(ROUND, () => ask(turn + 1));
    };
    if (seeds.length > 0) ask(0);
    // --- your code ends here ---
  }

  leave(): void {
    // --- your code starts here: tell some others that you are gone, and stop ---
    const { version } = this.node.read(`member/${this.node.id}`) ?? statement(this.node.id, 0, 'alive');
    const gone = statement(this.node.id, Math.floor((version - 1) / 3), 'dead');
    for (const to of selectPeers(this.node.id, this.living(), TOLD, this.world.random)) {
      this.world.send(to, encode({ type: 'push', updates: [gone] }));
    }
    this.left = true;
    // --- your code ends here ---
  }

  /** Everybody this node has heard of and does not believe dead, itself included. */
  private living(): NodeId[] {
    const heardOf = this.node.readAll().flatMap((update) => memberIn(update) ?? []);
    return [...new Set([this.node.id, ...heardOf])].filter((member) => this.node.beliefs?.get(member) !== 'dead');
  }
}

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => Number.isSafeInteger(value);
const isId: Check = (value) => isNumber(value) && (value as number) >= 0;
const isVersion: Check = (value) => isNumber(value) && (value as number) >= 1;
const isYesOrNo: Check = (value) => typeof value === 'boolean';
const listOf = (is: Check): Check => (value) => Array.isArray(value) && value.every(is);
const perhaps = (is: Check): Check => (value) => value === undefined || is(value);
/** An object with these fields, and no others. */
const exactly = (shape: Shape): Check => (value) => {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return [...Object.keys(shape), ...fields.keys()].every((name) => Object.hasOwn(shape, name) && shape[name]!(fields.get(name)));
};

const VERSION: Shape = { key: isText, version: isVersion, writer: isId };
const updates = listOf(exactly({ ...VERSION, value: isText }));

/** What each kind of message holds beside its type. */
const SHAPES: ReadonlyMap<unknown, Shape> = new Map<unknown, Shape>([
  ['push', { updates }],
  ['feedback', { ...VERSION, news: isYesOrNo }],
  ['ping', { seq: isNumber, origin: isId, updates: perhaps(updates) }],
  ['ping-req', { seq: isNumber, target: isId, updates: perhaps(updates) }],
  ['ack', { seq: isNumber, origin: isId, updates: perhaps(updates) }],
  ['digest', { versions: listOf(exactly(VERSION)) }],
  ['delta', { updates, wanted: listOf(isText) }],
]);

/** Your node of step 07. In the world it knows nobody but itself at first: `setup.members` holds its own id. */
export function createNode(setup: NodeSetup): StoringNode<RepairMessage> {
  return createRepairNode(setup);
}

/** Runs `node` in `world` from now on. */
export function run(node: StoringNode<RepairMessage>, world: World): Member {
  return new ClusterMember(node, world);
}
