import { brief } from '../../host/brief.ts';

const MOST_PRINTED = 20_000;

/** Keeps what the code prints, up to a limit: there is no way out of the realm for it. */
export class Printer {
  text = '';

  readonly console = Object.freeze({
    log: (...values: unknown[]) => this.#print(values),
    info: (...values: unknown[]) => this.#print(values),
    debug: (...values: unknown[]) => this.#print(values),
    warn: (...values: unknown[]) => this.#print(values),
    error: (...values: unknown[]) => this.#print(values),
    table: (rows: unknown) => this.#print([rows]),
    dir: (value: unknown) => this.#print([value]),
    trace: (...values: unknown[]) => this.#print(values),
    assert: () => {},
    time: () => {},
    timeEnd: () => {},
    group: (...values: unknown[]) => this.#print(values),
    groupEnd: () => {},
    count: () => {},
  });

  #print(values: readonly unknown[]): void {
    const room = MOST_PRINTED - this.text.length;
    if (room <= 0) return;
    const line = values.map((value) => (typeof value === 'string' ? value.slice(0, room) : brief(value, 400))).join(' ');
    this.text += `${line}\n`.slice(0, room);
  }
}

/** `structuredClone` for what steps deal in: plain data, lists, maps and sets. */
export function copyOf(value: unknown): unknown {
  const copies = new Map<unknown, unknown>();
  const copy = (each: unknown): unknown => {
    if (typeof each === 'function' || typeof each === 'symbol') throw new TypeError(`${brief(each)} could not be cloned.`);
    if (typeof each !== 'object' || each === null) return each;
    if (copies.has(each)) return copies.get(each);
    if (each instanceof Date) return new Date(each);
    const twin: unknown = Array.isArray(each) ? [] : each instanceof Map ? new Map() : each instanceof Set ? new Set() : {};
    copies.set(each, twin);
    if (each instanceof Map) for (const [name, inner] of each) (twin as Map<unknown, unknown>).set(copy(name), copy(inner));
    else if (each instanceof Set) for (const inner of each) (twin as Set<unknown>).add(copy(inner));
    else for (const name of Object.keys(each)) (twin as Record<string, unknown>)[name] = copy((each as Record<string, unknown>)[name]);
    return twin;
  };
  return copy(value);
}
