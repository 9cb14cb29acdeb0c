import type { NodeId, Update } from '../gossip/types.ts';
import type { Happening, TraceEvent, TraceListener } from '../host/trace.ts';
import type { NodeKnobs } from '../sim/knobs.ts';
import { Nursery, type Member } from './members.ts';
import { lookAt, type Look } from './look.ts';
import { Numbering } from './numbering.ts';
import type { Deed } from './script.ts';
import type { Truth } from './truth.ts';
import type { Dropping } from './words.ts';

export interface ClusterOptions {
  /** The program of a member, ready to be run. */
  readonly program: string;
  /** The absolute path of the module of step 08 for each member, ready to be run. */
  readonly codeOf: (id: NodeId) => string;
  readonly nodes: number;
  readonly host: string;
  /** Where the first member listens; all others, at any port that is free. */
  readonly port?: number;
  /** The id of the first member in the cluster. */
  readonly first: NodeId;
  readonly seed: number;
  /** Milliseconds a round. */
  readonly round: number;
  readonly knobs: NodeKnobs;
  readonly secret: string;
  readonly label?: string | undefined;
  /** Addresses of a cluster to join; without any, this is a new one. */
  readonly seeds?: readonly string[];
  readonly listener: TraceListener;
  /** A member ended, and nobody had asked for it. */
  readonly onFailure: (id: NodeId, sentence: string) => void;
  /** A member drops what arrives, and says why: for the first time. */
  readonly onDropped?: (id: NodeId, dropping: Dropping) => void;
}

/** So many processes are started at a time: a hundred at once keep a machine from everything else. */
const AT_ONCE = 8;

/** One key is what the picture is about. */
const KEY = 'rumor';

/** Members as processes of this machine, and all that can be done to them. */
export class Cluster {
  readonly #options: ClusterOptions;
  readonly #nursery: Nursery;
  readonly #members = new Map<NodeId, Member>();
  readonly #written = new Map<string, Update>();
  readonly #numbering: Numbering;
  /** The greatest version of the one key that anybody here has heard of, from this machine or from others. */
  #latest = 0;
  #started = performance.now();
  #round = 0;
  #loss = 0;
  #cut: readonly [first: NodeId, last: NodeId] | undefined;
  /** Who ended, and nobody had asked for it. */
  readonly #failed = new Set<NodeId>();
  /** What to do when a member listens, or has failed to. */
  readonly #onOpen = new Map<NodeId, () => void>();

