import { brief } from '../host/brief.ts';
import { Refusal } from '../host/refusal.ts';

/** A scenario that cannot be played. The message names the field, the value, and what is allowed. */
export class ScenarioError extends Refusal {
  override readonly name = 'ScenarioError';
}

export function wholeNumber(field: string, value: unknown, least: number, most: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  refuse(field, value, `a whole number ${range}`);
}

export function probability(field: string, value: unknown): void {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) refuse(field, value, 'a probability, from 0 to 1');
}

export function oneOf(field: string, value: unknown, allowed: readonly string[]): void {
  if (!allowed.includes(value as string)) refuse(field, value, `one of ${allowed.join(', ')}`);
}

export function object(field: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(field, value, 'an object');
}

/** A field that is spelt wrong would be passed over, and the run would not be the one that was meant. */
export function noOtherFields(prefix: string, value: object, known: readonly string[]): void {
  for (const [field, held] of Object.entries(value)) {
    if (!known.includes(field)) refuse(`${prefix}${field}`, held, `no such field; there are ${known.join(', ')}`);
  }
}

export function refuse(field: string, value: unknown, allowed: string): never {
  const shown = typeof value === 'string' ? JSON.stringify(value) : brief(value);
  throw new ScenarioError(`${field} is ${shown}; allowed: ${allowed}`);
}
