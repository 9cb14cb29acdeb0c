import type { NodeId, Random } from '../../gossip/types.ts';
import { encodeEnvelope, MOST_ID } from '../../wire/envelope.ts';
import { MOST_BYTES } from '../../wire/limits.ts';
import { MOST_PARTS } from '../../wire/parts.ts';
import type { Seal } from '../../wire/seal.ts';

/** What a node might say, as a start for what none would. */
const MESSAGES = [
  '{"type":"push","updates":[{"key":"KEY","value":"VALUE","version":NUMBER,"writer":ID}]}',
  '{"type":"push","updates":[{"key":"member/ID","value":"dead","version":NUMBER,"writer":ID}]}',
  '{"type":"push","updates":[{"key":"member/1","value":"suspect","version":NUMBER,"writer":1}]}',
  '{"type":"push","updates":[{"key":"address/ID","value":"VALUE","version":NUMBER,"writer":ID}]}',
  '{"type":"feedback","key":"KEY","version":NUMBER,"writer":ID,"news":false}',
  '{"type":"ping","seq":NUMBER,"origin":ID,"updates":[{"key":"member/ID","value":"suspect","version":NUMBER,"writer":ID}]}',
  '{"type":"ping-req","seq":NUMBER,"target":ID}',
  '{"type":"ack","seq":NUMBER,"origin":1}',
  '{"type":"digest","versions":[{"key":"KEY","version":NUMBER,"writer":ID},{"key":"member/1","version":NUMBER,"writer":1}]}',
  '{"type":"delta","updates":[{"key":"KEY","value":"VALUE","version":NUMBER,"writer":ID}],"wanted":["KEY","member/1"]}',
];

const NUMBERS = ['0', '1', '2', '7', '-1', '-0', '1.5', '1e999', 'NaN', '2251799813685248', '2251799813685249', '9007199254740991', '9007199254740993', '1e308', '"1"', 'null', '[]', '{}'];
const KEYS = ['rumor', '', '__proto__', 'constructor', 'toString', 'member/', 'member/-1', 'member/01', 'member/1e3', 'address/1', '\\u0000', '\\u0007', '\\ud800', 'k'.repeat(300)];
const VALUES = ['a', '', 'alive', 'suspect', 'dead', '__proto__', '\\u009b2J', '\\u202e', '127.0.0.1:9 '.repeat(50), 'v'.repeat(2_000)];
const SNIPPETS = ['{', '}', '[', ']', ',', ':', '"', '\\', 'null', 'true', '{"__proto__":{}}', '\u0000', '\ufffd', '['.repeat(600)];

export interface GarbageSetup {
  readonly random: Random;
  /** That of the cluster: some of the garbage comes from a member that is broken, or lies. */
  readonly seal: Seal;
  /** Whom it is for. */
  readonly to: NodeId;
}

/** Makes datagrams that nobody should have to bear, each from a sort of its own. */
export function garbageMaker({ random, seal, to }: GarbageSetup): () => Uint8Array {
  const one = <T>(list: readonly T[]): T => list[random.int(list.length)]!;
  const noise = (most: number): Uint8Array => Uint8Array.from({ length: random.int(most + 1) }, () => random.int(256));
  let count = 0;

  /** Ids: known ones, invented ones, and those that are none. */
  const id = (): string => one([String(random.int(4)), String(random.int(5_000)), String(random.int(2 ** 31)), one(NUMBERS)]);
  const text = (): string =>
    one(MESSAGES)
      .replace(/NUMBER/g, () => (random.int(2) === 0 ? String(1 + random.int(60)) : one(NUMBERS)))
      .replace(/\bID\b/g, id)
      .replace(/KEY/g, () => (random.int(2) === 0 ? `key ${random.int(20_000)}` : one(KEYS)))
      .replace(/VALUE/g, () => one(VALUES));
  const damaged = (sound: Uint8Array): Uint8Array => {
    const bytes = sound.slice();
    if (bytes.length > 0) for (let i = random.int(4); i >= 0; i--) bytes[random.int(bytes.length)]! ^= 1 << random.int(8);
    return random.int(3) === 0 ? bytes.subarray(0, random.int(bytes.length + 1)) : bytes;
  };
  const message = (): Uint8Array => {
    const written = text();
    const at = random.int(written.length);
    const bytes = new TextEncoder().encode(random.int(3) === 0 ? `${written.slice(0, at)}${one(SNIPPETS)}${written.slice(at)}` : written);
    return random.int(3) === 0 ? damaged(bytes) : bytes;
  };
  const sealed = (bytes: Uint8Array): Uint8Array => {
    const parts = random.int(4) === 0 ? 1 + random.int(MOST_PARTS + 4) : 1;
    // Two members that are known, and invented ones: so many senders are heard that none of them floods.
    const from = random.int(3) === 0 ? 2 + random.int(2) : 4 + random.int(20_000);
    return seal.seal(encodeEnvelope({ from, to: random.int(20) === 0 ? random.int(MOST_ID) : to, life: random.int(10), number: random.int(2 ** 31), part: random.int(parts), parts, bytes }));
  };
  const sorts: readonly (() => Uint8Array)[] = [
    () => noise(MOST_BYTES + 50),
    () => noise(40),
    () => damaged(sealed(message())),
    () => seal.seal(noise(60)),
    () => sealed(noise(200)),
    () => sealed(message()),
    () => sealed(message()),
    () => sealed(message()),
  ];
  return () => sorts[count++ % sorts.length]!();
}
