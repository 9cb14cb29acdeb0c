import { pickStep } from '../../course/pick-step.ts';
import { reset as putStarters } from '../../learner/progress/replace-files.ts';
import { ROOT } from '../../course/root.ts';
import { STEPS } from '../../course/steps.ts';
import { tellChange } from '../tell-change.ts';
import { UsageError, type Command } from '../../terminal/usage.ts';

export const reset: Command = {
  name: 'reset',
  summary: 'Put a step, or all of them, back to where it started.',
  usage: '<step>|all',
  flags: {},
  examples: ['node rumor reset 2', 'node rumor reset all'],
  async run({ positionals }) {
    if (positionals.length !== 1) throw new UsageError(`which step? Give one step from 1 to ${STEPS.length}, or all`);
    const steps = positionals[0] === 'all' ? STEPS : [pickStep(positionals[0])];
    tellChange(putStarters(ROOT, steps, new Date()), 'back at its start');
    return 0;
  },
};
