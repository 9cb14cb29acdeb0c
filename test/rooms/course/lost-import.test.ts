import { expect, test } from 'vitest';
import { lostImport } from '../../../src/course/lost-import.ts';

test('a name that the starter imported is told with its import', () => {
  expect(lostImport('ReferenceError: selectPeers is not defined', 'steps/02-push/push.ts')).toEqual([
    "The file began with its import, which an editor may have taken away on saving: import { selectPeers } from '../01-peer-selection/select-peers.ts';",
  ]);
  expect(lostImport("handle({ type: 'round' }) threw ReferenceError: createPushNode is not defined", '03-merge/merge.ts')[0]).toContain('createNode as createPushNode');
});

test('a name that was never imported is not', () => {
  expect(lostImport('ReferenceError: selectPeer is not defined', 'steps/02-push/push.ts')).toEqual([]);
  expect(lostImport('TypeError: selectPeers is not a function', 'steps/02-push/push.ts')).toEqual([]);
  expect(lostImport('ReferenceError: selectPeers is not defined', undefined)).toEqual([]);
});
