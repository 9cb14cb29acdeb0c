import { BACKUPS, backupsIn } from '../../learner/progress/backups.ts';
import { undo as walkBack, undoTo, wayBack } from '../../learner/progress/undo.ts';
import { ROOT } from '../../course/root.ts';
import { fileOf } from '../../course/steps.ts';
import { tellChange } from '../tell-change.ts';
import { UsageError, type Command } from '../../terminal/usage.ts';

export const undo: Command = {
  name: 'undo',
  summary: 'Bring back the latest backup; again: the one before it, and so on back to the oldest.',
  usage: '[<backup>] [flags]',
  flags: { list: { type: 'boolean', help: 'list the backups: when, before what, and which files' } },
  examples: ['node rumor undo', 'node rumor undo --list', 'node rumor undo 0003_2026-01-02_03-04-05.678     that one, also to take an undo back'],
  async run(args) {
    const [named, ...more] = args.positionals;
    if (more.length > 0) throw new UsageError(`undo takes one backup at a time; there is ${more.join(' ')} after it`);
    if (args.on('list')) {
      if (named !== undefined) throw new UsageError(`--list lists all backups; there is ${named} after it`);
      process.stdout.write(`${listed(ROOT).join('\n')}\n`);
      return 0;
    }
    const change = named === undefined ? walkBack(ROOT, new Date()) : undoTo(ROOT, named, new Date());
    tellChange(change, `as in ${change.from}`, { way: change.backup === undefined ? '' : `node rumor undo ${nameOf(change.backup)}` });
    return 0;
  },
};

function nameOf(folder: string): string {
  return folder.slice(BACKUPS.length + 1);
}

/** The backups, the newest first. */
export function listed(root: string): string[] {
  const backups = backupsIn(root);
  if (backups.length === 0) return ['There is no backup yet; catch-up, reset, update and undo make one.'];
  const way = wayBack(backups);
  return backups.toReversed().flatMap((backup) => {
    const note = backup === way[0] ? '   <- the next undo' : way.includes(backup) || backup.undid !== undefined ? '' : '   (brought back already)';
    return [`${backup.name}  ${whenOf(backup.name)}, before ${backup.why}${note}`, ...backup.steps.map((step) => `    steps/${fileOf(step)}`)];
  });
}

/** Names are in universal time; people read the time of their own clock. */
function whenOf(name: string): string {
  const [, day, time] = /(\d{4}-\d\d-\d\d)_(\d\d-\d\d-\d\d\.\d{3})/.exec(name) ?? [];
  const when = new Date(`${day}T${time?.replaceAll('-', ':')}Z`);
  return Number.isNaN(when.getTime()) ? 'some time' : `${when.toDateString().slice(4, 10)} ${when.toTimeString().slice(0, 8)}`;
}
