import { bench as measureAll } from '../bench/bench.ts';
import { measureAllFrames, renderFrames } from '../bench/frames.ts';
import { codeFlag, codeFolder } from '../code-folder.ts';
import { STEPS } from '../steps.ts';
import { UsageError, type Command } from '../usage.ts';

const SECTIONS: readonly string[] = ['sim', 'frames'];

export const bench: Command = {
  name: 'bench',
  summary: 'Measure the simulator against a bare loop, and what a frame of the picture costs.',
  usage: '[sim] [frames] [flags]',
  flags: {
    code: { ...codeFlag, help: 'whose code: solutions (the default), steps, or any folder of that shape' },
    nodes: { type: 'string', multiple: true, value: 'N', help: 'only groups of this size; may be given several times' },
  },
  examples: ['npm run bench', 'npm run bench -- frames', 'npm run bench -- --nodes 1000 --nodes 100000 --code steps'],
  async run(args) {
    const code = codeFolder(args.text('code') ?? 'solutions', STEPS[0]!);
    const sizes = args.texts('nodes').map(size);
    const sections = sectionsOf(args.positionals);
    const write = (text: string): void => void process.stdout.write(text);
    try {
      if (sections.includes('sim')) await measureAll({ code, ...(sizes.length === 0 ? {} : { sizes }) }, write);
      if (sections.length > 1) write('\n');
      if (sections.includes('frames')) write(renderFrames(await measureAllFrames(code)));
      return 0;
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
      return 1;
    }
  },
};

/** What to measure: everything, unless some sections are named. */
function sectionsOf(named: readonly string[]): readonly string[] {
  const unknown = named.find((section) => !SECTIONS.includes(section));
  if (unknown !== undefined) throw new UsageError(`bench ${unknown}; allowed: ${SECTIONS.join(', ')}, or nothing for all`);
  return named.length === 0 ? SECTIONS : named;
}

function size(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 2) throw new UsageError(`--nodes ${text}; allowed: a whole number of at least 2`);
  return Number(text);
}
