import { oneOf, probability, refuse, wholeNumber } from './checks.ts';

/** What values a knob takes, and how they are written in a flag. */
export interface Kind<T> {
  /** Throws a ScenarioError that names `field` when `value` is not allowed. */
  check(field: string, value: unknown): void;
  /** The value that a text means, for {@link check} to look at; NaN where a number is wanted and there is none. */
  read(text: string): unknown;
  write(value: T): string;
}

export function whole(least: number, most: number): Kind<number> {
  return { check: (field, value) => wholeNumber(field, value, least, most), read: numberIn, write: String };
}

export const fraction: Kind<number> = { check: probability, read: numberIn, write: String };

export function choice<T extends string>(...allowed: readonly T[]): Kind<T> {
  return { check: (field, value) => oneOf(field, value, allowed), read: (text) => text, write: String };
}

/** A number, or two with a hyphen between them: anything from the one to the other. */
export function span(least: number, most: number): Kind<number | readonly [least: number, most: number]> {
  return {
    check(field, value) {
      if (typeof value === 'number') return wholeNumber(field, value, least, most);
      if (!Array.isArray(value) || value.length !== 2) refuse(field, value, 'a number of milliseconds, or a pair [least, most]');
      wholeNumber(`${field}[0]`, value[0], least, most);
      wholeNumber(`${field}[1]`, value[1], value[0] as number, most);
    },
    read(text) {
      const range = /^(\d+)-(\d+)$/.exec(text);
      return range === null ? numberIn(text) : [Number(range[1]), Number(range[2])];
    },
    write: (value) => (typeof value === 'number' ? String(value) : value.join('-')),
  };
}

const UNLIMITED = 'unlimited';

/** A whole number, or Infinity, which flags and files write as a word: JSON has none. */
export function limit(least: number): Kind<number> {
  return {
    check(field, value) {
      if (value === Infinity || (Number.isSafeInteger(value) && (value as number) >= least)) return;
      refuse(field, value, `a whole number of at least ${least}, or ${UNLIMITED}`);
    },
    read: (text) => (text === UNLIMITED ? Infinity : numberIn(text)),
    write: (value) => (value === Infinity ? UNLIMITED : String(value)),
  };
}

function numberIn(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
