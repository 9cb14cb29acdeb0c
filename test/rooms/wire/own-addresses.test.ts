import { expect, test } from 'vitest';
import { addressesOf } from '../../../src/wire/own-addresses.ts';

const each = (address: string, family: 'IPv4' | 'IPv6' = 'IPv4', internal = false) => ({ address, family, internal, netmask: '', mac: '', cidr: null, scopeid: 0 });
const LOOPBACK = { lo: [each('127.0.0.1', 'IPv4', true), each('::1', 'IPv6', true)] };
const LAPTOP = { ...LOOPBACK, wifi: [each('192.168.1.5'), each('fe80::1', 'IPv6'), each('2001:db8::5', 'IPv6')], cable: [each('10.1.2.3')], none: [each('169.254.3.4')] };

test('what listens at one address is there', () => {
  expect(addressesOf('192.168.1.5', 7, LAPTOP)).toEqual(['192.168.1.5:7']);
  expect(addressesOf('::1', 7, LAPTOP)).toEqual(['[::1]:7']);
});

test('what listens everywhere can be reached at each address that others can use', () => {
  expect(addressesOf('0.0.0.0', 7, LAPTOP)).toEqual(['192.168.1.5:7', '10.1.2.3:7']);
  expect(addressesOf('::', 7, LAPTOP)).toEqual(['[2001:db8::5]:7']);
});

test('without a network, only this machine is left', () => {
  expect(addressesOf('0.0.0.0', 7, LOOPBACK)).toEqual(['127.0.0.1:7']);
});
