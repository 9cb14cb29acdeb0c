import type { NodeId } from '../gossip/types.ts';
import type { Film } from './film/film.ts';

/** In which order nodes stand side by side: as they heard, by their number, or each next to who told it. */
export const ORDERS = ['heard', 'number', 'teller'] as const;
export type Order = (typeof ORDERS)[number];

export const ORDER_WORDS: Record<Order, string> = {
  heard: 'as they heard',
  number: 'by number',
  teller: 'next to who told them',
};

/** All nodes in that order: about the watched key, or about `subject`. Those that never hear come last. */
export function inOrder(film: Film, order: Order, subject: NodeId | -1 = -1): NodeId[] {
  const { nodes } = film.scenario;
  const numbers = Array.from({ length: nodes }, (_, node) => node);
  if (order === 'number') return numbers;
  const { first, teller } = firstHeard(film, subject);
  const heard = [...first.keys()];
  const sorted = order === 'heard' ? heard : behindTellers(heard, teller);
  return [...sorted, ...numbers.filter((node) => !first.has(node))];
}

/** When each node heard something for the first time, in the order of time, and who told it. */
export function firstHeard({ changes }: Film, subject: NodeId | -1): { first: Map<NodeId, number>; teller: Map<NodeId, NodeId> } {
  const { rounds, nodes, froms, about } = changes;
  const first = new Map<NodeId, number>();
  const teller = new Map<NodeId, NodeId>();
  for (let i = 0; i < nodes.length; i++) {
    if (about[i] !== subject || first.has(nodes[i]!)) continue;
    first.set(nodes[i]!, rounds[i]!);
    if (froms[i] !== -1) teller.set(nodes[i]!, froms[i]!);
  }
  return { first, teller };
}

/** A tree, written from its root: whoever is told stands right behind who told it, with all that follows. */
function behindTellers(heard: readonly NodeId[], teller: ReadonlyMap<NodeId, NodeId>): NodeId[] {
  const told = new Map<NodeId | undefined, NodeId[]>();
  const known = new Set(heard);
  for (const node of heard) {
    const from = teller.get(node);
    const root = from !== undefined && known.has(from) ? from : undefined;
    told.set(root, [...(told.get(root) ?? []), node]);
  }
  const sorted: NodeId[] = [];
  const open = [...(told.get(undefined) ?? [])].reverse();
  const seen = new Set<NodeId>();
  while (open.length > 0) {
    const node = open.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    sorted.push(node);
    open.push(...(told.get(node) ?? []).toReversed());
  }
  // Two that name each other as teller have no root.
  return [...sorted, ...heard.filter((node) => !seen.has(node))];
}

/** A stop on the way that a piece of news took. */
export interface Stop {
  readonly node: NodeId;
  readonly round: number;
}

/** How `node` came to what it holds at the end of `round`, from the first who had it on; empty where it holds nothing. */
export function wayTo({ changes }: Film, node: NodeId, round: number, subject: NodeId | -1 = -1): Stop[] {
  const { rounds, nodes, froms, about } = changes;
  const way: Stop[] = [];
  let wanted: number = node;
  for (let i = nodes.length - 1; i >= 0 && wanted !== -1; i--) {
    if (nodes[i] !== wanted || about[i] !== subject || rounds[i]! > round) continue;
    way.unshift({ node: wanted, round: rounds[i]! });
    wanted = froms[i]!;
  }
  return way;
}

const MOST_STOPS = 6;

/** `0 > 17 > 5 in rounds 1, 4, 6`; of a long way the beginning and the end. */
export function wayWords(way: readonly Stop[]): string {
  const shown = way.length <= MOST_STOPS ? way : [way[0]!, ...way.slice(1 - MOST_STOPS)];
  const left = (text: readonly string[]): string[] => (shown === way ? [...text] : [text[0]!, '...', ...text.slice(1)]);
  const nodes = left(shown.map(({ node }) => String(node)));
  const rounds = left(shown.map(({ round }) => String(round)));
  return `${nodes.join(' > ')} in ${rounds.length === 1 ? 'round' : 'rounds'} ${rounds.join(', ')}`;
}
