import { rmSync } from 'node:fs';

/** Removes a folder and all that is in it, or a file, if it is there. On Windows somebody may still be looking into it, and it is tried again. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
