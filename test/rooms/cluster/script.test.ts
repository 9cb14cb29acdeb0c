import { expect, test } from 'vitest';
import { readScript } from '../../../src/cluster/script.ts';

test('reads deeds in the order in which they happen, what lasts with its end', () => {
  expect(readScript('write 0=a@6; stop 4@2-5; kill 3@5; cut 0-3@7-9; loss 0.1@8-9; leave 1@3; start 3@9', 10, 8)).toEqual([
    { do: 'stop', id: 4, round: 2 },
    { do: 'leave', id: 1, round: 3 },
    { do: 'go', id: 4, round: 5 },
    { do: 'kill', id: 3, round: 5 },
    { do: 'write', id: 0, value: 'a', round: 6 },
    { do: 'cut', first: 0, last: 3, round: 7 },
    { do: 'loss', share: 0.1, round: 8 },
    { do: 'heal', round: 9 },
    { do: 'loss', share: 0, round: 9 },
    { do: 'start', id: 3, round: 9 },
  ]);
});

test('reads an empty script', () => expect(readScript(' ; ', 10, 8)).toEqual([]));

test('lets a new member be started, and named from then on', () => {
  expect(readScript('start 8@3; kill 8@5', 10, 8)).toHaveLength(2);
});

test.each([
  ['kill 3', 'is no deed'],
  ['kill three@5', '"three" is no whole number'],
  ['kill 3@0', 'happens in round 0; allowed: 1 to 10'],
  ['kill 3@11', 'happens in round 11; allowed: 1 to 10'],
  ['kill 3@5-8', 'does not last; allowed: kill 3@5'],
  ['stop 3@5-5', 'ends in round 5; allowed: 6 to 10'],
  ['write a@2', 'is no write'],
  ['cut 3@5', 'is no cut'],
  ['cut 5-3@5', 'names member 3; allowed: a stretch of 0 to 7'],
  ['cut 0-9@5', 'names member 9; allowed: a stretch of 0 to 7'],
  ['loss 2@5', 'is no loss'],
  ['murder 3@5', 'begins with a word that is unknown'],
  ['kill 8@5', 'names member 8; allowed: 0 to 7, or start it in a round before'],
  ['kill 8@5; start 8@6', 'names member 8; allowed: 0 to 7, or start it in a round before'],
  ['start 9@5', 'names member 9; allowed: 0 to 8, which is the next new one'],
])('refuses “%s” in a sentence', (script, sentence) => {
  expect(() => readScript(script, 10, 8)).toThrow(sentence);
  expect(() => readScript(script, 10, 8)).toThrow(/^--script: /);
});
