import { readSync } from 'node:fs';

const CHUNK = 1 << 16;

/** Reads a file descriptor line by line, and waits for each: no event loop, nothing that could be listened to. */
export function lineReader(descriptor: number): () => string | undefined {
  let rest = Buffer.alloc(0);
  return () => {
    const parts: Buffer[] = [];
    for (;;) {
      const end = rest.indexOf(10);
      if (end !== -1) {
        parts.push(rest.subarray(0, end));
        rest = rest.subarray(end + 1);
        return Buffer.concat(parts).toString();
      }
      parts.push(rest);
      rest = readSome(descriptor);
      if (rest.length === 0) return undefined;
    }
  };
}

/** At least one byte; none at the end. */
function readSome(descriptor: number): Buffer<ArrayBuffer> {
  const chunk = Buffer.alloc(CHUNK);
  for (;;) {
    try {
      return chunk.subarray(0, readSync(descriptor, chunk));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Windows reports the end of a pipe as an error.
      if (code === 'EOF') return chunk.subarray(0, 0);
      if (code !== 'EAGAIN') throw error;
    }
  }
}
