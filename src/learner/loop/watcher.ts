import { readFileSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';

/** Tells about files whose content changed, and stops. */
export interface Watcher {
  close(): void;
}

/** A save may come as several events (truncate, write, rename): wait until so many milliseconds are quiet. */
const SETTLE = 8;
const POLL = 250;
/** Even where events work, one may be lost; a slow look now and then finds it. */
const SAFETY_NET = 2000;

/**
 * Watches files by watching their folders, so that editors which save by rename are noticed, and
 * compares contents, so that a touch without a change is not. `poll` is for file systems without events.
 */
export function watchFiles(files: readonly string[], poll: boolean, onChange: (changed: readonly string[]) => void): Watcher {
  const contents = new Map(files.map((file) => [file, read(file)]));
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const changed = files.filter((file) => {
      const now = read(file);
      if (now === contents.get(file)) return false;
      contents.set(file, now);
      return true;
    });
    if (changed.length > 0) onChange(changed);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLE);
  };
  const folders = new Set(files.map((file) => dirname(file)));
  const watchers = poll ? [] : [...folders].flatMap((folder) => watchFolder(folder, soon));
  const everywhere = watchers.length === folders.size;
  const interval = setInterval(look, everywhere ? SAFETY_NET : POLL);
  return {
    close() {
      clearTimeout(timer);
      clearInterval(interval);
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** A folder that cannot be watched is looked at instead. */
function watchFolder(folder: string, onEvent: () => void): FSWatcher[] {
  try {
    const watcher = watch(folder, onEvent);
    watcher.on('error', () => watcher.close());
    return [watcher];
  } catch {
    return [];
  }
}

/** The content, or undefined while there is no such file. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
