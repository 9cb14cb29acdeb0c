import type { NodeId } from '../gossip/types.ts';
import type { TraceEvent } from '../host/trace.ts';

/** Reads off a trace how often somebody who is up believes somebody dead who is up, too. */
export class WrongPairs {
  /** For each believer, whom it believes dead. */
  readonly #dead = new Map<NodeId, Set<NodeId>>();
  readonly #down = new Set<NodeId>();
  readonly #ended: number[] = [];

  readonly listen = (event: TraceEvent): void => {
    switch (event.type) {
      case 'round':
        this.#ended.push(this.now);
        break;
      case 'believes':
        this.#believes(event.node, event.peer, event.belief === 'dead');
        break;
      case 'crashed':
        this.#down.add(event.node);
        break;
      case 'recovered':
      case 'restarted':
        this.#down.delete(event.node);
        break;
    }
  };

  /** How many there are by now. */
  get now(): number {
    let pairs = 0;
    for (const [node, peers] of this.#dead) {
      if (this.#down.has(node)) continue;
      for (const peer of peers) if (!this.#down.has(peer)) pairs++;
    }
    return pairs;
  }

  /** How many there were at the end of each round, by its number; in round 0 nothing has happened yet. */
  get byRound(): readonly number[] {
    return [...this.#ended, this.now];
  }

  #believes(node: NodeId, peer: NodeId, dead: boolean): void {
    let peers = this.#dead.get(node);
    if (peers === undefined) this.#dead.set(node, (peers = new Set()));
    if (dead) peers.add(peer);
    else peers.delete(peer);
  }
}
