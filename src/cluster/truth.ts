import type { NodeId, Update } from '../gossip/types.ts';
import type { Mind } from './words.ts';

/** What is really so: which members live, which are gone, and what has been written. */
export interface Truth {
  readonly living: readonly NodeId[];
  readonly gone: readonly NodeId[];
  /** Those of them that ended by themselves. */
  readonly failed?: readonly NodeId[];
  /** The update that must hold for each key that was written. */
  readonly written: ReadonlyMap<string, Update>;
  /** Is this the id of a member of another machine? */
  readonly isOther?: (writer: NodeId) => boolean;
}

/** In what a living member differs from the truth; nothing when it believes exactly that, and knows every write. */
export function errorsOf(id: NodeId, { known, beliefs }: Mind, { living, gone, written, isOther = () => false }: Truth): string[] {
  const believed = new Map(beliefs);
  const heardOf = new Map(known.map((update) => [update.key, update]));
  const errors: string[] = [];
  for (const other of living) {
    if (other === id) continue;
    if (!heardOf.has(`member/${other}`)) errors.push(`has not heard of ${other}`);
    else if (believed.has(other)) errors.push(`believes ${other} ${believed.get(other)}, and it lives`);
  }
  for (const other of gone) {
    if (heardOf.has(`member/${other}`) && believed.get(other) !== 'dead') errors.push(`believes ${other} ${believed.get(other) ?? 'alive'}, and it is gone`);
  }
  for (const [key, update] of written) {
    const here = heardOf.get(key);
    // Somebody on another machine may have written since, or at the same time.
    if (here !== undefined && here.version >= update.version && isOther(here.writer)) continue;
    if (here?.version !== update.version || here.value !== update.value) errors.push(ofKey(key, here, update));
  }
  return errors;
}

/** Quoted, a key and a value look the same: so say which is which. */
function ofKey(key: string, here: Update | undefined, written: Update): string {
  const [name, value] = [JSON.stringify(key), JSON.stringify(written.value)];
  if (here === undefined) return `has not heard of the key ${name}, which is ${value} by now`;
  return `knows the key ${name} as ${JSON.stringify(here.value)}, and it is ${value} by now`;
}
