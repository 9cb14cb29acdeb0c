import { undo as restore } from '../progress/work.ts';
import { ROOT } from '../root.ts';
import { tellChange } from '../tell-change.ts';
import { UsageError, type Command } from '../usage.ts';

export const undo: Command = {
  name: 'undo',
  summary: 'Bring back the latest backup; once more takes that back again.',
  usage: '',
  flags: {},
  async run({ positionals }) {
    if (positionals.length > 0) throw new UsageError(`undo takes no argument; there is ${positionals.join(' ')}`);
    const change = restore(ROOT, new Date());
    tellChange(change, `as in ${change.from}`);
    return 0;
  },
};
