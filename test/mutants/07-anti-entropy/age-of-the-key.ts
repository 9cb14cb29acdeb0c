/**
 * mistake: counts the age of a certificate from the first delete of its key
 * tempting: one entry a key
 * caught by: further: offers the certificate of each delete anew, also when a key is deleted twice
 * says: and not of its key
 */
/**
 * Step 07: nothing is missed for ever.
 *
 * Now and then a node compares all that it knows with one other, who need not be alive as far as it
 * knows. Both end up with what is newer. This is anti-entropy; it finds what rumors have missed.
 */
import type { Belief, Effect, GossipEvent, NodeId, NodeSetup, StoringNode, Update } from '../../src/gossip/types.ts';
import { selectPeers } from '../01-peer-selection/select-peers.ts';
import { isNewer } from '../03-merge/merge.ts';
import { createNode as createSuspicionNode, memberIn, type SuspicionMessage } from '../06-suspicion/suspicion.ts';

/** Which version of a key a node knows. The value has stayed at home. */
export type Version = Pick<Update, 'key' | 'version' | 'writer'>;
/** "This is what I know", an entry a key. */
export type Digest = { readonly type: 'digest'; readonly versions: readonly Version[] };
/** "This is newer here, and of these keys I want yours." */
export type Delta = { readonly type: 'delta'; readonly updates: readonly Update[]; readonly wanted: readonly string[] };
export type RepairMessage = SuspicionMessage | Digest | Delta;

/** The value of a death certificate: the update that deletes a key. */
const DELETED = '';

class RepairNode implements StoringNode<RepairMessage> {
  readonly id: NodeId;
  private readonly setup: NodeSetup;
  private readonly first = new Map<string, number>();
  /** Your node of step 06. What is written to it is merged, believed or denied, and spread if it was news. */
  private readonly node: StoringNode<SuspicionMessage>;
  /** The number of the present round. */
  private round = 0;
  /** The rounds in which this node got to know of death certificates. */
  private readonly since = new WeakMap<Update, number>();

  constructor(setup: NodeSetup) {
    this.id = setup.id;
    this.setup = setup;
    this.node = createSuspicionNode(setup);
  }

  handle(event: GossipEvent<RepairMessage>): Effect<RepairMessage>[] {
    switch (event.type) {
      case 'round':
        this.round++;
        this.forgetTheOld();
        return [...this.node.handle(event), ...this.repair()];
      case 'message':
        return this.receive(event.from, event.message);
      case 'timer':
        return this.node.handle(event);
    }
  }

  /** What this node brings into a comparison. */
  private offered(): Update[] {
    // --- your code starts here: say what takes part in a comparison ---
    return this.node.readAll().filter((update) => {
      if (update.value !== DELETED) return true;
      const first = this.first.get(update.key) ?? this.round;
      this.first.set(update.key, first);
      return this.round - first <= this.setup.graceRounds;
    });
    // --- your code ends here ---
  }

  /** A round has begun. Every `setup.repairEvery` rounds, send a digest to one member, whoever it is. */
  private repair(): Effect<RepairMessage>[] {
    // --- your code starts here: send a digest when it is time ---
    if (this.round % this.setup.repairEvery !== 0) return [];
    const versions = this.offered().map(({ key, version, writer }) => ({ key, version, writer }));
    const [peer] = selectPeers(this.id, this.everybody(), 1, this.setup.random);
    return peer === undefined ? [] : [{ type: 'send', to: peer, message: { type: 'digest', versions } }];
    // --- your code ends here ---
  }

  /** The digest of another node: which updates are newer here, and which keys are newer there? */
  private compare(versions: readonly Version[]): { readonly updates: Update[]; readonly wanted: string[] } {
    // --- your code starts here: find what is newer here, and what is newer there ---
    const there = new Map(versions.map((entry) => [entry.key, entry]));
    const updates = this.offered().filter((update) => newer(update, there.get(update.key)));
    const wanted = versions.filter((entry) => newer(entry, this.node.read(entry.key))).map(({ key }) => key);
    return { updates, wanted };
    // --- your code ends here ---
  }

  /** The second and the third message of an exchange. */
  private answer(from: NodeId, message: Digest | Delta): Effect<RepairMessage>[] {
    // --- your code starts here: answer a digest, take a delta in ---
    if (message.type === 'digest') {
      const { updates, wanted } = this.compare(message.versions);
      return this.delta(from, updates, wanted);
    }
    for (const update of message.updates) this.node.write(update);
    return this.delta(from, message.wanted.flatMap((key) => this.node.read(key) ?? []), []);
    // --- your code ends here ---
  }

  /** One delta to `to`, with copies of the updates. None if there is nothing to say. */
  private delta(to: NodeId, updates: readonly Update[], wanted: readonly string[]): Effect<RepairMessage>[] {
    // --- your code starts here: send what there is to say ---
    if (updates.length === 0 && wanted.length === 0) return [];
    const oldestFirst = [...updates].sort((a, b) => a.version - b.version).slice(0, this.setup.budget);
    return [{ type: 'send', to, message: { type: 'delta', updates: oldestFirst.map((update) => ({ ...update })), wanted } }];
    // --- your code ends here ---
  }

  private receive(from: NodeId, message: RepairMessage): Effect<RepairMessage>[] {
    if (message.type === 'digest' || message.type === 'delta') return this.answer(from, message);
    return this.node.handle({ type: 'message', from, message });
  }

  /** All members that this node has heard of: itself, the living and the dead. */
  private everybody(): NodeId[] {
    return [...new Set([...this.setup.members, ...this.node.readAll().flatMap((update) => memberIn(update) ?? [])])];
  }

  /** For how many rounds this node has known a death certificate. */
  private ageOf(certificate: Update): number {
    return this.round - (this.since.get(certificate) ?? this.round);
  }

  /**
   * A death certificate is offered up to the age of `setup.graceRounds`, and kept up to twice that. If it was
   * forgotten while others still offer it, it would come back from them, and never quite disappear.
   */
  private forgetTheOld(): void {
    for (const update of this.node.readAll()) {
      if (update.value !== DELETED) continue;
      if (!this.since.has(update)) this.since.set(update, this.round);
      if (this.ageOf(update) > 2 * this.setup.graceRounds) this.node.forget(update.key);
    }
  }

  write(update: Update): void {
    this.node.write(update);
  }

  read(key: string): Update | undefined {
    return this.node.read(key);
  }

  readAll(): Update[] {
    return this.node.readAll();
  }

  forget(key: string): void {
    this.node.forget(key);
  }

  isHot(key: string): boolean {
    return this.node.isHot(key);
  }

  get beliefs(): ReadonlyMap<NodeId, Belief> {
    return this.node.beliefs ?? new Map();
  }
}

/** Your `isNewer` of step 03, for versions without their values: it does not look at those. */
function newer(one: Version, other: Version | undefined): boolean {
  return isNewer({ ...one, value: '' }, other && { ...other, value: '' });
}

export function createNode(setup: NodeSetup): StoringNode<RepairMessage> {
  return new RepairNode(setup);
}
