import { bench as measureAll } from '../bench/bench.ts';
import { codeFlag, codeFolder } from '../code-folder.ts';
import { STEPS } from '../steps.ts';
import { UsageError, type Command } from '../usage.ts';

export const bench: Command = {
  name: 'bench',
  summary: 'Measure the simulator against a bare loop, from a thousand nodes to a million.',
  usage: '[flags]',
  flags: {
    code: { ...codeFlag, help: 'whose code: solutions (the default), steps, or any folder of that shape' },
    nodes: { type: 'string', multiple: true, value: 'N', help: 'only groups of this size; may be given several times' },
  },
  examples: ['npm run bench', 'npm run bench -- --nodes 1000 --nodes 100000 --code steps'],
  async run(args) {
    const code = codeFolder(args.text('code') ?? 'solutions', STEPS[0]!);
    const sizes = args.texts('nodes').map(size);
    try {
      await measureAll({ code, ...(sizes.length === 0 ? {} : { sizes }) }, (text) => void process.stdout.write(text));
      return 0;
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
      return 1;
    }
  },
};

function size(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 2) throw new UsageError(`--nodes ${text}; allowed: a whole number of at least 2`);
  return Number(text);
}
