import { codeFlag, codeFolder } from '../../course/code-folder.ts';
import { loadCode } from '../../course/load-code.ts';
import { pickStep } from '../../course/pick-step.ts';
import { KNOB_DEFAULTS, nodeKnobs } from '../../sim/knobs.ts';
import { UsageError, type Command } from '../../terminal/usage.ts';
import { machineClock } from '../../wire/transport.ts';
import { serveMaelstrom } from '../../wire/maelstrom.ts';

const FIRST_STEP = 2;

export const maelstrom: Command = {
  name: 'maelstrom',
  summary: 'Be one node of the test bench Maelstrom (workload broadcast), on standard streams.',
  usage: '[flags]',
  flags: {
    code: codeFlag,
    step: { type: 'string', value: 'N', help: 'whose node answers: 4, 7, or any other from 2 on (default 4)' },
    round: { type: 'string', value: 'MS', help: 'how long a round takes (default 200)' },
    fanout: { type: 'string', value: 'N', help: 'how many peers a node calls in a round (default 2)' },
    k: { type: 'string', value: 'N', help: 'how soon a node loses interest (default 3)' },
    seed: { type: 'string', value: 'N', help: 'of the randomness of all nodes (default 1)' },
  },
  examples: ['node rumor maelstrom --step 4 --code solutions'],
  async run(args) {
    const step = pickStep(args.text('step') ?? '4');
    if (step.number < FIRST_STEP) throw new UsageError(`--step ${args.text('step')}; allowed: a step from ${FIRST_STEP} on, which has a node`);
    // Standard output belongs to the bench.
    console.log = console.error;
    const createNode = await loadCode(codeFolder(args.text('code') ?? 'steps', step), step);
    const knobs = nodeKnobs({ ...KNOB_DEFAULTS, fanout: args.wholeNumber('fanout', 1, 100) ?? 2, k: args.wholeNumber('k', 1, 100) ?? 3 });
    serveMaelstrom({
      createNode,
      knobs,
      seed: args.wholeNumber('seed', 0, 1e9) ?? 1,
      round: args.wholeNumber('round', 1, 60_000) ?? 200,
      clock: machineClock,
      input: process.stdin,
      output: process.stdout,
    });
    await new Promise((over) => process.stdin.once('end', over));
    return 0;
  },
};
