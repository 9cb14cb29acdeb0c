/**
 * mistake: an ack carries the last denial of this life, and not what is known
 * tempting: only a denial is worth a word
 * caught by: says with pings and acks what it knows, also when nobody spreads it any more
 * says: what `this.read` knows about itself
 */
/**
 * Step 06: suspect first.
 *
 * A silent peer is suspect, and may deny it in time. What is said about a member is an ordinary update,
 * so your merge of step 03 decides which of two statements holds, and your step 04 spreads it.
 */
import type { Belief, Effect, GossipEvent, NodeId, NodeSetup, StoringNode, Update } from '../../src/gossip/types.ts';
import { createNode as createDetector, type Detector, type DetectorMessage } from '../05-failure-detection/failure-detection.ts';

/** Pings and acks may bring a statement along. */
export type SuspicionMessage = DetectorMessage & { readonly updates?: readonly Update[] };

/** What can be said about a member. Within one incarnation, the later one in this list wins. */
const STATES = ['alive', 'suspect', 'dead'] as const;
export type State = (typeof STATES)[number];

/** Numbers are exact up to 2^53 only. Nobody could deny what is said in a greater incarnation than this. */
const MOST_INCARNATIONS = 2 ** 50;

/** The update that says so. Its writer is the member, so that all who say the same write the same update. */
export function statement(member: NodeId, incarnation: number, state: State): Update {
  // --- your code starts here: make a statement about a member ---
  const version = 3 * incarnation + STATES.indexOf(state) + 1;
  return { key: keyOf(member), value: state, version, writer: member };
  // --- your code ends here ---
}

class SuspicionNode implements StoringNode<SuspicionMessage> {
  readonly id: NodeId;
  readonly beliefs = new Map<NodeId, Belief>();
  private readonly setup: NodeSetup;
  private denial: Update | undefined;
  /** Your node of step 05. It probes, and calls everybody but those that it was told to bury. */
  private readonly detector: Detector;
  /** Effects of a write: they leave with those of the event, or of the next one. */
  private readonly waiting: Effect<SuspicionMessage>[] = [];

  constructor(setup: NodeSetup) {
    this.id = setup.id;
    this.setup = setup;
    this.detector = createDetector(setup, (peer) => this.suspect(peer));
  }

  handle(event: GossipEvent<SuspicionMessage>): Effect<SuspicionMessage>[] {
    const effects = this.react(event);
    return [...effects, ...this.waiting.splice(0)].map((effect) => {
      if (effect.type !== 'send' || (effect.message.type !== 'ping' && effect.message.type !== 'ack')) return effect;
      const said = this.alongWith(effect.message.type, effect.to);
      return said === undefined ? effect : { ...effect, message: { ...effect.message, updates: [{ ...said }] } };
    });
  }

  /** A peer did not answer in time. Say that it is suspect, in the incarnation that it is known in, and ping it once more. */
  private suspect(peer: NodeId): Effect<SuspicionMessage>[] {
    // --- your code starts here: suspect a silent peer, and let it know ---
    this.detector.write(statement(peer, this.incarnationOf(peer), 'suspect'));
    return [...this.hear(peer), this.pingOnce(peer)];
    // --- your code ends here ---
  }

  /** A timer went off, which was set for a suspicion of that `version`. Who is suspect by that very statement is dead. */
  private condemn(peer: NodeId, version: number): Effect<SuspicionMessage>[] {
    // --- your code starts here: declare dead who has not denied ---
    if (this.versionOf(peer) !== version) return [];
    this.detector.write(statement(peer, this.incarnationOf(peer), 'dead'));
    return this.hear(peer);
    // --- your code ends here ---
  }

  /** Something else holds about `member` than before. Believe it, or deny it if you know better. */
  private hear(member: NodeId): Effect<SuspicionMessage>[] {
    // --- your code starts here: believe what holds about a member, or deny it ---
    const state = this.stateOf(member);
    if (member === this.id) {
      if (state !== 'alive') {
        this.denial = statement(member, this.incarnationOf(member) + 1, 'alive');
        this.detector.write(this.denial);
      }
      return [];
    }
    if (state === 'alive') this.beliefs.delete(member);
    else this.beliefs.set(member, state);
    if (state === 'dead') this.detector.bury(member);
    else this.detector.welcome(member);
    if (state !== 'suspect') return [];
    return [{ type: 'timer', id: timerId(member, this.versionOf(member)), after: this.setup.suspicionTimeout }];
    // --- your code ends here ---
  }

