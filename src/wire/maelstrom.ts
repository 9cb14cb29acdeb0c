import type { Readable, Writable } from 'node:stream';
import type { CreateNode, GossipEvent, GossipNode, Message, NodeId, NodeSetup } from '../gossip/types.ts';
import { NodeCaller } from '../host/answer.ts';
import { SeededRandom } from '../host/random.ts';
import { readEnvelopes, writeEnvelope, type Envelope } from './streams.ts';
import type { Clock } from './transport.ts';

/*
 * A node as a program that the test bench Maelstrom can run: its `broadcast` workload, on standard
 * streams (jepsen-io/maelstrom, doc/protocol.md and doc/workloads.md). Each message that a client
 * broadcasts becomes an update with a key of its own, and gossip carries it like any other.
 */

/** Codes of errors that a client may be told. */
const [NOT_SUPPORTED, TEMPORARILY_UNAVAILABLE, MALFORMED] = [10, 11, 12];
/** A round of the protocol, in its own milliseconds. */
const ROUND = 1_000;

export interface MaelstromOptions {
  readonly createNode: CreateNode;
  readonly knobs: Omit<NodeSetup, 'id' | 'members' | 'random'>;
  readonly seed: number;
  /** Milliseconds a round. */
  readonly round: number;
  readonly clock: Clock;
  readonly input: Readable;
  readonly output: Writable;
}

/** What the bench has told at its first word: who we are, and who the others are. */
interface Life {
  readonly names: readonly string[];
  readonly node: GossipNode;
  readonly name: string;
}

/** Answers a bench on two streams until the input ends. Throws a NodeFault out of a stream's event where the node's code fails. */
export function serveMaelstrom(options: MaelstromOptions): void {
  const { createNode, knobs, seed, round, clock, input, output } = options;
  const heard: unknown[] = [];
  const known = new Set<string>();
  let life: Life | undefined;

  const send = (src: string, dest: string, body: Envelope['body']): void => writeEnvelope(output, { src, dest, body });
  const caller = new NodeCaller<Message>({
    round: undefined,
    isPeer: (from, to) => Number.isInteger(to) && (to as number) >= 0 && (to as number) < life!.names.length && to !== from,
    peersOf: () => `another node, from 0 to ${life!.names.length - 1}`,
    haveMembersChanged: () => false,
    send: (_from, to, message) => send(life!.name, life!.names[to]!, { type: 'gossip', message }),
    startTimer: (_id, name, after) => void clock.after((after * round) / ROUND, () => happen({ type: 'timer', id: name })),
  });
  const happen = (event: GossipEvent): void => {
    const { node } = life!;
    caller.carryOut(node.id, event, caller.handle(node.id, node, event));
  };
  const playRounds = (): void =>
    void clock.after(round, () => {
      happen({ type: 'round' });
      playRounds();
    });
  /** What the node has learned since is added: it may forget a rumor, the client may not. */
  const learn = (keys: Iterable<string>): void => {
    for (const key of keys) {
      const update = life!.node.read(key);
      if (update === undefined || known.has(key)) continue;
      known.add(key);
      heard.push(JSON.parse(update.value));
    }
  };

  const requests: Readonly<Record<string, (envelope: Envelope) => Envelope['body']>> = {
    init({ body }) {
      const { node_id: name, node_ids: names } = body;
      if (typeof name !== 'string' || !Array.isArray(names) || !names.every((each) => typeof each === 'string') || !names.includes(name)) return refusal(MALFORMED, 'init needs node_id, and node_ids with node_id among them');
      const id: NodeId = names.indexOf(name);
      const setup: NodeSetup = { ...knobs, id, members: names.map((_, i) => i), random: new SeededRandom(seed, id) };
      life = { name, names, node: caller.create(createNode, setup) };
      playRounds();
      return { type: 'init_ok' };
    },
    topology: () => ({ type: 'topology_ok' }),
    broadcast({ body }) {
      if (body['message'] === undefined) return refusal(MALFORMED, 'broadcast needs a message');
      const value = JSON.stringify(body['message']);
      const { node } = life!;
      caller.write(node.id, node, { key: value, value, version: 1, writer: node.id });
      learn([value]);
      return { type: 'broadcast_ok' };
    },
    read: () => ({ type: 'read_ok', messages: heard }),
  };

  readEnvelopes(input, (envelope) => {
    const { src, dest, body } = envelope;
    if (body.type === 'gossip' && life !== undefined) {
      const from = life.names.indexOf(src);
      const message = body['message'] as Message | undefined;
      if (from === -1 || typeof message?.type !== 'string') return;
      happen({ type: 'message', from, message });
      return learn((message.updates ?? []).map(({ key }) => key));
    }
    if (body['in_reply_to'] !== undefined) return;
    const answer = !Object.hasOwn(requests, body.type)
      ? refusal(NOT_SUPPORTED, `there is no ${JSON.stringify(body.type)}; there are ${Object.keys(requests).join(', ')}`)
      : life === undefined && body.type !== 'init'
        ? refusal(TEMPORARILY_UNAVAILABLE, 'nobody has sent init yet')
        : requests[body.type]!(envelope);
    if (body['msg_id'] !== undefined) send(life?.name ?? dest, src, { ...answer, in_reply_to: body['msg_id'] });
  });
}

function refusal(code: number, text: string): Envelope['body'] {
  return { type: 'error', code, text };
}
