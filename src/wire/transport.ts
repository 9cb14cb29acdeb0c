/**
 * Carries datagrams between addresses. Like the network below it, it may lose, delay, reorder or
 * double them, and it never says so: whoever needs an answer asks for one.
 *
 * An address is a text that only its own kind of transport reads: `127.0.0.1:7001` and `[::1]:7001`
 * over UDP, a name at a relay. It holds no blank.
 */
export interface Transport {
  /** Where others reach this one. */
  readonly address: Address;
  /** Takes the bytes as they are now; what the caller does with them later changes nothing. Never throws: what cannot be sent is lost. */
  send(to: Address, datagram: Uint8Array): void;
  /** Hands over what arrives from now on. There is one listener; a second takes the place of the first. */
  listen(listener: Listener): void;
  /** Ends it. Afterwards nothing is sent, and the listener is not called again. A second call does nothing. */
  close(): Promise<void>;
}

export type Address = string;

/** The bytes are the listener's own. */
export type Listener = (from: Address, datagram: Uint8Array) => void;

/** Milliseconds, from any start. */
export interface Clock {
  now(): number;
  /** Calls `then` once, so many milliseconds from now. The answer cancels it. */
  after(milliseconds: number, then: () => void): () => void;
}

/** The clock of this machine, which nobody can set back. A timer does not keep a process alive. */
export const machineClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
