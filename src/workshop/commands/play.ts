import { codeFlag, codeFolder } from '../code-folder.ts';
import { onlyStep } from '../pick-step.ts';
import type { Request } from '../recording/messages.ts';
import { record } from '../recording/record.ts';
import { SCENARIO_FLAGS, scenarioFromFlags } from '../scenario-flags.ts';
import { showRun, tellAbout } from '../show-run.ts';
import { UsageError, type Arguments, type Command } from '../usage.ts';

export const play: Command = {
  name: 'play',
  summary: 'Show a rumor spreading through the code of a step.',
  usage: '<step> [flags]',
  flags: {
    ...SCENARIO_FLAGS,
    code: codeFlag,
    round: { type: 'string', value: 'N', help: 'open paused at this round' },
    node: { type: 'string', value: 'N', help: 'mark this node' },
    plain: { type: 'boolean', help: 'print one line a round, and never repaint' },
    json: { type: 'boolean', help: 'print the trace as JSON Lines, and nothing else' },
  },
  examples: [
    'npm run play -- 4 --nodes 200 --fanout 2 --k 2 --loss 0.1 --seed 7',
    'npm run play -- 5 --kill 17@5 --code solutions',
    'npm run play -- 3 --write 0=a@1 --write 20=b@1 --cut 20@1-8',
  ],
  async run(args) {
    const step = onlyStep(args.positionals);
    const code = codeFolder(args.text('code') ?? 'steps', step);
    const request: Request = { step: step.number, code, scenario: scenarioFromFlags(step, args), trace: args.on('json') };
    const spot = {
      round: spotOf(args, 'round', request.scenario.rounds),
      node: spotOf(args, 'node', request.scenario.nodes - 1),
    };
    if (args.on('json') && args.on('plain')) throw new UsageError('--json and --plain are two ways to print one thing; give one of them');
    const recording = await record(request);
    if (request.trace) tellAbout(recording, false);
    else await showRun(recording, { plain: args.on('plain'), ...spot });
    return recording.fault === undefined ? 0 : 1;
  },
};

function spotOf(args: Arguments, flag: 'round' | 'node', most: number): number | undefined {
  const text = args.text(flag);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > most) throw new UsageError(`--${flag} ${text}; allowed: a whole number from 0 to ${most}`);
  return Number(text);
}
