import type { NodeId } from '../gossip/types.ts';
import { printableName } from '../terminal/printable.ts';
import type { Cluster } from './cluster.ts';
import type { Others } from './look.ts';
import type { PlayedRound } from './play-script.ts';
import type { Mind } from './words.ts';

/** A round in a few figures. */
export interface RoundReport extends PlayedRound {
  readonly up: number;
  readonly stopped: number;
  readonly gone: number;
  readonly members: readonly { readonly id: NodeId; readonly pid: number | undefined; readonly state: string }[];
  /** In what the members differ from the truth, a sentence each. */
  readonly errors: readonly string[];
  /** Datagrams and bytes sent since the report before, by all who could say. */
  readonly datagrams: number;
  readonly bytes: number;
  readonly others: Others;
}

/** Looks at a cluster once a round. What a member has sent is counted from the look before. */
export class Reporter {
  readonly #cluster: Cluster;
  readonly #before = new Map<string, Mind['traffic']>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Whoever has not answered after so many milliseconds is told of among the errors. */
  async look(played: PlayedRound, patience: number): Promise<RoundReport> {
    const { minds, errors, others } = await this.#cluster.look(patience);
    let [datagrams, bytes] = [0, 0];
    for (const member of this.#cluster.members) {
      const traffic = minds.get(member.id)?.traffic;
      if (traffic === undefined) continue;
      const key = `${member.id} ${member.life}`;
      datagrams += traffic.sent - (this.#before.get(key)?.sent ?? 0);
      bytes += traffic.bytesSent - (this.#before.get(key)?.bytesSent ?? 0);
      this.#before.set(key, traffic);
    }
    const count = (state: string): number => this.#cluster.members.filter((member) => member.state === state).length;
    return { ...played, up: count('up') + count('starting'), stopped: count('stopped'), gone: count('gone'), members: this.#cluster.members.map(({ id, pid, state }) => ({ id, pid, state })), errors, datagrams, bytes, others };
  }
}

/** A line for people. */
export function tellRound({ round, done, up, stopped, gone, errors, datagrams, bytes, others }: RoundReport): string {
  const state = [`${up} up`, ...(stopped > 0 ? [`${stopped} stopped`] : []), ...(gone > 0 ? [`${gone} gone`] : [])].join(', ');
  const truth = errors.length === 0 ? 'all know the truth' : `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}: ${errors[0]}`;
  const deeds = done.length === 0 ? '' : `  (${done.join('; ')})`;
  const elsewhere = others.known === 0 ? '' : ` others: ${others.alive} of ${others.known} alive to all here;`;
  return printableName(`round ${String(round).padStart(2)}: ${state}; ${truth};${elsewhere} ${datagrams} datagrams, ${(bytes / 1_000).toFixed(1)} kB${deeds}`);
}