  constructor(options: ClusterOptions) {
    this.#options = options;
    this.#numbering = new Numbering(options.first, this.#members);
    this.#nursery = new Nursery(options.program, {
      said: (member, said) => {
        if (said.type === 'happened') for (const event of said.events) this.#hear(event);
        if (said.type === 'dropped') options.onDropped?.(member.id, said.dropping);
        if (said.type === 'open') this.#opened(member.id);
        if (said.type === 'left') this.#tell({ type: 'crashed', node: member.id });
      },
      failed: ({ id }, sentence) => {
        this.#failed.add(id);
        this.#tell({ type: 'crashed', node: id });
        this.#opened(id);
        options.onFailure(id, sentence);
      },
    });
  }

  get round(): number {
    return this.#round;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  /** Starts all members, some at a time, and lets each join through the first one as soon as it listens. */
  async open(): Promise<void> {
    const { nodes } = this.#options;
    for (let first = 0; first < nodes; first += AT_ONCE) {
      const ids = Array.from({ length: Math.min(AT_ONCE, nodes - first) }, (_, i) => first + i);
      await Promise.all(ids.map((id) => this.#bear(id)));
      for (const id of ids) this.#join(this.#members.get(id)!);
    }
    this.#started = performance.now();
  }

  /** The next round begins: the parent's round, by which the trace and scripts count. */
  nextRound(): void {
    this.#round++;
    this.#tell({ type: 'round' });
  }

  /** Answers with a sentence when it cannot be done. */
  perform(deed: Deed): string | undefined {
    if ('id' in deed && deed.do !== 'start') {
      const state = this.#members.get(deed.id)?.state;
      if (state === undefined) return `there is no member ${deed.id}`;
      if (state === 'gone' || state === 'starting') return `member ${deed.id} is ${state === 'gone' ? 'gone' : 'only starting'}`;
    }
    switch (deed.do) {
      case 'kill':
        this.#members.get(deed.id)!.kill();
        this.#members.get(deed.id)!.state = 'gone';
        this.#tell({ type: 'crashed', node: deed.id });
        return undefined;
      case 'stop':
        if (process.platform === 'win32') return 'Windows cannot stop a process and let it go on';
        this.#members.get(deed.id)!.stop();
        return undefined;
      case 'go':
        this.#members.get(deed.id)!.go();
        return undefined;
      case 'start':
        return this.#start(deed.id);
      case 'leave':
        this.#members.get(deed.id)!.order({ do: 'leave' });
        return undefined;
      case 'write':
        return this.#write(deed.id, deed.value);
      case 'cut':
        this.#cut = [deed.first, deed.last];
        return this.#suffer();
      case 'heal':
        this.#cut = undefined;
        return this.#suffer();
      case 'loss':
        this.#loss = deed.share;
        return this.#suffer();
    }
  }

  /** What each member that can answer in time knows and believes, and in what they differ from the truth. */
  look(patience: number): Promise<Look> {
    return lookAt(this.members, patience, this.#numbering, () => this.#truth());
  }

  #truth(): Truth {
    const ids = (gone: boolean): NodeId[] => this.members.filter(({ state }) => (state === 'gone') === gone).map(({ id }) => id);
    return { living: ids(false), gone: ids(true), failed: [...this.#failed], written: this.#written, isOther: (writer) => this.#numbering.numberOf(writer) === undefined };
  }

  /** Lets all members say that they go. Comes back when they have, or after so many milliseconds. */
  async leave(patience: number): Promise<void> {
    const leaving = this.members.filter(({ state }) => state === 'up');
    for (const member of leaving) member.order({ do: 'leave' });
    const late = new Promise((done) => setTimeout(done, patience));
    await Promise.race([late, Promise.all(leaving.map(({ ended }) => ended))]);
  }

  close(): void {
    this.#nursery.close();
  }

  /** Starts a member, and waits until it listens, or has failed to. */
  #bear(id: NodeId): Promise<void> {
    const { codeOf, host, port = 0, seed, secret, round, knobs, label = 'rumor has it' } = this.#options;
    const before = this.#members.get(id)?.life ?? 0;
    // A life must be younger than the one before, even where the clock was set back.
    const life = Math.max(Date.now(), before + 1);
    const birth = { id: this.#numbering.idOf(id), code: codeOf(id), host, port: id === 0 ? port : 0, secret, label, life, seed: seed * 1_000_003 + id, round, knobs };
    this.#failed.delete(id);
    return new Promise((done) => {
      this.#onOpen.set(id, done);
      this.#members.set(id, this.#nursery.bear(id, birth));
    });
  }

  #opened(id: NodeId): void {
    this.#onOpen.get(id)?.();
    this.#onOpen.delete(id);
  }

  #join(member: Member): void {
    const own = this.members.find(({ id, state }) => state === 'up' && id !== member.id)?.addresses[0];
    const first = member.id === this.members[0]?.id && this.#round === 0;
    member.order({ do: 'join', seeds: this.#options.seeds ?? (first || own === undefined ? [] : [own]) });
    if (this.#cut !== undefined || this.#loss > 0) this.#suffer();
  }

  #start(id: NodeId): string | undefined {
    const state = this.#members.get(id)?.state;
    if (state !== undefined && state !== 'gone') return `member ${id} runs already`;
    this.#tell({ type: state === undefined ? 'recovered' : 'restarted', node: id });
    void this.#bear(id).then(() => this.#join(this.#members.get(id)!));
    return undefined;
  }

  #write(id: NodeId, value: string): string | undefined {
    const version = ++this.#latest;
    const update = { key: KEY, value, version, writer: this.#numbering.idOf(id) };
    this.#written.set(KEY, update);
    this.#members.get(id)!.order({ do: 'write', update });
    return undefined;
  }

  /** Tells each member which of the others it cannot reach, and how much it loses. */
  #suffer(): undefined {
    const inside = ({ id }: Member): boolean => this.#cut !== undefined && id >= this.#cut[0] && id <= this.#cut[1];
    for (const member of this.#members.values()) {
      const cut = this.#cut === undefined ? [] : this.members.filter((other) => inside(other) !== inside(member)).flatMap(({ addresses }) => addresses);
      member.order({ do: 'suffer', faults: { loss: this.#loss, cut } });
    }
    return undefined;
  }

  #hear(happened: TraceEvent): void {
    if (happened.type === 'learned' && happened.update.key === KEY) this.#latest = Math.max(this.#latest, happened.update.version);
    const event = this.#numbering.eventHere(happened);
    if (event !== undefined) this.#tell(event);
  }

  /** Members play rounds of their own, which do not run in step; the trace counts by those of the parent. */
  #tell(what: Happening): void {
    this.#options.listener({ ...what, round: this.#round, at: performance.now() - this.#started });
  }
}
