/**
 * Freezes a realm: everything the language itself provides, before a stranger's code is loaded.
 *
 * A test and the code it judges share `Array.prototype`, `Set`, `Math` and so on. Whoever can change
 * those decides what the test sees. After this, nobody can. Runs inside the realm it freezes: the
 * sealed one, and the one around it, whose built-ins are not as far away as they seem (see `cell.ts`).
 */

/** What no step needs, and what would make a value that lies, escapes the limits, or watches others. */
const REMOVED = ['Proxy', 'WebAssembly', 'Atomics', 'SharedArrayBuffer', 'FinalizationRegistry', 'WeakRef', 'ShadowRealm', 'escape', 'unescape'];

/** Names that honest code sets on its own objects although a prototype has them. */
const OVERRIDABLE: readonly [owner: object, names: readonly string[]][] = [
  [Object.prototype, ['toString', 'toLocaleString', 'valueOf', 'constructor', 'hasOwnProperty', 'isPrototypeOf']],
  [Function.prototype, ['toString', 'call', 'apply', 'bind', 'constructor']],
  ...[Error, RangeError, TypeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError].map(
    (kind) => [kind.prototype as object, ['name', 'message', 'toString', 'constructor']] as [object, string[]],
  ),
];

export function removeGlobals(): void {
  for (const name of REMOVED) delete (globalThis as Record<string, unknown>)[name];
  // `RegExp.$1` and its like tell what somebody else matched last.
  for (const name of Object.getOwnPropertyNames(RegExp)) {
    if (Object.getOwnPropertyDescriptor(RegExp, name)!.get !== undefined) delete (RegExp as unknown as Record<string, unknown>)[name];
  }
}

/** Freezes the intrinsics and pins the globals. Returns every object that is frozen now. */
export function lockDown(): readonly object[] {
  const names = Object.getOwnPropertyNames(globalThis);
  const frozen = freezeBuiltIns(names);
  pinGlobals(names);
  return frozen;
}

/** Freezes what these globals lead to, and the intrinsics that have no name. Returns all of it. */
export function freezeBuiltIns(globals: readonly string[]): readonly object[] {
  const overridden = OVERRIDABLE.flatMap(([owner, names]) => names.map((name) => allowOverride(owner, name)));
  const found = new Set<object>();
  for (const value of overridden) collect(value, found);
  for (const name of globals) collect((globalThis as Record<string, unknown>)[name], found);
  for (const hidden of HIDDEN) collect(hidden, found);
  for (const each of found) Object.freeze(each);
  return [...found];
}

const { Iterator: iterator } = globalThis as { Iterator?: { from(walker: object): { map(each: unknown): object } } };

/** Intrinsics that have no global name. */
const HIDDEN: readonly unknown[] = [
  Object.getPrototypeOf(globalThis),
  Object.getPrototypeOf(Uint8Array),
  Object.getPrototypeOf([][Symbol.iterator]()),
  Object.getPrototypeOf(''[Symbol.iterator]()),
  Object.getPrototypeOf(new Map()[Symbol.iterator]()),
  Object.getPrototypeOf(new Set()[Symbol.iterator]()),
  Object.getPrototypeOf('a'.matchAll(/a/g)),
  // Not before Node 22.
  iterator?.from({ next: Object }),
  iterator?.from([].values()).map(Object),
  function* () {},
  async function () {},
  async function* () {},
];

/**
 * A frozen property of a prototype also refuses `object.name = …` on everything that inherits it.
 * As an accessor it does not: setting it gives the object a property of its own. Returns what stood
 * there: nothing leads to it any more but the accessor.
 */
function allowOverride(owner: object, name: string): unknown {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  if (own === undefined || !('value' in own)) return undefined;
  const { value } = own as { value: unknown };
  const define = Reflect.defineProperty;
  Object.defineProperty(owner, name, {
    configurable: false,
    enumerable: false,
    get: () => value,
    set(this: object, replacement: unknown) {
      if (this === owner) throw new TypeError(`${name} of a built-in object cannot be changed`);
      define(this, name, { value: replacement, writable: true, enumerable: true, configurable: true });
    },
  });
  return value;
}

function collect(value: unknown, found: Set<object>): void {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null || found.has(next) || next === globalThis) continue;
    found.add(next);
    waiting.push(Object.getPrototypeOf(next));
    for (const key of Reflect.ownKeys(next)) {
      const { value: inner, get, set } = Object.getOwnPropertyDescriptor(next, key)!;
      waiting.push(inner, get, set);
    }
  }
}

/** The global object of a context cannot be frozen; its properties can be pinned one by one. */
function pinGlobals(names: readonly string[]): void {
  for (const name of names) {
    const own = Object.getOwnPropertyDescriptor(globalThis, name)!;
    if (!own.configurable) continue;
    const value: unknown = (globalThis as Record<string, unknown>)[name];
    Object.defineProperty(globalThis, name, { value, writable: false, configurable: false, enumerable: false });
  }
}
