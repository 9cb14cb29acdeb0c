import { codeFlag, codeFolder } from '../code-folder.ts';
import { ROOT } from '../root.ts';
import { fileOf, STEPS } from '../steps.ts';
import { isDone, required } from '../tests/outcome.ts';
import { TestRunner } from '../tests/runner.ts';
import type { Command } from '../usage.ts';

export const list: Command = {
  name: 'list',
  summary: 'Test all steps, and list how far each one is.',
  usage: '[flags]',
  flags: { code: codeFlag },
  async run(args) {
    const code = args.text('code') ?? 'steps';
    const runner = await TestRunner.open({ root: ROOT, code: codeFolder(code, STEPS[0]!) });
    for (const step of STEPS) {
      const outcome = await runner.run(step);
      const needed = required(outcome);
      const passed = needed.filter((test) => test.passed).length;
      const how = isDone(outcome) ? 'done' : outcome.trouble === undefined ? `${passed} of ${needed.length} tests pass` : 'does not run';
      const name = `${String(step.number).padStart(2, '0')}  ${step.title.padEnd(18)}`;
      process.stdout.write(`${name}  ${how.padEnd(20)}  ${code}/${fileOf(step)}\n`);
    }
    await runner.close();
    return 0;
  },
};
