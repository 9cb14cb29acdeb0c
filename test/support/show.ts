import type { NodeId } from '../../src/gossip/types.ts';
import { brief } from '../../src/host/brief.ts';

/** `selectPeers(0, [0, 1, 2], 2, …) returned [1, 2]`: the call and its answer, as one would type them. */
export function call(name: string, args: readonly unknown[], answer: unknown): string {
  return `${name}(${args.map((arg) => brief(arg, 60)).join(', ')}, …) returned ${brief(answer, 120)}`;
}

/** The ids, or whatever else stands in their place, as one would type them: the text '1' is not the number 1. */
export function listed(ids: readonly unknown[]): string {
  return Array.from(ids, (id) => brief(id)).join(', ');
}

/** The nodes 0 … size−1. */
export function numbered(size: number): NodeId[] {
  return Array.from({ length: size }, (_, id) => id);
}

/** Why a text that an object has from birth is lost in one; undefined if `missed` are not all such texts. */
export function lostInAnObject(missed: readonly string[]): string | undefined {
  if (missed.length === 0 || !missed.every((key) => key in {})) return undefined;
  return `an object \`{}\` has a \`${missed[0]}\` already, before anything is put into it; a Map has only what was put into it`;
}

/** All that an object has, symbols and whatever was added to it included, as text: taken before it can change. */
export function snapshot(object: object): string {
  const entries = Reflect.ownKeys(object).map((key) => `${String(key)}: ${brief(Reflect.get(object, key), 60)}`);
  return `{ ${entries.join(', ')} }`;
}
