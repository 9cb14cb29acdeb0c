import type { NodeId } from '../gossip/types.ts';
import type { Member } from './members.ts';
import type { Numbering, OthersBelief } from './numbering.ts';
import { errorsOf, type Truth } from './truth.ts';
import type { Mind } from './words.ts';

/** What is known and believed on this machine. */
export interface Look {
  readonly minds: ReadonlyMap<NodeId, Mind>;
  /** In what members here differ from the truth about those of this machine, a sentence each. */
  readonly errors: readonly string[];
  readonly others: Others;
}

/** Of the members of other machines nobody here knows the truth, only what is believed. */
export interface Others {
  /** So many were heard of by somebody here. */
  readonly known: number;
  /** So many of them are alive to all here. */
  readonly alive: number;
}

/** Asks all members at once, and compares what they answer with the truth of that moment. */
export async function lookAt(members: readonly Member[], patience: number, numbering: Numbering, truthNow: () => Truth): Promise<Look> {
  const asked = await Promise.all(members.map(async (member) => [member.id, await member.mind(patience)] as const));
  const divided = asked.flatMap(([id, mind]) => (mind === undefined ? [] : [[id, numbering.divide(mind)] as const]));
  const minds = new Map(divided.map(([id, { here }]) => [id, here]));
  const truth = truthNow();
  const failed = (truth.failed ?? []).map((id) => `member ${id} has failed`);
  const silent = members.filter(({ id, state }) => state === 'up' && !minds.has(id)).map(({ id }) => `member ${id} does not answer`);
  const errors = [...minds].flatMap(([id, mind]) => errorsOf(id, mind, truth).map((error) => `member ${id} ${error}`));
  return { minds, errors: [...failed, ...silent, ...errors], others: countOthers(divided.map(([, { others }]) => others)) };
}

function countOthers(views: readonly ReadonlyMap<NodeId, OthersBelief>[]): Others {
  const known = new Set(views.flatMap((view) => [...view.keys()]));
  return { known: known.size, alive: [...known].filter((id) => views.every((view) => view.get(id) === 'alive')).length };
}
