import { codeFlag } from '../../course/code-folder.ts';
import { record } from '../../recording/record.ts';
import { showRun, tellAbout } from '../../recording/show-run.ts';
import { UsageError, type Command } from '../../terminal/usage.ts';
import { tellBusy } from '../../terminal/busy.ts';
import { RUN_FLAGS, wantedRun } from '../../course/run/wanted-run.ts';

export const play: Command = {
  name: 'play',
  summary: 'Show a rumor spreading through the code of a step.',
  usage: '<step> [flags]',
  flags: {
    ...RUN_FLAGS,
    code: codeFlag,
    plain: { type: 'boolean', help: 'print one line a round, and never repaint' },
    json: { type: 'boolean', help: 'print the trace as JSON Lines, and nothing else' },
  },
  examples: [
    'node rumor play 4 --nodes 200 --fanout 2 --k 2 --loss 0.1 --seed 7',
    'node rumor play 5 --kill 17@5 --code solutions',
    'node rumor play 3 --write 0=a@1 --write 20=b@1 --cut 20@1-8',
  ],
  async run(args) {
    const [plain, trace] = [args.on('plain'), args.on('json')];
    if (trace && plain) throw new UsageError('--json and --plain are two ways to print one thing; give one of them');
    const { request, spot } = wantedRun(args, args.text('code') ?? 'steps');
    const recording = await record({ ...request, trace }, tellBusy);
    if (trace) tellAbout(recording, false);
    else await showRun(recording, request, { plain, keys: true, ...spot });
    return recording.fault === undefined ? 0 : 1;
  },
};
