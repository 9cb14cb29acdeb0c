import type { NodeId } from '../gossip/types.ts';
import { Refusal } from '../host/refusal.ts';

/** Something that is done to a cluster at the start of a round. */
export type Deed = { readonly round: number } & (
  | { readonly do: 'kill' | 'stop' | 'go' | 'start' | 'leave'; readonly id: NodeId }
  | { readonly do: 'write'; readonly id: NodeId; readonly value: string }
  /** The members from `first` to `last` hear and are heard by no others; with no numbers, the cut ends. */
  | { readonly do: 'cut'; readonly first: NodeId; readonly last: NodeId }
  | { readonly do: 'heal' }
  | { readonly do: 'loss'; readonly share: number }
);

/** A script that cannot be read. */
class ScriptError extends Refusal {
  override readonly name = 'ScriptError';
}

const FORMS = 'kill 3@5; stop 4@8-12; start 3@9; leave 2@6; write 0=a@2; cut 0-3@5-10; loss 0.1@4-8';

/**
 * Reads a script for a cluster of `nodes` members: deeds with a semicolon between them, each `WORD WHAT@ROUND`, or
 * `@FROM-UNTIL` for what ends at the start of a round. Throws a {@link Refusal} that says which deed is wrong, and what is allowed.
 */
export function readScript(text: string, rounds: number, nodes: number): Deed[] {
  const deeds = text.split(';').map((each) => each.trim()).filter((each) => each !== '').flatMap((each) => readDeed(each, rounds));
  deeds.sort((a, b) => a.round - b.round);
  refuseStrangers(deeds, nodes);
  return deeds;
}

/** Nothing can be done to a member that nobody has started. */
function refuseStrangers(deeds: readonly Deed[], nodes: number): void {
  let known = nodes;
  const refuse = (deed: Deed, id: NodeId, allowed: string): never => {
    throw new ScriptError(`--script: ${deed.do} in round ${deed.round} names member ${id}; allowed: ${allowed}`);
  };
  for (const deed of deeds) {
    if (deed.do === 'start') {
      if (deed.id > known) refuse(deed, deed.id, `0 to ${known}, which is the next new one`);
      known = Math.max(known, deed.id + 1);
    } else if ('id' in deed && deed.id >= known) refuse(deed, deed.id, `0 to ${known - 1}, or start it in a round before`);
    else if (deed.do === 'cut' && (deed.last < deed.first || deed.last >= known)) refuse(deed, deed.last, `a stretch of 0 to ${known - 1}`);
  }
}

function readDeed(text: string, rounds: number): Deed[] {
  const refuse = (why: string): never => {
    throw new ScriptError(`--script: ${JSON.stringify(text)} ${why}`);
  };
  const [, word, what, from, until] = /^(\w+)\s+(.+)@(\d+)(?:-(\d+))?$/.exec(text) ?? refuse(`is no deed; allowed: ${FORMS}`);
  const [round, end] = [Number(from), until === undefined ? undefined : Number(until)];
  if (round < 1 || round > rounds) refuse(`happens in round ${round}; allowed: 1 to ${rounds}`);
  if (end !== undefined && (end <= round || end > rounds)) refuse(`ends in round ${end}; allowed: ${round + 1} to ${rounds}`);
  const id = (): NodeId => (/^\d+$/.test(what!) ? Number(what) : refuse(`names no member: ${JSON.stringify(what)} is no whole number`));
  const once = (deed: Deed): Deed[] => (end === undefined ? [deed] : refuse(`does not last; allowed: ${word} ${what}@${round}`));
  const lasting = (deed: Deed, after: Deed): Deed[] => (end === undefined ? [deed] : [deed, after]);
  const after = end ?? round;
  switch (word) {
    case 'kill':
    case 'start':
    case 'leave':
      return once({ do: word, id: id(), round });
    case 'stop':
      return lasting({ do: 'stop', id: id(), round }, { do: 'go', id: id(), round: after });
    case 'write': {
      const [, who, value] = /^(\d+)=(\S{1,100})$/.exec(what!) ?? refuse('is no write; allowed: write 0=a@2');
      return once({ do: 'write', id: Number(who), value: value!, round });
    }
    case 'cut': {
      const [, first, last] = /^(\d+)-(\d+)$/.exec(what!) ?? refuse('is no cut; allowed: cut 0-3@5-10');
      return lasting({ do: 'cut', first: Number(first), last: Number(last), round }, { do: 'heal', round: after });
    }
    case 'loss': {
      const share = Number(what);
      if (!(share >= 0 && share < 1)) refuse('is no loss; allowed: a probability from 0 to below 1');
      return lasting({ do: 'loss', share, round }, { do: 'loss', share: 0, round: after });
    }
    default:
      return refuse(`begins with a word that is unknown; allowed: ${FORMS}`);
  }
}
