import { join, relative, resolve } from 'node:path';
import { KIT_NAME, makeKit } from '../../classroom/kit/kit.ts';
import { ROOT } from '../../course/root.ts';
import type { Command } from '../../terminal/usage.ts';

export const kit: Command = {
  name: 'kit',
  summary: 'Make one archive with everything for a room without a network.',
  usage: '[flags]',
  flags: { out: { type: 'string', value: 'FILE', help: 'the archive to write (dist/rumor-kit.zip)' } },
  examples: ['node rumor kit', 'node rumor kit --out E:/rumor-kit.zip'],
  async run(args) {
    const file = resolve(args.text('out') ?? join(ROOT, 'dist', `${KIT_NAME}.zip`));
    const say = (what: string): void => void process.stderr.write(`${what}\n`);
    const { megabytes, packages } = await makeKit({ root: ROOT, file, say });
    process.stdout.write(`${relative(process.cwd(), file)}: ${megabytes} MB, ${packages} packages. Unpack it, and read the README.txt in it.\n`);
    return 0;
  },
};
