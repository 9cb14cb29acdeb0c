import { connect, createServer, type Socket } from 'node:net';
import { encodeFrame, frameReader, LONGEST_NAME } from './frames.ts';
import type { Address, Listener, Transport } from './transport.ts';
import { SocketError } from './udp.ts';

/*
 * Where a network carries no datagrams between its guests, everybody can still reach one place over TCP.
 * A relay passes datagrams on by name. It knows no secret: what it carries is sealed.
 */

/** A reader that is slower than this many bytes loses datagrams, as it would on any network. */
const MOST_WAITING = 1 << 20;
/** More guests than any class has. */
const MOST_GUESTS = 5_000;

export interface Relay {
  readonly port: number;
  close(): Promise<void>;
}

/** Opens a relay. The first frame of a guest names it, and says nothing; the relay answers with one in the same name when it is taken. */
export async function openRelay({ host, port }: { readonly host: string; readonly port: number }): Promise<Relay> {
  const guests = new Map<string, Socket>();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    let own: string | undefined;
    const read = frameReader(({ name, datagram }) => {
      if (own !== undefined) return pass(guests.get(name), own, datagram);
      if (name === '' || guests.has(name) || guests.size >= MOST_GUESTS) return void socket.destroy();
      guests.set((own = name), socket);
      pass(socket, own, new Uint8Array());
    });
    socket.on('data', (piece) => read(piece) || socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      if (own !== undefined) guests.delete(own);
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', ({ message }: Error) => fail(new SocketError(`cannot open a relay at ${host}:${port}: ${message}`)));
    server.listen({ host, port, exclusive: true }, done);
  });
  return {
    port: (server.address() as { port: number }).port,
    close: () => new Promise((done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => done());
    }),
  };
}

function pass(to: Socket | undefined, name: string, datagram: Uint8Array): void {
  const frame = encodeFrame({ name, datagram });
  if (to === undefined || frame === undefined || to.writableLength > MOST_WAITING) return;
  to.write(frame);
}

export interface RelayedOptions {
  readonly host: string;
  readonly port: number;
  /** What others call this one, at most 255 bytes. */
  readonly name: Address;
}

/** Datagrams by way of a relay. Rejects with a {@link SocketError} where there is no relay, or the name is taken. */
export async function openRelayed({ host, port, name }: RelayedOptions): Promise<Transport> {
  const where = `the relay at ${host}:${port}`;
  if (name === '' || Buffer.byteLength(name) > LONGEST_NAME) throw new SocketError(`${JSON.stringify(name)} is no name for ${where}; allowed: 1 to ${LONGEST_NAME} bytes`);
  const socket = connect({ host, port, noDelay: true });
  let listener: Listener = () => {};
  let closed = false;
  await new Promise<void>((done, fail) => {
    let taken = false;
    const read = frameReader((frame) => {
      if (!taken) {
        taken = true;
        return done();
      }
      if (!closed) listener(frame.name, frame.datagram);
    });
    socket.on('connect', () => socket.write(encodeFrame({ name, datagram: new Uint8Array() })!));
    socket.on('data', (piece) => read(piece) || socket.destroy());
    socket.on('error', ({ message }) => fail(new SocketError(`cannot reach ${where}: ${message}`)));
    socket.on('close', () => fail(new SocketError(`${where} does not take the name ${JSON.stringify(name)}; somebody has it`)));
  });
  return {
    address: name,
    send: (to, datagram) => {
      const frame = encodeFrame({ name: to, datagram });
      if (!closed && frame !== undefined && socket.writableLength <= MOST_WAITING) socket.write(frame);
    },
    listen: (next) => void (listener = next),
    close: () => {
      if (closed) return Promise.resolve();
      closed = true;
      return new Promise((done) => {
        if (socket.destroyed) return done();
        socket.once('close', () => done());
        socket.destroy();
      });
    },
  };
}
