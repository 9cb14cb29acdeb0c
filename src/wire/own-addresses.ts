import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { isIPv6 } from 'node:net';
import type { Address } from './transport.ts';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Listening at one of these is listening at all addresses of the machine. */
const ALL = ['0.0.0.0', '::'];

export function addressOf(host: string, port: number): Address {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Where others may reach what listens at `host`: there, or at each address of this machine. Others
 * cannot use those that hold for one cable only (link-local), nor those that never leave it, unless
 * there are no others.
 */
export function addressesOf(host: string, port: number, interfaces: Interfaces = networkInterfaces()): readonly Address[] {
  if (!ALL.includes(host)) return [addressOf(host, port)];
  const family = isIPv6(host) ? 'IPv6' : 'IPv4';
  const all = Object.values(interfaces).flatMap((list) => list ?? []).filter((each) => each.family === family);
  const outward = all.filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address));
  return (outward.length > 0 ? outward : all).map(({ address }) => addressOf(address, port));
}
