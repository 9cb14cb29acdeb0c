/**
 * The doors between the tests and a stranger's code: every exported function, and every node that
 * one of them makes. What passes is looked at, in both directions.
 */
import type { Belief, Effect, GossipEvent, GossipNode, NodeId, StoringNode, Update } from '../../gossip/types.ts';
import { suspicionAbout } from './plain-data.ts';

/** So many crossings of a test are looked at one by one; after that, one in `ONE_IN`, at random. */
const ALWAYS = 500;
const ONE_IN = 32;
/** A long list that was lent is looked at one time in so many, at random: every node of a large group is lent the same. */
const LONG = 100;
const ONE_IN_LONG = 16;
/** What was handed over lately is looked at again: it may have been changed afterwards. */
const REMEMBERED = 3;

type Call = (...args: unknown[]) => unknown;

interface Member {
  join(seeds: readonly string[]): unknown;
  leave(): unknown;
}

export interface Doors {
  /** The exports of a module as the tests see them. */
  wrapExports(exported: object): object;
  /** A new test begins. */
  restart(): void;
  /** Why the code cannot be judged, if a value was seen that could lie. */
  readonly refusal: string | undefined;
}

/** @param chance fractions that the code cannot foresee */
export function openDoors(intrinsic: ReadonlySet<object>, chance: () => number): Doors {
  const guard = new Guard(intrinsic, chance);
  const wrappers = new WeakMap<object, object>();
  const behind = new WeakMap<object, object>();

  const wrapNode = (node: GossipNode): object => {
    const known = wrappers.get(node);
    if (known !== undefined) return known;
    const wrapper = Object.freeze(new NodeDoor(node, guard));
    wrappers.set(node, wrapper);
    behind.set(wrapper, node);
    return wrapper;
  };

  /** What `run` of step 08 answers with: the tests only tell it to join and to leave. */
  const wrapMember = (member: Member): object =>
    Object.freeze({ join: (seeds: readonly string[]) => void member.join(seeds), leave: () => void member.leave() });

  const wrapFunction = (name: string, run: Call): Call => (...args) => {
    guard.admit();
    for (const arg of args) protect(arg, intrinsic, guard.ours, 0);
    // What is data now must be data afterwards: a list that was given another prototype looks like no list at all.
    const lent = args.filter(isData);
    // A node of theirs comes back to them as they made it.
    const answer = run(...args.map((arg) => (typeof arg === 'object' && arg !== null && behind.get(arg)) || arg));
    if (isNode(answer) || isMember(answer)) {
      if (guard.looks()) guard.pass(name, undefined, lent);
      return isNode(answer) ? wrapNode(answer) : wrapMember(answer);
    }
    if (guard.looks()) guard.pass(name, answer, lent);
    return answer;
  };

  return {
    wrapExports(exported) {
      const seen: Record<string, unknown> = {};
      for (const name of Object.keys(exported)) {
        const value = (exported as Record<string, unknown>)[name];
        if (typeof value !== 'function') guard.check(value, `the export ${name} is`);
        seen[name] = typeof value === 'function' ? wrapFunction(name, value as Call) : value;
      }
      return Object.freeze(seen);
    },
    restart: () => guard.restart(),
    get refusal() {
      return guard.refusal;
    },
  };
}

/** Looks at what passes. */
class Guard {
  refusal: string | undefined;
  /** What the tests lent out, and nobody can have changed. */
  readonly ours = new WeakSet<object>();
  readonly #intrinsic: ReadonlySet<object>;
  readonly #chance: () => number;
  readonly #recent: unknown[] = [];
  #crossings = 0;
  #skip = 0;

  constructor(intrinsic: ReadonlySet<object>, chance: () => number) {
    this.#intrinsic = intrinsic;
    this.#chance = chance;
  }

  restart(): void {
    this.#crossings = 0;
    this.#recent.length = 0;
  }

  /** Whoever was refused is not asked again: what is left of the tests would only give them time. */
  admit(): void {
    if (this.refusal !== undefined) throw new TypeError(this.refusal);
  }

