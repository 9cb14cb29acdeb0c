import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Step } from '../../course/steps.ts';
import { withoutForeignAdvice } from './foreign-names.ts';

/** The type errors of a step: the first one, and how many there are. */
export interface TypeErrors {
  readonly first: string | undefined;
  readonly count: number;
}

/** Checks the types of a step with the TypeScript compiler. `cancel` makes the answer never come. */
export function checkTypes(root: string, step: Step, answer: (errors: TypeErrors) => void): { cancel(): void } {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const project = join('steps', step.folder);
  const child: ChildProcess = spawn(process.execPath, [compiler, '--noEmit', '--pretty', 'false', '--project', project], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  let cancelled = false;
  child.stdout?.on('data', (data: Buffer) => {
    output += data.toString();
  });
  child.on('error', () => undefined);
  child.on('close', () => {
    if (!cancelled) answer(errorsIn(output));
  });
  return {
    cancel() {
      cancelled = true;
      child.kill();
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
