import { randomBytes } from 'node:crypto';
import type { NodeId, Update } from '../gossip/types.ts';
import type { Happening, TraceListener } from '../host/trace.ts';
import type { NodeKnobs } from '../sim/knobs.ts';
import { Nursery, type Member } from './members.ts';
import type { Deed } from './script.ts';
import { errorsOf, type Truth } from './truth.ts';
import type { Mind } from './words.ts';

export interface ClusterOptions {
  /** The program of a member, ready to be run. */
  readonly program: string;
  /** The absolute path of the module of step 08 for each member, ready to be run. */
  readonly codeOf: (id: NodeId) => string;
  readonly nodes: number;
  readonly host: string;
  readonly seed: number;
  /** Milliseconds a round. */
  readonly round: number;
  readonly knobs: NodeKnobs;
  readonly secret?: string;
  readonly label?: string;
  /** Addresses of a cluster to join; without any, this is a new one. */
  readonly seeds?: readonly string[];
  readonly listener: TraceListener;
  /** A member ended, and nobody had asked for it. */
  readonly onFailure: (id: NodeId, sentence: string) => void;
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
  readonly #secret: string;
  #started = performance.now();
  #round = 0;
  #loss = 0;
  #cut: readonly [first: NodeId, last: NodeId] | undefined;
  /** What to do when a member listens, or has failed to. */
  readonly #onOpen = new Map<NodeId, () => void>();

  constructor(options: ClusterOptions) {
    this.#options = options;
    this.#secret = options.secret ?? randomBytes(16).toString('hex');
    this.#nursery = new Nursery(options.program, {
      said: (member, said) => {
        if (said.type === 'happened') for (const event of said.events) this.#tell(event);
        if (said.type === 'open') this.#opened(member.id);
        if (said.type === 'left') this.#tell({ type: 'crashed', node: member.id });
      },
      failed: ({ id }, sentence) => {
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

  /** Starts all members, waits until each listens, and lets them join through the first one. */
  async open(): Promise<void> {
    const { nodes } = this.#options;
    for (let first = 0; first < nodes; first += AT_ONCE) {
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, nodes - first) }, (_, i) => this.#bear(first + i)));
    }
    for (const member of this.#members.values()) this.#join(member);
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

  /** What each member that can answer in time knows and believes, and in what they differ from the truth, a sentence each. */
  async look(patience: number): Promise<{ readonly minds: ReadonlyMap<NodeId, Mind>; readonly errors: readonly string[] }> {
    const asked = await Promise.all(this.members.map(async (member) => [member.id, await member.mind(patience)] as const));
    const minds = new Map(asked.flatMap(([id, mind]) => (mind === undefined ? [] : [[id, mind] as const])));
    const truth = this.#truth();
    const silent = this.members.filter(({ id, state }) => state === 'up' && !minds.has(id)).map(({ id }) => `member ${id} does not answer`);
    return { minds, errors: [...silent, ...[...minds].flatMap(([id, mind]) => errorsOf(id, mind, truth).map((error) => `member ${id} ${error}`))] };
  }

  #truth(): Truth {
    const ids = (gone: boolean): NodeId[] => this.members.filter(({ state }) => (state === 'gone') === gone).map(({ id }) => id);
    return { living: ids(false), gone: ids(true), written: this.#written };
  }

  close(): void {
    this.#nursery.close();
  }

  /** Starts a member, and waits until it listens, or has failed to. */
  #bear(id: NodeId): Promise<void> {
    const { codeOf, host, seed, round, knobs, label = 'rumor has it' } = this.#options;
    const before = this.#members.get(id)?.life ?? 0;
    // A life must be younger than the one before, even where the clock was set back.
    const life = Math.max(Date.now(), before + 1);
    const birth = { id, code: codeOf(id), host, port: 0, secret: this.#secret, label, life, seed: seed * 1_000_003 + id, round, knobs };
    return new Promise((done) => {
      this.#onOpen.set(id, done);
      this.#members.set(id, this.#nursery.bear(birth));
    });
  }

  #opened(id: NodeId): void {
    this.#onOpen.get(id)?.();
    this.#onOpen.delete(id);
  }

  #join(member: Member): void {
    const own = this.members.find(({ id, state }) => state === 'up' && id !== member.id)?.address;
    const first = member.id === this.members[0]?.id && this.#round === 0;
    member.order({ do: 'join', seeds: this.#options.seeds ?? (first || own === undefined ? [] : [own]) });
    this.#suffer();
  }

  #start(id: NodeId): string | undefined {
    const state = this.#members.get(id)?.state;
    if (state !== undefined && state !== 'gone') return `member ${id} runs already`;
    this.#tell({ type: state === undefined ? 'recovered' : 'restarted', node: id });
    void this.#bear(id).then(() => this.#join(this.#members.get(id)!));
    return undefined;
  }

  #write(id: NodeId, value: string): string | undefined {
    const version = (this.#written.get(KEY)?.version ?? 0) + 1;
    const update = { key: KEY, value, version, writer: id };
    this.#written.set(KEY, update);
    this.#members.get(id)!.order({ do: 'write', update });
    return undefined;
  }

  /** Tells each member which of the others it cannot reach, and how much it loses. */
  #suffer(): undefined {
    const inside = ({ id }: Member): boolean => this.#cut !== undefined && id >= this.#cut[0] && id <= this.#cut[1];
    for (const member of this.#members.values()) {
      const cut = this.#cut === undefined ? [] : this.members.filter((other) => inside(other) !== inside(member)).map(({ address }) => address);
      member.order({ do: 'suffer', faults: { loss: this.#loss, cut } });
    }
    return undefined;
  }

  /** Members play rounds of their own, which do not run in step; the trace counts by those of the parent. */
  #tell(what: Happening): void {
    this.#options.listener({ ...what, round: this.#round, at: performance.now() - this.#started });
  }
}