  /** Is this crossing looked at? Cheap, because millions are not. */
  looks(): boolean {
    if (this.#crossings < ALWAYS) {
      this.#crossings++;
      return true;
    }
    if (--this.#skip > 0) return false;
    // As if each were looked at with probability 1/ONE_IN, but with one draw for all that are skipped.
    this.#skip = Math.ceil(Math.log(1 - this.#chance()) / Math.log(1 - 1 / ONE_IN));
    return true;
  }

  /**
   * Looks at what came out, at what went in, and at what came out before.
   *
   * @param lent what went in and was data then
   */
  pass(name: string, answer: unknown, lent: readonly object[]): void {
    for (const earlier of this.#recent) this.check(earlier, `${name} left behind`);
    for (const each of lent) {
      if (this.ours.has(each)) continue;
      if (!isData(each)) this.refuse(`${name} turned what it was given into something of another kind`);
      if (!holdsMuch(each) || this.#chance() < 1 / ONE_IN_LONG) this.check(each, `${name} turned what it was given into`);
    }
    if ((typeof answer !== 'object' && typeof answer !== 'function') || answer === null) return;
    this.check(answer, `${name} handed over`);
    this.#recent.push(answer);
    if (this.#recent.length > REMEMBERED) this.#recent.shift();
  }

  check(value: unknown, where: string): void {
    const suspicion = suspicionAbout(value, this.#intrinsic, this.ours);
    if (suspicion !== undefined) this.refuse(`${where} ${suspicion}`);
  }

  refuse(what: string): never {
    this.refusal ??= `${what}; only plain data can be judged`;
    throw new TypeError(this.refusal);
  }
}

/** A node as the tests see it. */
class NodeDoor implements StoringNode {
  readonly #node: GossipNode;
  readonly #guard: Guard;

  constructor(node: GossipNode, guard: Guard) {
    this.#node = node;
    this.#guard = guard;
  }

  handle(event: GossipEvent): Effect[] {
    this.#guard.admit();
    const answer = this.#node.handle(event);
    if (this.#guard.looks()) this.#guard.pass('handle()', answer, [event]);
    return answer;
  }

  write(update: Update): void {
    this.#guard.admit();
    const answer: unknown = this.#node.write(update);
    if (this.#guard.looks()) this.#guard.pass('write()', answer, [update]);
  }

  read(key: string): Update | undefined {
    const answer = this.#node.read(key);
    if (this.#guard.looks()) this.#guard.pass('read()', answer, []);
    return answer;
  }

  readAll(): Update[] {
    const answer = (this.#node as StoringNode).readAll();
    if (this.#guard.looks()) this.#guard.pass('readAll()', answer, []);
    return answer;
  }

  forget(key: string): void {
    const answer: unknown = (this.#node as StoringNode).forget(key);
    if (this.#guard.looks()) this.#guard.pass('forget()', answer, []);
  }

  isHot(key: string): boolean {
    const answer = this.#node.isHot(key);
    return typeof answer === 'boolean' ? answer : this.#looked('isHot()', answer);
  }

  get id(): NodeId {
    const { id } = this.#node;
    return typeof id === 'number' ? id : this.#looked('id', id);
  }

  get idle(): boolean {
    const idle = this.#node.idle;
    return typeof idle === 'boolean' ? idle : (this.#looked('idle', idle) as unknown as boolean);
  }

  get beliefs(): ReadonlyMap<NodeId, Belief> {
    const beliefs = this.#node.beliefs;
    if (this.#guard.looks()) this.#guard.pass('beliefs', beliefs, []);
    return beliefs as ReadonlyMap<NodeId, Belief>;
  }

  #looked<T>(name: string, value: T): T {
    this.#guard.pass(name, value, []);
    return value;
  }
}

function isData(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const proto: unknown = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === Array.prototype || proto === Map.prototype || proto === Set.prototype;
}

/** Does it hold a long list, such as the members of a large group? */
function holdsMuch(given: object): boolean {
  if (Array.isArray(given)) return given.length > LONG;
  return Object.keys(given).some((name) => {
    const part: unknown = Object.getOwnPropertyDescriptor(given, name)!.value;
    return Array.isArray(part) && part.length > LONG;
  });
}

function isNode(value: unknown): value is GossipNode {
  return typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>).handle === 'function';
}

function isMember(value: unknown): value is Member {
  return typeof value === 'object' && value !== null && ['join', 'leave'].every((name) => typeof (value as Record<string, unknown>)[name] === 'function');
}

/**
 * Freezes what the tests lend out that is no data: their randomness, and the classes behind it.
 * Lists and maps stay as they are: whether they are changed is what some tests ask. What is frozen
 * when it is lent is remembered in `ours`: it comes back as it went.
 */
function protect(value: unknown, intrinsic: ReadonlySet<object>, ours: WeakSet<object>, depth: number): void {
  if (typeof value !== 'object' || value === null || ours.has(value)) return;
  // Bytes are data, and there may be many of them.
  if (value instanceof Uint8Array) return;
  if (Object.isFrozen(value)) ours.add(value);
  if (Array.isArray(value) || value instanceof Map || value instanceof Set) return;
  const proto = Object.getPrototypeOf(value) as object | null;
  let capable = proto !== null && !intrinsic.has(proto);
  for (const name of Object.keys(value)) {
    const { value: part, get } = Object.getOwnPropertyDescriptor(value, name)!;
    if (typeof part === 'function' || get !== undefined) capable = true;
    else if (typeof part === 'object' && depth < 2) protect(part, intrinsic, ours, depth + 1);
  }
  if (!capable) return;
  ours.add(Object.freeze(value));
  for (let each = proto; each !== null && !intrinsic.has(each) && !Object.isFrozen(each); each = Object.getPrototypeOf(each) as object | null) {
    Object.freeze(each);
    if (typeof each.constructor === 'function') Object.freeze(each.constructor);
  }
}
