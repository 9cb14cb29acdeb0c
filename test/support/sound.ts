import type { Effect, GossipEvent, GossipNode, Message } from '../../src/gossip/types.ts';
import { brief } from '../../src/host/brief.ts';
import { callOf } from '../../src/host/node-fault.ts';
import { ensure, type Explanation } from './step-test.ts';

/** What a node answers to an event: looked at here, so that no test stumbles over what the code has made up. */
export function effectsOf<M extends Message>(node: GossipNode<M>, event: GossipEvent<M>): Effect<M>[] {
  const effects: unknown = node.handle(event);
  ensure(Array.isArray(effects), () => ({
    did: `${callOf(event)} returned ${brief(effects)}`,
    expected: 'a list of effects: empty when there is nothing to do',
    because: 'somebody walks through the list and carries the effects out',
  }));
  for (const effect of effects as unknown[]) checkEffect(effect, callOf(event));
  ensureIds(effects as Effect<M>[], callOf(event));
  return effects as Effect<M>[];
}

function checkEffect(effect: unknown, call: string): void {
  ensure(!Array.isArray(effect), () => ({
    did: `${call} returned a list within its list of effects: ${brief(effect)}`,
    expected: 'one list: `...list` puts what is in a list into another one, or flatMap',
    because: 'somebody walks through the list and carries each effect out; a list is none',
  }));
  const { type, message } = (effect ?? {}) as { readonly type?: unknown; readonly message?: Fields };
  ensure(type === 'send' || type === 'timer', () => ({
    did: `${call} returned ${brief(effect)} in its list of effects`,
    expected: "{ type: 'send', to, message } or { type: 'timer', id, after }",
    because: 'somebody walks through the list and carries each effect out',
  }));
  if (type !== 'send') return;
  ensure(typeof message?.type === 'string', () => ({
    did: `${call} returned a message without a type: ${brief(message)}`,
    expected: 'a message whose type says what kind it is',
    because: 'whoever gets it looks at the type first',
  }));
  const flaw = flawIn(message!);
  ensure(flaw === undefined, () => flaw!);
}

type Fields = Readonly<Record<string, unknown>>;

const hasKey = (entry: unknown): boolean => typeof (entry as Fields | null | undefined)?.key === 'string';

/** The fields that are lists: what one entry is, and in which messages the list must not be missing. */
const LISTS = {
  updates: { in: ['push', 'delta'], is: hasKey, entry: 'an update, with key, value, version and writer' },
  versions: { in: ['digest'], is: hasKey, entry: '{ key, version, writer }' },
  wanted: { in: ['delta'], is: (entry: unknown) => typeof entry === 'string', entry: 'a key, which is a text' },
} as const;

/** What is wrong with the lists in a message: the node that gets it would fall over them, far from where they were made. */
function flawIn(message: Fields): Explanation | undefined {
  for (const [name, list] of Object.entries(LISTS)) {
    const value = message[name];
    if (value === undefined && !(list.in as readonly unknown[]).includes(message.type)) continue;
    if (!Array.isArray(value)) {
      return {
        did: `sent a ${String(message.type)} whose ${name} are ${brief(value)}`,
        expected: `a list, empty when there are none; each entry is ${list.entry}`,
        because: 'whoever gets the message walks through the list',
      };
    }
    const at = value.findIndex((entry) => !list.is(entry));
    if (at < 0) continue;
    const wrong: unknown = value[at];
    return {
      did: `sent a ${String(message.type)} in which entry ${at} of its ${name} is ${brief(wrong)}`,
      expected: `each entry is ${list.entry}`,
      because: wrong === undefined || wrong === null ? WHENCE_NOTHING : 'whoever gets the message relies on what an entry is',
    };
  }
  return undefined;
}

const WHENCE_NOTHING = 'what is not there cannot be sent: `read` finds nothing for a key that is not known, and a function without a return gives nothing';

/** Says so where a message goes to a text: it would be delivered to nobody. */
export function ensureIds(effects: readonly Effect[], who: string): void {
  for (const effect of effects) {
    ensure(effect.type !== 'send' || typeof effect.to !== 'string', () => ({
      did: `${who} returned a message to ${brief((effect as { readonly to: unknown }).to)}`,
      expected: 'a message to an id, as a number',
      because: 'a text that looks like a number is another thing: no node has it for an id',
    }));
  }
}
