import { expect, test } from 'vitest';
import { tellDropping } from '../../../src/cluster/dropping.ts';
import { Told } from '../../../src/cluster/told.ts';

function told(): { readonly told: Told; readonly heard: string[] } {
  const heard: string[] = [];
  const made = new Told();
  made.listen((sentence) => heard.push(sentence));
  return { told: made, heard };
}

test('what is said once is said once', () => {
  const { told: each, heard } = told();
  each.sayOnce('key', 'a stranger');
  each.sayOnce('key', 'another stranger');
  each.say('something else');
  expect(heard).toEqual(['a stranger', 'something else']);
});

test('nothing that a stranger sends is obeyed by a terminal', () => {
  const { told: each, heard } = told();
  each.say('\u001b[2Jgone\u009b1m\u202e');
  expect(heard).toEqual(['?[2Jgone?1m?']);
});

test('says why something was dropped; that a node has moved is nothing to tell', () => {
  expect(tellDropping(2, { why: 'key', from: '10.0.0.9:40001' })).toBe('member 2 drops what comes from 10.0.0.9:40001: it was sealed with another secret or label, or altered on the way. It is counted, and told once.');
  expect(tellDropping(2, { why: 'update', from: 7 })).toContain('from node 7: an update in it');
  expect(tellDropping(2, { why: 'other', from: '10.0.0.9:40001' })).toBeUndefined();
});
