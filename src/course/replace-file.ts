import { closeSync, ftruncateSync, lstatSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileTrouble } from './file-trouble.ts';
import { makeFolder } from './make-folder.ts';

/** What is done to the disk. Tests put a disk in its place that refuses. */
export interface Disk {
  makeFolder(folder: string): void;
  write(file: string, content: string | Uint8Array): void;
  rename(from: string, to: string): void;
  /** Writes into the file that is there. */
  overwrite(file: string, content: string | Uint8Array): void;
  remove(file: string): void;
  pause(milliseconds: number): void;
}

/**
 * Puts `content` in place of `file`, and makes the folders that lead there. A crash half-way leaves the
 * old file or the new one, unless another program holds it, so that it has to be written into; and
 * whatever happens, no draft stays. Throws a FileTrouble.
 */
export function replaceFile(file: string, content: string | Uint8Array, disk = DISK): void {
  try {
    disk.makeFolder(dirname(file));
    const target = behindLinks(file);
    // What is no file, `/dev/null` say, is written to and not replaced.
    if (target === undefined) return disk.write(file, content);
    const draft = draftOf(target);
    try {
      disk.write(draft, content);
      putInPlace(draft, target, content, disk);
    } finally {
      removeQuietly(draft, disk);
    }
  } catch (error) {
    throw fileTrouble(error, file) ?? error;
  }
}

/** Where a new file is written before it takes the place of the old one. */
export function draftOf(file: string): string {
  return `${file}.${process.pid}.tmp`;
}

/** Gives a file another name, also where that is taken. Throws a FileTrouble. */
export function moveFile(from: string, to: string, disk = DISK): void {
  try {
    untilFree(() => disk.rename(from, to), disk);
  } catch (error) {
    throw fileTrouble(error, to) ?? error;
  }
}

/** What Windows says of a file that another program holds: a virus scanner, a search index, an editor. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Most of them let go in a moment. */
const PAUSES = [10, 20, 40, 80, 160, 320];

/** Tries again while somebody holds the file. Throws what the last try answered. */
function untilFree(act: () => void, disk: Disk): void {
  for (const pause of PAUSES) {
    try {
      return act();
    } catch (error) {
      if (!isHeld(error)) throw error;
    }
    disk.pause(pause);
  }
  act();
}

function isHeld(error: unknown): boolean {
  return HELD.has((error as NodeJS.ErrnoException).code ?? '');
}

/** Some programs let others write to a file, and not replace it. */
function putInPlace(draft: string, file: string, content: string | Uint8Array, disk: Disk): void {
  try {
    untilFree(() => disk.rename(draft, file), disk);
  } catch (error) {
    if (!isHeld(error)) throw error;
    disk.overwrite(file, content);
  }
}

/** The file itself, which may not be there yet. Undefined if it is no file. */
function behindLinks(file: string): string | undefined {
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there === undefined || there.isFile()) return file;
  if (!there.isSymbolicLink()) return undefined;
  return behindLinks(realpathSync(file));
}

/** That a draft cannot be removed must not hide what went wrong before. */
function removeQuietly(file: string, disk: Disk): void {
  try {
    untilFree(() => disk.remove(file), disk);
  } catch {
    // It is a copy, and nobody reads it.
  }
}

const DISK: Disk = {
  makeFolder,
  write: writeFileSync,
  rename: renameSync,
  overwrite(file, content) {
    const open = openSync(file, 'r+');
    try {
      // From the start of the file: nothing is cut off before the rest has been written.
      writeFileSync(open, content);
      ftruncateSync(open, Buffer.byteLength(content));
    } finally {
      closeSync(open);
    }
  },
  remove: (file) => rmSync(file, { force: true }),
  pause: (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
};
