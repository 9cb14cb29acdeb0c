import type { Dropping } from './words.ts';

const REASONS: Readonly<Record<Dropping['why'], string | undefined>> = {
  key: 'it was sealed with another secret or label, or altered on the way',
  version: 'it was sealed in a way of another version of this workshop, or is no datagram of ours',
  short: 'it is no datagram of ours',
  large: 'it is larger than any datagram of ours',
  form: 'it was sealed by a member, and makes no sense',
  flood: 'there are too many from there',
  update: 'an update in it is larger than any of ours',
  keys: 'there are more keys than a member can bear',
  members: 'there are more members than a member can bear',
  // Nothing is wrong: a node has moved, and somebody has not heard of it yet.
  other: undefined,
};

/** Says it for people; undefined for what need not be told. */
export function tellDropping(member: number, { why, from }: Dropping): string | undefined {
  const reason = REASONS[why];
  return reason === undefined ? undefined : `member ${member} drops what comes from ${typeof from === 'number' ? `node ${from}` : from}: ${reason}. It is counted, and told once.`;
}
