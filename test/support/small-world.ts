import type { NodeId, World } from '../../src/gossip/types.ts';
import { brief } from '../../src/host/brief.ts';
import { VirtualClock } from '../../src/wire/memory.ts';
import { seeded } from './seed.ts';
import { ensure } from './step-test.ts';

/** Bytes that somebody has sent. */
export interface SentBytes {
  /** Milliseconds since the network was made. */
  readonly at: number;
  readonly to: NodeId | string;
  readonly bytes: Uint8Array;
}

/** Where one node lives. It has an address, and the world that the node is handed. */
export interface Place {
  readonly id: NodeId;
  readonly address: string;
  readonly world: World;
  /** All that was sent from here. */
  readonly sent: readonly SentBytes[];
  /** How often somebody here has asked to be called back. */
  readonly asked: () => number;
  /** Bytes arrive here, as if they came from that node. */
  hear(from: NodeId, bytes: Uint8Array): void;
  /** `kill -9`: nothing is sent from here any more, nobody is called back, and nobody hears. */
  kill(): void;
}

/** A message travels so long, in milliseconds. */
const LATENCY = 20;
/** Nobody has so much to say at one moment. */
const MOST_AT_ONCE = 1_000;

/**
 * A network with a clock that stands still until a test moves it. Ids reach each other, and so do
 * addresses, which are texts; what is sent to anybody else is lost.
 */
export class SmallNetwork {
  readonly #clock = new VirtualClock();
  readonly #places: Place[] = [];
  readonly #chance;
  /** The probability that a message is lost. */
  loss = 0;

  constructor(seed = 1) {
    this.#chance = seeded(10_000 + seed);
  }

  now(): number {
    return this.#clock.now();
  }

  pass(milliseconds: number): void {
    this.#clock.pass(milliseconds);
  }

  /** Room for node `id`. A node that is started again gets another one; the newest is reached by the id. */
  open(id: NodeId, address = `host-${id}`): Place {
    const number = this.#places.length;
    const sent: SentBytes[] = [];
    let listener: (from: NodeId, bytes: Uint8Array) => void = () => {};
    let [alive, asked] = [true, 0];
    const world: World = Object.freeze({
      random: seeded(20_000 + number),
      send: (to: NodeId | string, bytes: Uint8Array) => {
        if (!alive) return;
        checkSent(to, bytes);
        // A copy: what was sent does not change with what the code does to its bytes later.
        sent.push({ at: this.now(), to, bytes: Uint8Array.from(bytes) });
        ensure(sent.at(-MOST_AT_ONCE)?.at !== this.now(), FLOOD);
        this.#carry(id, to, sent.at(-1)!.bytes);
      },
      after: (milliseconds: number, then: () => void) => {
        checkAsked(milliseconds);
        asked++;
        return this.#clock.after(milliseconds, () => {
          if (alive) then();
        });
      },
      listen: (next: (from: NodeId, bytes: Uint8Array) => void) => void (listener = next),
    });
    const place: Place = {
      id,
      address,
      world,
      sent,
      asked: () => asked,
      hear: (from, bytes) => {
        if (alive) listener(from, bytes);
      },
      kill: () => void (alive = false),
    };
    this.#places.push(place);
    return place;
  }

  #carry(from: NodeId, to: NodeId | string, bytes: Uint8Array): void {
    if (this.loss > 0 && this.#chance.next() < this.loss) return;
    this.#clock.after(LATENCY, () => this.#places.findLast(({ id, address }) => to === id || to === address)?.hear(from, Uint8Array.from(bytes)));
  }
}

function checkSent(to: unknown, bytes: unknown): void {
  ensure(bytes instanceof Uint8Array, () => ({
    did: `called world.send(${brief(to)}, ${brief(bytes, 60)})`,
    expected: 'bytes: encode(message)',
    because: 'a network carries bytes; somebody must turn the message into them',
  }));
  ensure(typeof to === 'number' || typeof to === 'string', () => ({
    did: `called world.send(${brief(to)}, …), with the bytes of ${brief(new TextDecoder().decode(bytes as Uint8Array), 60)}`,
    expected: 'the id of a node, or an address: whom these bytes are for',
    because: to === undefined ? 'who asks a list for more than is in it gets undefined: where nobody is there, seeds for instance, nothing is sent' : 'a network delivers to nobody else',
  }));
}

function checkAsked(milliseconds: unknown): void {
  ensure(typeof milliseconds === 'number' && milliseconds >= 0, () => ({
    did: `called world.after(${brief(milliseconds)}, …)`,
    expected: 'a number of milliseconds, 0 or more',
    because: 'a clock takes anything else for “at once”',
  }));
}

const FLOOD = {
  did: `sent ${MOST_AT_ONCE} messages at one and the same moment`,
  expected: 'a few, and time between them: world.after(milliseconds, then)',
  because: 'nobody has answered by then, for an answer takes time; a flood only drowns it',
};
