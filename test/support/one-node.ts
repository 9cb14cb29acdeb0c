import type { CreateNode, GossipEvent, GossipNode, Message, NodeId, NodeSetup } from '../../src/gossip/types.ts';
import { brief } from '../../src/host/brief.ts';
import { ROUND } from '../../src/host/round.ts';
import { KNOB_DEFAULTS, nodeKnobs } from '../../src/sim/knobs.ts';
import { seeded } from './seed.ts';
import { numbered } from './show.ts';
import { effectsOf } from './sound.ts';

/** A message that a node has sent. */
export interface Sent<M extends Message> {
  readonly to: NodeId;
  readonly message: M;
}

/** One node without a world: a test hands it events, and sees exactly what it sends. */
export interface OneNode<M extends Message> {
  readonly node: GossipNode<M>;
  /** Lets the rest of this round pass, and begins the next. */
  round(): Sent<M>[];
  /** Lets some milliseconds pass. Timers that are due go off. */
  wait(milliseconds: number): Sent<M>[];
  /** Delivers a message. */
  tell(from: NodeId, message: M): Sent<M>[];
  /** The ids of all timers that it has set so far, and of those that have gone off. */
  readonly timers: { readonly set: readonly string[]; readonly gone: readonly string[] };
}

/** Node 0 of ten, unless `changes` says otherwise. */
export function oneNode<M extends Message>(createNode: CreateNode<M>, changes: Partial<NodeSetup> = {}): OneNode<M> {
  const standard = { id: 0, members: numbered(10), random: seeded(1), ...nodeKnobs(KNOB_DEFAULTS) };
  const node = createNode({ ...standard, ...changes });
  let timers: { readonly id: string; readonly due: number }[] = [];
  const ids: { set: string[]; gone: string[] } = { set: [], gone: [] };
  let now = 0;

  const handle = (event: GossipEvent<M>): Sent<M>[] => {
    const effects = effectsOf(node, event);
    for (const effect of effects) {
      if (effect.type !== 'timer') continue;
      timers.push({ id: effect.id, due: now + effect.after });
      ids.set.push(effect.id);
    }
    return effects.flatMap((effect) => (effect.type === 'send' ? [{ to: effect.to, message: effect.message }] : []));
  };
  const wait = (milliseconds: number): Sent<M>[] => {
    const end = now + milliseconds;
    const sent: Sent<M>[] = [];
    for (;;) {
      const next = timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
      if (next === undefined) break;
      timers = timers.filter((timer) => timer !== next);
      now = next.due;
      ids.gone.push(next.id);
      sent.push(...handle({ type: 'timer', id: next.id }));
    }
    now = end;
    return sent;
  };
  const round = (): Sent<M>[] => {
    // What is due at the very start of a round comes after the round event, as in the simulator.
    const sent = wait(ROUND - (now % ROUND) - 1);
    now++;
    return [...sent, ...handle({ type: 'round' })];
  };
  return { node, round, wait, tell: (from, message) => handle({ type: 'message', from, message }), timers: ids };
}

/** What was sent, a message a line, as it is said in a failure. */
export function told(sent: readonly Sent<Message>[], most = 3): string {
  if (sent.length === 0) return 'sent nothing';
  const lines = sent.slice(0, most).map(({ to, message }) => `  to ${brief(to)}: ${brief(message, 80)}`);
  const more = sent.length > most ? [`  and ${sent.length - most} more`] : [];
  return ['sent', ...lines, ...more].join('\n');
}

/** Those of the messages that are of one type. */
export function only<M extends Message, T extends M['type']>(type: T, sent: readonly Sent<M>[]): Sent<Extract<M, { type: T }>>[] {
  return sent.filter((one): one is Sent<Extract<M, { type: T }>> => one.message?.type === type);
}
