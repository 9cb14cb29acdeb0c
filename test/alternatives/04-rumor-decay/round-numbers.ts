/**
 * style: remembers in which round each rumor was learned, counts down instead of up, never idle; the further tasks too
 */
import type { Effect, GossipEvent, GossipNode, NodeId, NodeSetup, Update } from '../../src/gossip/types.ts';
import { push, type Push } from '../02-push/push.ts';
import { isNewer } from '../03-merge/merge.ts';

export type Feedback = {
  readonly type: 'feedback';
  readonly key: string;
  readonly version: number;
  readonly writer: NodeId;
  readonly news: boolean;
};

interface Entry {
  readonly update: Update;
  readonly learnedIn: number;
  patience: number;
}

class CoolingNode implements GossipNode<Push | Feedback> {
  readonly id: NodeId;
  private readonly setup: NodeSetup;
  private readonly entries = new Map<string, Entry>();
  private now = 0;

  constructor(setup: NodeSetup) {
    this.id = setup.id;
    this.setup = setup;
  }

  handle(event: GossipEvent<Push | Feedback>): Effect<Push | Feedback>[] {
    if (event.type === 'timer') return [];
    if (event.type === 'round') {
      this.now += 1;
      const hot: Update[] = [];
      for (const entry of this.entries.values()) if (entry.patience > 0) hot.push(entry.update);
      const calls = push(this.setup, hot);
      if (this.blind) for (const _ of calls) for (const update of hot) this.wear(this.entries.get(update.key)!);
      return calls;
    }
    const { message } = event;
    if (message.type === 'push') return this.hear(event.from, message.updates);
    if (this.blind) return [];
    const entry = this.entries.get(message.key);
    if (entry === undefined || entry.patience === 0) return [];
    if (entry.update.version !== message.version || entry.update.writer !== message.writer) return [];
    if (message.news) entry.patience = this.setup.k;
    else this.wear(entry);
    return [];
  }

  private get blind(): boolean {
    return this.setup.decay === 'blind-coin' || this.setup.decay === 'blind-counter';
  }

  private wear(entry: Entry): void {
    if (entry.patience === 0) return;
    const { decay, k, random } = this.setup;
    if (decay === 'blind-counter' || decay === 'feedback-counter') entry.patience -= 1;
    else if (random.next() * k < 1) entry.patience = 0;
  }

  private hear(from: NodeId, updates: readonly Update[]): Effect<Feedback>[] {
    const answers: Effect<Feedback>[] = [];
    for (const update of updates) this.write({ ...update });
    for (const update of updates) {
      const entry = this.entries.get(update.key)!;
      const same = entry.update.version === update.version && entry.update.writer === update.writer;
      const news = same && entry.learnedIn === this.now;
      const { key, version, writer } = update;
      if (!this.blind) answers.push({ type: 'send', to: from, message: { type: 'feedback', news, key, version, writer } });
    }
    return answers;
  }

  write(update: Update): void {
    if (!isNewer(update, this.read(update.key))) return;
    this.entries.set(update.key, { update, learnedIn: this.now, patience: this.setup.k });
  }

  read(key: string): Update | undefined {
    return this.entries.get(key)?.update;
  }

  isHot(key: string): boolean {
    return (this.entries.get(key)?.patience ?? 0) > 0;
  }
}

export function createNode(setup: NodeSetup): GossipNode<Push | Feedback> {
  return new CoolingNode(setup);
}
