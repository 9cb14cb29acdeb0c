// Plain JavaScript: the first file of all needs it, before anything can read TypeScript.
import { realpathSync } from 'node:fs';

/**
 * A path as the file system itself writes it: no links, no short names of Windows (`RUNNER~1`), and
 * letters as they are (`C:\ws` where somebody typed `c:\WS`). One folder under two names is two folders
 * to Node and to Vite, and then a test runs in one copy of Vitest and asks the other.
 *
 * What is on a network drive, or on one of `subst`, keeps the name of its drive.
 */
export function truePath(path, ask = realpathSync.native) {
  const raised = path.replace(/^[a-z]:/, (drive) => drive.toUpperCase());
  try {
    const real = ask(raised);
    return driveOf(real) === driveOf(raised) ? real : raised;
  } catch {
    // Some drives in memory cannot be asked.
    return raised;
  }
}

function driveOf(path) {
  return /^[A-Z]:/.exec(path)?.[0];
}