  /** The statement that travels along, when a ping or an ack leaves for `to`; undefined if nobody made one. */
  private alongWith(type: 'ping' | 'ack', to: NodeId): Update | undefined {
    // --- your code starts here: say what travels with a ping, and with an ack ---
    return type === 'ping' ? this.read(keyOf(to)) : this.denial;
    // --- your code ends here ---
  }

  private react(event: GossipEvent<SuspicionMessage>): Effect<SuspicionMessage>[] {
    if (event.type === 'message') return this.receive(event.from, event.message);
    const [, peer, version] = (event.type === 'timer' && TIMER_ID.exec(event.id)) || [];
    return peer === undefined ? this.detector.handle(event) : this.condemn(Number(peer), Number(version));
  }

  /** What cannot be right is left out. The rest comes in by your step 04, or by `write`. */
  private receive(from: NodeId, message: SuspicionMessage): Effect<SuspicionMessage>[] {
    if (message.updates === undefined) return this.detector.handle({ type: 'message', from, message });
    const sound = message.updates.filter(isSound);
    if (message.type === 'push') {
      return this.hearing(sound, () => this.detector.handle({ type: 'message', from, message: { ...message, updates: sound } }));
    }
    for (const update of sound) this.write(update);
    const { updates: _, ...bare } = message;
    return this.detector.handle({ type: 'message', from, message: bare });
  }

  /** Takes `updates` in. Whoever your merge has learned something about is heard: each once, after all of it. */
  private hearing(updates: readonly Update[], takeIn: () => Effect<SuspicionMessage>[]): Effect<SuspicionMessage>[] {
    const members = new Set(updates.flatMap((update) => memberIn(update) ?? []));
    const before = new Map([...members].map((member) => [member, this.read(keyOf(member))?.version]));
    const effects = [...takeIn()];
    for (const [member, version] of before) if (this.read(keyOf(member))?.version !== version) effects.push(...this.hear(member));
    return effects;
  }

  /** A ping that waits for no ack: no probe has its number. */
  private pingOnce(to: NodeId): Effect<SuspicionMessage> {
    return { type: 'send', to, message: { type: 'ping', seq: -1, origin: this.id } };
  }

  /** What is said about `member`. Nobody has said anything: it is alive, in incarnation 0. */
  private stateOf(member: NodeId): State {
    return (this.read(keyOf(member))?.value ?? 'alive') as State;
  }

  private versionOf(member: NodeId): number {
    return this.read(keyOf(member))?.version ?? 1;
  }

  private incarnationOf(member: NodeId): number {
    return incarnationIn(this.versionOf(member));
  }

  write(update: Update): void {
    if (!isSound(update)) return;
    const effects = this.hearing([update], () => {
      this.detector.write(update);
      return [];
    });
    this.waiting.push(...effects);
  }

  read(key: string): Update | undefined {
    return this.detector.read(key);
  }

  readAll(): Update[] {
    return this.detector.readAll();
  }

  forget(key: string): void {
    this.detector.forget(key);
  }

  isHot(key: string): boolean {
    return this.detector.isHot(key);
  }
}

/** The timer of a suspicion. It names the statement that it was set for. */
function timerId(member: NodeId, version: number): string {
  return `suspect ${member} ${version}`;
}

const TIMER_ID = /^suspect (\d+) (\d+)$/;

function keyOf(member: NodeId): string {
  return `member/${member}`;
}

const MEMBER = /^member\/(0|[1-9]\d*)$/;

/** Whom an update is about; undefined if it is no statement about a member. */
export function memberIn({ key }: Update): NodeId | undefined {
  const id = MEMBER.exec(key)?.[1];
  return id === undefined ? undefined : Number(id);
}

/** The versions of incarnation 0 are 1, 2 and 3, those of incarnation 1 are 4, 5 and 6, and so on. */
function incarnationIn(version: number): number {
  return Math.floor((version - 1) / 3);
}

/** A statement whose parts contradict each other, or that nobody could deny any more, is not believed. */
function isSound(update: Update): boolean {
  const member = memberIn(update);
  if (member === undefined) return true;
  const { value, version, writer } = update;
  if (!Number.isSafeInteger(version) || version < 1) return false;
  const most = value === 'alive' ? MOST_INCARNATIONS : MOST_INCARNATIONS - 1;
  return writer === member && value === STATES[(version - 1) % 3] && incarnationIn(version) <= most;
}

export function createNode(setup: NodeSetup): StoringNode<SuspicionMessage> {
  return new SuspicionNode(setup);
}
