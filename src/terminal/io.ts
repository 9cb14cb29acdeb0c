import { writeSync } from 'node:fs';
import type { Env } from './colour.ts';

/** What the view writes to: the part of a terminal's stream that it needs. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** True while what was written waits to be taken. */
  readonly writableNeedDrain?: boolean;
  getColorDepth?(env?: object): number;
  write(text: string): boolean;
  on(event: 'resize' | 'drain', listener: () => void): unknown;
  off(event: 'resize' | 'drain', listener: () => void): unknown;
}

/** What the view reads keys from. */
export interface Input extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  readonly isRaw?: boolean;
  /** Null before anybody reads, false when paused. */
  readonly readableFlowing?: boolean | null;
  setRawMode?(raw: boolean): unknown;
}

/** The running process, as far as a screen must be put back when it ends. */
export interface Host {
  readonly pid: number;
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  listenerCount(event: string): number;
  kill(pid: number, signal: string): unknown;
  emit(event: NodeJS.Signals, signal: NodeJS.Signals): unknown;
  exit(code: number): unknown;
}

/** Calls back after some milliseconds, once. The answer cancels it. */
export type Later = (callback: () => void, milliseconds: number) => () => void;

/** The world around the view. */
export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly env: Env;
  readonly platform: string;
  readonly host: Host;
  readonly later: Later;
  /** Writes to the terminal at once, for the last words of a process. */
  readonly writeNow: (text: string) => void;
}

/** The real one. */
export function processIo(): Io {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    env: process.env,
    platform: process.platform,
    host: process,
    later: (callback, milliseconds) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    writeNow: (text) => writeAll(process.stdout.fd, text),
  };
}

const MOST_TRIES = 1000;

/** A terminal that is slow to take what is written answers EAGAIN; one that is gone, EPIPE or EIO. */
function writeAll(fd: number, text: string): void {
  let left = Buffer.from(text);
  for (let tries = 0; left.length > 0 && tries < MOST_TRIES; tries++) {
    try {
      left = left.subarray(writeSync(fd, left));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
  }
}
