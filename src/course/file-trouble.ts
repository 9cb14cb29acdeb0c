import { isAbsolute, relative } from 'node:path';
import { Refusal } from '../host/refusal.ts';
import { ROOT } from './root.ts';
import { slashed } from './slashed.ts';

/** The file system refused something. The message is one sentence: which file, and why. */
export class FileTrouble extends Refusal {}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'that is not allowed here, or another program holds it',
  EBUSY: 'another program holds it',
  EDQUOT: 'your share of the disk is full',
  EEXIST: 'something else is in its place',
  EFBIG: 'it is too large for this disk',
  EIO: 'the disk does not answer as it should',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead round in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its path is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'it is not there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'there is a file where a folder should be',
  ENOTEMPTY: 'something else is in its place',
  EPERM: 'that is not allowed here, or another program holds it',
  EROFS: 'this disk can only be read',
};

/** What Node calls the ways to deal with files. Other things fail with the same codes: programs, ports. */
const OF_FILES = new Set([
  ...['access', 'chmod', 'close', 'copyfile', 'cp', 'fsync', 'ftruncate', 'link', 'lstat', 'mkdir', 'mkdtemp', 'open', 'opendir', 'read'],
  ...['readlink', 'realpath', 'rename', 'rm', 'rmdir', 'scandir', 'stat', 'symlink', 'unlink', 'utime', 'write'],
]);

/** A sentence in place of what the file system answered; undefined for any other error. `target`: the file that could not be written. */
export function fileTrouble(error: unknown, target?: string): FileTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined || !OF_FILES.has(syscall)) return undefined;
  const reason = REASONS[code] ?? 'the file system refused';
  if (target !== undefined) return new FileTrouble(`${nameOf(target)} cannot be written: ${reason} (${code})`);
  return path === undefined ? undefined : new FileTrouble(`${nameOf(path)}: ${reason} (${code})`);
}

/** A file of the repository by its short name, another one by its path. */
export function nameOf(path: string): string {
  const name = relative(ROOT, path);
  return name === '' || name.startsWith('..') || isAbsolute(name) ? path : slashed(name);
}
