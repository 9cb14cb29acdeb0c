/**
 * mistake: Tells the last sixty of its hot rumors.
 * tempting: A message must not get too long, and the newest matter most.
 * caught by: leaves nothing out of a long push, and nothing of a long list of rumors
 * says: one push with all 150
 */
/**
 * Step 04: rumors that cool.
 *
 * A node spreads an update while it is hot. Whoever is told answers whether it was news, and a node
 * that brings no news `k` times in a row loses interest: it still knows, but no longer calls.
 */
import type { Effect, GossipEvent, NodeId, NodeSetup, StoringNode, Update } from '../../src/gossip/types.ts';
import { push, type Push } from '../02-push/push.ts';
import { merge } from '../03-merge/merge.ts';

/** The answer to one update of a push: was it news to you? */
export type Feedback = {
  readonly type: 'feedback';
  readonly key: string;
  readonly version: number;
  readonly writer: NodeId;
  readonly news: boolean;
};

/** An update that this node still spreads. */
interface Rumor {
  readonly update: Update;
  /** How many contacts in a row were unnecessary. */
  unnecessary: number;
  /** Was it learned in this round? */
  fresh: boolean;
}

class RumorNode implements StoringNode<Push | Feedback> {
  readonly id: NodeId;
  private readonly setup: NodeSetup;
  private readonly known = new Map<string, Update>();
  private hot: Rumor[] = [];

  constructor(setup: NodeSetup) {
    this.id = setup.id;
    this.setup = setup;
  }

  handle(event: GossipEvent<Push | Feedback>): Effect<Push | Feedback>[] {
    switch (event.type) {
      case 'round':
        for (const rumor of this.hot) rumor.fresh = false;
        return this.spread();
      case 'message':
        if (event.message.type === 'push') return this.hear(event.from, event.message.updates);
        this.judge(event.message);
        return [];
      case 'timer':
        return [];
    }
  }

  /** A round: tell peers what is hot. */
  private spread(): Effect<Push>[] {
    // --- your code starts here: tell peers what is hot ---
    const effects = push(this.setup, this.hot.slice(-60).map((rumor) => rumor.update));
    if (this.setup.decay.startsWith('blind')) {
      for (const _call of effects) this.hot = this.hot.filter((rumor) => !this.losesInterest(rumor));
    }
    return effects;
    // --- your code ends here ---
  }

  /** A push arrived: take it in, and answer for each update whether it was news. */
  private hear(from: NodeId, updates: readonly Update[]): Effect<Feedback>[] {
    // --- your code starts here: take updates in, and answer which were news ---
    this.learn(updates);
    if (this.setup.decay.startsWith('blind')) return [];
    return updates.map((update) => {
      const { key, version, writer } = update;
      // Whoever brings it in the round in which we learned it was useful: nobody could know better.
      const news = this.rumorAbout(update)?.fresh === true;
      return { type: 'send', to: from, message: { type: 'feedback', key, version, writer, news } };
    });
    // --- your code ends here ---
  }

  /** An answer arrived: count it, and drop the rumor when it has cooled. */
  private judge(feedback: Feedback): void {
    // --- your code starts here: count the answers, and drop what has cooled ---
    if (this.setup.decay.startsWith('blind')) return;
    const rumor = this.rumorAbout(feedback);
    if (rumor === undefined) return;
    if (feedback.news) rumor.unnecessary = 0;
    else if (this.losesInterest(rumor)) this.hot = this.hot.filter((other) => other !== rumor);
    // --- your code ends here ---
  }

  /** One more unnecessary contact: is that the end of it? */
  private losesInterest(rumor: Rumor): boolean {
    // --- your code starts here: decide whether one more unnecessary contact ends it ---
    if (this.setup.decay.endsWith('coin')) return this.setup.random.int(this.setup.k) === 0;
    rumor.unnecessary++;
    return rumor.unnecessary >= this.setup.k;
    // --- your code ends here ---
  }

  /** Merges with your step 03. What is news becomes hot, in place of older rumors about the same key. */
  private learn(updates: readonly Update[]): void {
    for (const update of merge(this.known, updates)) {
      const others = this.hot.filter((rumor) => rumor.update.key !== update.key);
      this.hot = [...others, { update, unnecessary: 0, fresh: true }];
    }
  }

  /** The hot rumor with exactly this key, version and writer. */
  private rumorAbout({ key, version, writer }: Pick<Update, 'key' | 'version' | 'writer'>): Rumor | undefined {
    for (const rumor of this.hot) {
      const { update } = rumor;
      if (update.key === key && update.version === version && update.writer === writer) return rumor;
    }
    return undefined;
  }

  write(update: Update): void {
    this.learn([update]);
  }

  read(key: string): Update | undefined {
    return this.known.get(key);
  }

  readAll(): Update[] {
    return [...this.known.values()];
  }

  forget(key: string): void {
    this.known.delete(key);
    this.hot = this.hot.filter((rumor) => rumor.update.key !== key);
  }

  isHot(key: string): boolean {
    return this.hot.some((rumor) => rumor.update.key === key);
  }

  get idle(): boolean {
    return this.hot.length === 0;
  }
}

export function createNode(setup: NodeSetup): StoringNode<Push | Feedback> {
  return new RumorNode(setup);
}
