import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findCompiler } from '../../course/compiler.ts';
import { ROOT } from '../../course/root.ts';
import type { Command } from '../../terminal/usage.ts';

/** Everything, and then the steps and solutions again, which must do without Node's types. */
const PROJECTS = ['.', 'steps', 'solutions'];

export const typecheck: Command = {
  name: 'typecheck',
  summary: 'Check the types of everything, and that the steps know neither Node nor a browser.',
  usage: '',
  flags: {},
  async run() {
    const { command, args } = await findCompiler();
    for (const project of PROJECTS) {
      const code = await exitCode(command, [...args, '--noEmit', '--project', join(ROOT, project)]);
      if (code !== 0) return 1;
    }
    return 0;
  },
};

function exitCode(program: string, args: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    spawn(program, [...args], { stdio: 'inherit' }).on('close', resolve);
  });
}
