import { spawn } from 'node:child_process';
import type { EditorCall } from './editor-call.ts';

/**
 * Starts an editor. One with a window of its own is left alone with it; another is waited for until it is
 * closed. Rejects with a sentence if it does not start.
 */
export function runEditor({ command, args, verbatim, window, name }: EditorCall): Promise<void> {
  const child = spawn(command, [...args], {
    stdio: window ? 'ignore' : 'inherit',
    // On Windows a program outlives who started it; and a detached one would open a black window.
    detached: window && process.platform !== 'win32',
    windowsHide: verbatim === true,
    windowsVerbatimArguments: verbatim === true,
  });
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => reject(new Error(`${name} could not be started (${error.code})`)));
    child.on(window ? 'spawn' : 'close', () => resolve());
    if (window) child.unref();
  });
}
