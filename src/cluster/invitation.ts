import { randomBytes } from 'node:crypto';

/** Letters and digits that nobody takes for another one when they stand on a wall; 32 of them, 5 bits each. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 12;

/** A secret of 60 bits, to be read aloud and typed: `k7f3-9qmx-2wtb`. */
export function makeSecret(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]!).join('');
  return letters.match(/.{4}/g)!.join('-');
}

/** What somebody on another machine types to join. */
export function invitation(address: string, secret: string, label: string | undefined): string {
  return ['node rumor cluster --join', address, '--secret', quoted(secret), ...(label === undefined ? [] : ['--label', quoted(label)])].join(' ');
}

/** So that a shell reads one word. */
function quoted(text: string): string {
  return /^[\w.,:@/-]+$/.test(text) ? text : JSON.stringify(text);
}
