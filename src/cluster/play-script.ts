import type { NodeId } from '../gossip/types.ts';
import type { Cluster } from './cluster.ts';
import type { Deed } from './script.ts';

export interface PlayedRound {
  readonly round: number;
  /** What was done at its start, in words. */
  readonly done: readonly string[];
}

/** Lets `rounds` rounds pass, does what the script says at the start of each, and calls back at the end of each. */
export async function playScript(cluster: Cluster, deeds: readonly Deed[], rounds: number, round: number, onRound: (played: PlayedRound) => Promise<void>): Promise<void> {
  const start = performance.now();
  for (let number = 1; number <= rounds; number++) {
    cluster.nextRound();
    const done = deeds.filter((deed) => deed.round === number).map((deed) => {
      const trouble = cluster.perform(deed);
      return trouble === undefined ? tell(deed) : `${tell(deed)}: ${trouble}`;
    });
    // Rounds begin at multiples of their length: one that came late does not push the others.
    const wait = start + number * round - performance.now();
    await new Promise((next) => setTimeout(next, Math.max(0, wait)));
    await onRound({ round: number, done });
  }
}

function tell(deed: Deed): string {
  const who = (id: NodeId): string => `member ${id}`;
  switch (deed.do) {
    case 'write':
      return `${who(deed.id)} writes ${JSON.stringify(deed.value)}`;
    case 'cut':
      return `members ${deed.first} to ${deed.last} are cut off`;
    case 'heal':
      return 'the network is whole again';
    case 'loss':
      return deed.share === 0 ? 'nothing is lost any more' : `${Math.round(deed.share * 100)} % of all datagrams are lost`;
    case 'kill':
      return `${who(deed.id)} is killed`;
    case 'stop':
      return `${who(deed.id)} stands still`;
    case 'go':
      return `${who(deed.id)} goes on`;
    case 'start':
      return `${who(deed.id)} is started`;
    case 'leave':
      return `${who(deed.id)} leaves`;
  }
}
