import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { findCompiler } from '../../course/compiler.ts';
import type { Step } from '../../course/steps.ts';
import { withoutForeignAdvice } from './foreign-names.ts';

/** The type errors of a step: the first one, and how many there are. */
export interface TypeErrors {
  readonly first: string | undefined;
  readonly count: number;
}

/** Checks the types of a step with the TypeScript compiler. `cancel` makes the answer never come. */
export function checkTypes(root: string, step: Step, answer: (errors: TypeErrors) => void): { cancel(): void } {
  let child: ChildProcess | undefined;
  let cancelled = false;
  const start = async (): Promise<void> => {
    const { command, args } = await findCompiler();
    if (cancelled) return;
    const project = join('steps', step.folder);
    child = spawn(command, [...args, '--noEmit', '--pretty', 'false', '--project', project], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', () => undefined);
    child.on('close', () => {
      if (!cancelled) answer(errorsIn(output));
    });
  };
  void start();
  return {
    cancel() {
      cancelled = true;
      child?.kill('SIGKILL');
    },
  };
}

/** `steps/02-push/push.ts(31,5): error TS2322: Type …` becomes `steps/02-push/push.ts:31  Type …`. */
export function errorsIn(output: string): TypeErrors {
  const errors = [...output.matchAll(/^(.+?)\((\d+),\d+\): error TS\d+: (.+)$/gm)];
  const [first] = errors;
  if (first === undefined) return { first: undefined, count: 0 };
  const [, file, line, message] = first;
  return { first: `${file!.replaceAll('\\', '/')}:${line}  ${withoutForeignAdvice(message!)}`, count: errors.length };
}
