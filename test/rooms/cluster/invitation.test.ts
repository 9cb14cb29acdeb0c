import { expect, test } from 'vitest';
import { invitation, makeSecret } from '../../../src/cluster/invitation.ts';

test('a secret can be read from a wall: no letter that looks like another one', () => {
  for (let i = 0; i < 200; i++) expect(makeSecret()).toMatch(/^[abcdefghijkmnpqrstuvwxyz2-9]{4}(-[abcdefghijkmnpqrstuvwxyz2-9]{4}){2}$/);
});

test('what others type is one line, which a shell reads as it was meant', () => {
  expect(invitation('192.168.1.5:7946', 'k7f3-9qmx-2wtb', undefined)).toBe('node rumor cluster --join 192.168.1.5:7946 --secret k7f3-9qmx-2wtb');
  expect(invitation('[::1]:7', 'two words', 'class')).toBe('node rumor cluster --join [::1]:7 --secret "two words" --label class');
});
