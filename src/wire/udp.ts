import { createSocket, type RemoteInfo } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { addressOf } from './own-addresses.ts';
import type { Address, Listener, Transport } from './transport.ts';

export interface UdpOptions {
  /** The address of this machine to listen at: `127.0.0.1`, `::1`, or `0.0.0.0` for all of them. */
  readonly host: string;
  /** With 0, the system chooses one that is free. */
  readonly port: number;
}

/** Why a socket could not be opened, in a sentence. */
export class SocketError extends Error {
  override readonly name = 'SocketError';
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has this port; take another one, or 0 for any that is free',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this port needs rights that this program does not have; ports from 1024 on do not',
  EINVAL: 'this is no address to listen at',
  ENOTFOUND: 'nobody knows this name',
};

/** Datagrams over UDP, IPv4 or IPv6 as the host says. Rejects with a {@link SocketError}. */
export async function openUdp({ host, port }: UdpOptions): Promise<Transport> {
  const socket = createSocket(isIPv6(host) ? { type: 'udp6', ipv6Only: true } : { type: 'udp4' });
  await new Promise<void>((done, fail) => {
    socket.once('error', ({ code = '', message }: NodeJS.ErrnoException) => fail(new SocketError(`cannot listen at ${addressOf(host, port)}: ${REASONS[code] ?? message}`)));
    socket.bind({ address: host, port, exclusive: true }, done);
  });
  socket.removeAllListeners('error');
  // A datagram to a port that nobody has can come back as an error of the socket (Windows: ECONNRESET). It is lost, no more.
  socket.on('error', () => {});
  let listener: Listener = () => {};
  let closed = false;
  socket.on('message', (datagram: Buffer, from: RemoteInfo) => {
    if (!closed) listener(addressOf(from.address, from.port), new Uint8Array(datagram));
  });
  return {
    address: addressOf(host, socket.address().port),
    send(to, datagram) {
      const place = placeOf(to);
      if (closed || place === undefined) return;
      try {
        socket.send(datagram.slice(), place.port, place.host, () => {});
      } catch {
        // A port out of range, or a datagram too large for any network.
      }
    },
    listen: (next) => void (listener = next),
    close: () => {
      if (closed) return Promise.resolve();
      closed = true;
      return new Promise((done) => socket.close(done));
    },
  };
}

/** Undefined for what is no address. A name is looked up by the system when something is sent to it. */
function placeOf(address: Address): { readonly host: string; readonly port: number } | undefined {
  const [, v6, name, digits] = /^(?:\[([\da-fA-F:.%\w]+)\]|([\w.-]{1,253})):(\d{1,5})$/.exec(address) ?? [];
  const port = Number(digits);
  const host = v6 ?? name;
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}
