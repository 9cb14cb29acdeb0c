import { execFile } from 'node:child_process';
import { signalSelf } from './signal-self.ts';

const EVERY = 500;

/**
 * npm, or the shell between npm and us, may be ended alone. Nobody would then give the terminal back, so
 * this process hangs up as well. Windows names the same parent for ever, and has no `ps`; it ends them all.
 *
 * Answers when it knows whom to look after.
 */
export async function hangUpWithParents(): Promise<void> {
  const parent = process.ppid;
  const hangUp = (): void => signalSelf('SIGHUP');
  // A terminal that belongs to somebody else by now refuses to be read.
  process.stdin.on('error', hangUp);
  const grandparent = await parentOf(parent);
  setInterval(() => {
    if (process.ppid !== parent || (grandparent !== undefined && !isThere(grandparent))) hangUp();
  }, EVERY).unref();
}

function parentOf(id: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'ppid=', '-p', String(id)], (error, printed) => resolve(error === null && Number(printed) > 1 ? Number(printed) : undefined));
  });
}

function isThere(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // Somebody else's process may not be asked, and is there all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
