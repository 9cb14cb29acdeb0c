/**
 * style: a list for what is told this round and a list for what was learned in it, plain loops; the further tasks too
 */
import type { Decay, Effect, GossipEvent, GossipNode, NodeId, NodeSetup, Random, Update } from '../../src/gossip/types.ts';
import { selectPeers } from '../01-peer-selection/select-peers.ts';
import type { Push } from '../02-push/push.ts';
import { merge } from '../03-merge/merge.ts';

export interface Feedback {
  readonly type: 'feedback';
  readonly key: string;
  readonly version: number;
  readonly writer: NodeId;
  readonly news: boolean;
}

interface Story {
  update: Update;
  inVain: number;
}

function sameUpdate(a: Pick<Update, 'key' | 'version' | 'writer'>, b: Update): boolean {
  return a.key === b.key && a.version === b.version && a.writer === b.writer;
}

function staysHot(story: Story, decay: Decay, k: number, random: Random): boolean {
  switch (decay) {
    case 'blind-coin':
    case 'feedback-coin':
      return random.int(k) !== k - 1;
    case 'blind-counter':
    case 'feedback-counter':
      story.inVain = story.inVain + 1;
      return story.inVain < k;
  }
}

class Gossiper implements GossipNode<Push | Feedback> {
  readonly id: NodeId;
  #setup: NodeSetup;
  #facts = new Map<string, Update>();
  #telling: Story[] = [];
  #arrived: Story[] = [];

  constructor(setup: NodeSetup) {
    this.id = setup.id;
    this.#setup = setup;
  }

  get idle(): boolean {
    return this.#telling.length + this.#arrived.length === 0;
  }

  handle(event: GossipEvent<Push | Feedback>): Effect<Push | Feedback>[] {
    const out: Effect<Push | Feedback>[] = [];
    if (event.type === 'round') this.#tell(out);
    if (event.type === 'message' && event.message.type === 'push') this.#listen(event.from, event.message, out);
    if (event.type === 'message' && event.message.type === 'feedback') this.#heed(event.message);
    return out;
  }

  #tell(out: Effect<Push | Feedback>[]): void {
    const { members, fanout, random, decay, k } = this.#setup;
    this.#telling = [...this.#telling, ...this.#arrived];
    this.#arrived = [];
    if (this.#telling.length === 0) return;
    const said = this.#telling;
    for (const to of selectPeers(this.id, members, fanout, random)) {
      out.push({ type: 'send', to, message: { type: 'push', updates: said.map((story) => ({ ...story.update })) } });
      if (decay.includes('blind')) this.#telling = this.#telling.filter((story) => staysHot(story, decay, k, random));
    }
  }

  #listen(from: NodeId, message: Push, out: Effect<Push | Feedback>[]): void {
    for (const update of message.updates) this.write(update);
    if (this.#setup.decay.includes('blind')) return;
    for (const update of message.updates) {
      const news = this.#arrived.some((story) => sameUpdate(update, story.update));
      out.push({
        type: 'send',
        to: from,
        message: { type: 'feedback', key: update.key, version: update.version, writer: update.writer, news },
      });
    }
  }

  #heed(feedback: Feedback): void {
    const { decay, k, random } = this.#setup;
    if (decay.includes('blind')) return;
    const at = this.#telling.findIndex((story) => sameUpdate(feedback, story.update));
    if (at < 0) return;
    const story = this.#telling[at]!;
    if (feedback.news) story.inVain = 0;
    else if (!staysHot(story, decay, k, random)) this.#telling.splice(at, 1);
  }

  write(update: Update): void {
    for (const news of merge(this.#facts, [update])) {
      this.#telling = this.#telling.filter((story) => story.update.key !== news.key);
      this.#arrived = this.#arrived.filter((story) => story.update.key !== news.key);
      this.#arrived.push({ update: news, inVain: 0 });
    }
  }

  read(key: string): Update | undefined {
    return this.#facts.get(key);
  }

  isHot(key: string): boolean {
    return [...this.#telling, ...this.#arrived].some((story) => story.update.key === key);
  }
}

export const createNode = (setup: NodeSetup): GossipNode<Push | Feedback> => new Gossiper(setup);
