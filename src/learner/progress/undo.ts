import { UsageError } from '../../terminal/usage.ts';
import { BACKUPS, backupsIn, textIn, type Backup } from './backups.ts';
import { replace, type Change } from './replace-files.ts';

/** What was brought back, and from where. */
export type Undone = Change & { readonly from: string };

/**
 * The backups that undo walks through, the newest first. Those that an undo made are for the way
 * forward again; and what has been brought back once is not brought back a second time.
 */
export function wayBack(backups: readonly Backup[]): Backup[] {
  const undone = new Set(backups.map(({ undid }) => undid));
  return backups.filter(({ name, undid }) => undid === undefined && !undone.has(name)).reverse();
}

/**
 * Brings back the latest backup that has not been brought back yet, so that one undo after another
 * walks to the oldest. One that is like the files already is passed over: nobody would see it.
 */
export function undo(root: string, now: Date): Undone {
  const backups = backupsIn(root);
  if (backups.length === 0) throw new UsageError('there is no backup to restore; catch-up, reset, update and undo make one');
  for (const backup of wayBack(backups)) {
    const undone = bringBack(root, backup, now, true);
    if (undone.changed.length > 0) return undone;
  }
  throw new UsageError('every backup has been brought back already; node rumor undo --list shows them, and node rumor undo <backup> brings back any of them');
}

/** Brings back one backup. It can be undone like everything else. */
export function undoTo(root: string, named: string, now: Date): Undone {
  // Messages name the whole folder, so that is understood too.
  const name = named.split(/[\\/]/).filter((part) => part !== '').at(-1);
  const backup = backupsIn(root).find((each) => each.name === name);
  if (backup === undefined) throw new UsageError(`there is no backup ${JSON.stringify(named)}; node rumor undo --list shows those there are`);
  return bringBack(root, backup, now, false);
}

function bringBack(root: string, backup: Backup, now: Date, walking: boolean): Undone {
  const reason = walking ? { why: 'undo', undid: backup.name } : { why: `undo to ${backup.name}` };
  const change = replace(root, backup.steps, (step) => textIn(root, backup, step).replaceAll('\r\n', '\n'), now, reason);
  return { ...change, from: `${BACKUPS}/${backup.name}` };
}
