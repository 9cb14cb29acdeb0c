/** A value as one would type it, on one line, cut to `most` characters to fit in a sentence. Never throws. */
export function brief(value: unknown, most = 80): string {
  const text = shown(value);
  // An emoji is two units of a string: half of one is not text.
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const DEEPEST = 4;
const MOST_ENTRIES = 12;

/** A getter or a proxy may throw when it is looked at. */
function shown(value: unknown): string {
  try {
    return show(value, 0);
  } catch {
    return `${typeof value === 'object' ? 'an object' : 'a value'} that throws when it is looked at`;
  }
}

function show(value: unknown, depth: number): string {
  if (typeof value === 'string') return `'${value.replace(UNSEEN, escaped)}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth >= DEEPEST) return '…';
  if (isError(value)) return `${value.name}: ${value.message}`;
  if (value instanceof Promise) return 'a Promise';
  const inner = (each: unknown): string => show(each, depth + 1);
  if (value instanceof Map) return `Map(${value.size}) ${list('{', first(value).map(([key, held]) => `${inner(key)} => ${inner(held)}`), '}', value.size)}`;
  if (value instanceof Set) return `Set(${value.size}) ${list('{', first(value).map(inner), '}', value.size)}`;
  if (value instanceof Uint8Array) return list(`Uint8Array(${value.length}) [`, Array.from(value.slice(0, MOST_ENTRIES), String), ']', value.length);
  if (Array.isArray(value)) return list('[', Array.from(value.slice(0, MOST_ENTRIES), inner), ']', value.length);
  const keys = Object.keys(value);
  const entries = keys.slice(0, MOST_ENTRIES).map((key) => `${key}: ${inner((value as Record<string, unknown>)[key])}`);
  return list('{ ', entries, ' }', keys.length);
}

/** What a terminal carries out, or leaves out: a text that is wrong by such a character would look right. */
const UNSEEN = /[\p{Cc}\u2028\u2029]/gu;

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  return { 9: '\\t', 10: '\\n', 13: '\\r' }[code] ?? `\\u${code.toString(16).padStart(4, '0')}`;
}

function first<T>(values: Iterable<T>): T[] {
  return [...values].slice(0, MOST_ENTRIES);
}

function list(open: string, entries: string[], close: string, size: number): string {
  if (size === 0) return `${open}${close}`.replaceAll(' ', '');
  const more = size > entries.length ? `, … ${size - entries.length} more` : '';
  return `${open}${entries.join(', ')}${more}${close}`;
}

/** An error that was thrown in another realm (in a cell, say) is no instance of our Error. */
function isError(value: object): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}
