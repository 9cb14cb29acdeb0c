/**
 * Can this value lie? An array with an `every` of its own, an object whose `length` is a function in
 * disguise, a list that is not the list it seems: a test that looks at one of them sees what its
 * maker wants. Values that cross from a stranger's code to a test must be plain data.
 *
 * Properties are looked at by their descriptors, so that looking runs nobody's code.
 */
export type Suspicion = string | undefined;

const DEEPEST = 8;
const MOST_LOOKS = 20_000;

/** What the language itself calls behind the back of whoever holds a value. */
const MAGIC = new Set<PropertyKey>(['toString', 'toLocaleString', 'valueOf', 'toJSON', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'then', '__proto__']);
const OF_FUNCTIONS = new Set<PropertyKey>(['length', 'name', 'prototype', 'arguments', 'caller']);
/** What tests ask of lists, maps and sets: who answers to it without being one answers what its maker wants. */
const OF_LISTS = new Set<PropertyKey>([Array, Map, Set].flatMap((kind) => Reflect.ownKeys(kind.prototype)).filter((name) => name !== 'constructor'));

/**
 * Why `value` could lie, in a sentence; undefined when it cannot.
 *
 * @param intrinsic what the language provides
 * @param trusted   what need not be looked at
 */
export function suspicionAbout(value: unknown, intrinsic: ReadonlySet<object>, trusted: WeakSet<object>): Suspicion {
  const looks = { left: MOST_LOOKS };
  const look = (each: unknown, depth: number): Suspicion => {
    if (typeof each === 'function') return intrinsic.has(each) ? undefined : lookAtFunction(each, intrinsic);
    if (typeof each !== 'object' || each === null || trusted.has(each)) return undefined;
    // What cannot be looked at could lie, too.
    if (depth > DEEPEST) return `something that holds objects in one another, more than ${DEEPEST} deep`;
    if (looks.left-- <= 0) return `more than ${MOST_LOOKS} objects at once`;
    if (Array.isArray(each)) return lookAtList(each, depth, look);
    if (each instanceof Map || each instanceof Set) return lookAtCollection(each, depth, look);
    return lookAtObject(each, depth, look, intrinsic);
  };
  return look(value, 0);
}

type Look = (value: unknown, depth: number) => Suspicion;

function lookAtList(list: readonly unknown[], depth: number, look: Look): Suspicion {
  if (Object.getPrototypeOf(list) !== Array.prototype) return 'a list that is no plain array';
  const keys = Reflect.ownKeys(list);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key === 'length') continue;
    if (typeof key === 'symbol' || String(Number(key) >>> 0) !== key) return `a list with a property ${String(key)} of its own`;
    const own = Reflect.getOwnPropertyDescriptor(list, key)!;
    if (!('value' in own)) return `a list whose entry ${key} is computed when it is read`;
    const inner = isPrimitive(own.value) ? undefined : look(own.value, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function lookAtCollection(collection: Map<unknown, unknown> | Set<unknown>, depth: number, look: Look): Suspicion {
  const kind = collection instanceof Map ? 'Map' : 'Set';
  const proto: unknown = Object.getPrototypeOf(collection);
  if (proto !== Map.prototype && proto !== Set.prototype) return `a ${kind} of a kind of its own`;
  const key = Reflect.ownKeys(collection)[0];
  if (key !== undefined) return `a ${kind} with a property ${String(key)} of its own`;
  let found: Suspicion;
  collection.forEach((value, name) => {
    found ??= look(value, depth + 1) ?? look(name, depth + 1);
  });
  return found;
}

function lookAtObject(object: object, depth: number, look: Look, intrinsic: ReadonlySet<object>): Suspicion {
  const keys = Reflect.ownKeys(object);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (typeof key === 'symbol' || MAGIC.has(key)) return `an object with a ${String(key)} of its own`;
    const own = Reflect.getOwnPropertyDescriptor(object, key)!;
    if (!('value' in own)) return `an object whose ${key} is computed when it is read`;
    if (typeof own.value === 'function' && OF_LISTS.has(key)) return `an object with a method ${key}, as if it were a list`;
    const inner = isPrimitive(own.value) ? undefined : look(own.value, depth + 1);
    if (inner !== undefined) return inner;
  }
  for (let proto = Object.getPrototypeOf(object) as object | null; proto !== null && !intrinsic.has(proto); proto = Object.getPrototypeOf(proto) as object | null) {
    for (const key of Reflect.ownKeys(proto)) {
      if (typeof key === 'symbol' || MAGIC.has(key)) return `an object whose class has a ${String(key)} of its own`;
      const own = Reflect.getOwnPropertyDescriptor(proto, key)!;
      if (!('value' in own)) return `an object whose class computes ${key} when it is read`;
      if (typeof own.value === 'function' && OF_LISTS.has(key)) return `an object whose class has a method ${key}, as if it were a list`;
    }
  }
  return undefined;
}

function lookAtFunction(value: object, intrinsic: ReadonlySet<object>): Suspicion {
  if (!intrinsic.has(Object.getPrototypeOf(value) as object)) return 'a function of a kind of its own';
  const keys = Reflect.ownKeys(value);
  const odd = keys.find((key) => !OF_FUNCTIONS.has(key) || !('value' in Reflect.getOwnPropertyDescriptor(value, key)!));
  return odd === undefined ? undefined : `a function with a property ${String(odd)} of its own`;
}

function isPrimitive(value: unknown): boolean {
  return (typeof value !== 'object' && typeof value !== 'function') || value === null;
}
