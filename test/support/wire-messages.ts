import fc from 'fast-check';
import type { Update } from '../../src/gossip/types.ts';
import type { RepairMessage } from '../../steps/07-anti-entropy/anti-entropy.ts';

/** One message of each kind, and a few that are easily forgotten. */
export const MESSAGES: readonly RepairMessage[] = [
  { type: 'push', updates: [{ key: 'rumor', value: 'Grüße 👋', version: 2, writer: 4 }] },
  { type: 'push', updates: [] },
  { type: 'feedback', key: 'rumor', version: 2, writer: 4, news: false },
  { type: 'ping', seq: 7, origin: 4 },
  { type: 'ping', seq: -1, origin: 0, updates: [{ key: 'member/3', value: 'suspect', version: 2, writer: 3 }] },
  { type: 'ping-req', seq: 7, target: 6 },
  { type: 'ack', seq: 7, origin: 4 },
  { type: 'digest', versions: [{ key: '__proto__', version: 1, writer: 0 }] },
  { type: 'delta', updates: [{ key: 'gone', value: '', version: 5, writer: 2 }], wanted: ['rumor', ''] },
];

/** What a message looks like that is none, and why it is none. */
export const ALMOST: readonly (readonly [text: string, why: string])[] = [
  ['', 'there is nothing in it'],
  ['null', 'it is no object'],
  ['7', 'it is no object'],
  ['[]', 'it is a list'],
  ['{}', 'it has no type'],
  ['{"type":"pong","seq":7,"origin":4}', 'there is no kind “pong”'],
  ['{"type":"pong"}', 'there is no kind “pong”'],
  ['{"type":"constructor"}', 'there is no kind “constructor”'],
  ['{"type":"__proto__"}', 'there is no kind “__proto__”'],
  ['{"type":["push"],"updates":[]}', 'its type is a list'],
  ['{"type":"ping","seq":7}', 'it has no origin'],
  ['{"type":"ping","seq":"7","origin":4}', 'its seq is a text'],
  ['{"type":"ping","seq":NaN,"origin":4}', 'NaN is no JSON'],
  ['{"type":"ping","seq":1e999,"origin":4}', 'its seq is Infinity'],
  ['{"type":"ping","seq":7.5,"origin":4}', 'its seq is no whole number'],
  ['{"type":"ping","seq":7,"origin":-4}', 'no node has the id -4'],
  ['{"type":"ping","seq":7,"origin":4,"urgent":true}', 'it has a field that no ping has'],
  ['{"type":"ping","seq":7,"origin":4,"__proto__":{"admin":true}}', 'it has a field `__proto__`'],
  ['{"__proto__":{"type":"ping","seq":7,"origin":4}}', 'its type stands in a field `__proto__`'],
  ['{"type":"ping","seq":7,"origin":4,"updates":null}', 'its updates are no list'],
  ['{"type":"push","updates":[{"key":"rumor","value":"a","version":0,"writer":4}]}', 'versions begin with 1'],
  ['{"type":"push","updates":[{"key":"rumor","value":"a","version":9007199254740993,"writer":4}]}', 'above 2^53 numbers are not exact'],
  ['{"type":"push","updates":[{"key":"rumor","value":7,"version":1,"writer":4}]}', 'its value is no text'],
  ['{"type":"push","updates":[{"key":"rumor","value":"a","version":1,"writer":4},null]}', 'its second update is null'],
  ['{"type":"push","updates":{"length":0}}', 'its updates are no list'],
  ['{"type":"feedback","key":"rumor","version":2,"writer":4,"news":"false"}', 'its news is a text'],
  ['{"type":"digest","versions":[{"key":"rumor","version":1,"writer":4,"value":"a"}]}', 'a digest has no values'],
  ['{"type":"delta","updates":[],"wanted":[7]}', 'a wanted key is a number'],
  ['{"type":"push","updates":[]}{"type":"push","updates":[]}', 'there are two of them'],
];

const id = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const version = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const seq = fc.maxSafeInteger().filter((n) => !Object.is(n, -0));
/** Any character but a half of a pair. The unit `binary` of fast-check means the same; to make it takes a second, for which every save would wait. */
const character = fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0x80, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10_ffff })).map((code) => String.fromCodePoint(code));
const text = fc.oneof(fc.string({ unit: character, maxLength: 12 }), fc.constantFrom('__proto__', 'member/3', ''));
const updates: fc.Arbitrary<Update[]> = fc.array(fc.record({ key: text, value: text, version, writer: id }, { noNullPrototype: true }), { maxLength: 4 });

/** Any message that a node may send. */
export const anyMessage = fc.oneof(
  fc.record({ type: fc.constant('push'), updates }, { noNullPrototype: true }),
  fc.record({ type: fc.constant('feedback'), key: text, version, writer: id, news: fc.boolean() }, { noNullPrototype: true }),
  fc.record({ type: fc.constantFrom('ping', 'ack'), seq, origin: id, updates }, { requiredKeys: ['type', 'seq', 'origin'], noNullPrototype: true }),
  fc.record({ type: fc.constant('ping-req'), seq, target: id, updates }, { requiredKeys: ['type', 'seq', 'target'], noNullPrototype: true }),
  fc.record({ type: fc.constant('digest'), versions: fc.array(fc.record({ key: text, version, writer: id }, { noNullPrototype: true }), { maxLength: 4 }) }, { noNullPrototype: true }),
  fc.record({ type: fc.constant('delta'), updates, wanted: fc.array(text, { maxLength: 4 }) }, { noNullPrototype: true }),
) as fc.Arbitrary<RepairMessage>;

type Fields = Readonly<Record<string, unknown>>;

/** Is this exactly a message? Written apart from the step, so that the two can be compared. */
export function isMessage(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { type, ...rest } = value;
  const names = Object.keys(rest).sort().join();
  switch (type) {
    case 'push':
      return names === 'updates' && isList(rest.updates, isUpdate);
    case 'feedback':
      return names === 'key,news,version,writer' && isVersioned(rest) && typeof rest.news === 'boolean';
    case 'ping':
    case 'ack':
      return (names === 'origin,seq' || (names === 'origin,seq,updates' && isList(rest.updates, isUpdate))) && isWhole(rest.seq) && isWhole(rest.origin, 0);
    case 'ping-req':
      return (names === 'seq,target' || (names === 'seq,target,updates' && isList(rest.updates, isUpdate))) && isWhole(rest.seq) && isWhole(rest.target, 0);
    case 'digest':
      return names === 'versions' && isList(rest.versions, (each) => Object.keys(each).sort().join() === 'key,version,writer' && isVersioned(each));
    case 'delta':
      return names === 'updates,wanted' && isList(rest.updates, isUpdate) && Array.isArray(rest.wanted) && rest.wanted.every((key) => typeof key === 'string');
    default:
      return false;
  }
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown, is: (each: Fields) => boolean): boolean => Array.isArray(value) && value.every((each: unknown) => isObject(each) && is(each));
const isWhole = (value: unknown, least = -Infinity): boolean => Number.isSafeInteger(value) && (value as number) >= least;
const isVersioned = ({ key, version: number, writer }: Fields): boolean => typeof key === 'string' && isWhole(number, 1) && isWhole(writer, 0);
const isUpdate = (each: Fields): boolean => Object.keys(each).sort().join() === 'key,value,version,writer' && isVersioned(each) && typeof each.value === 'string';
