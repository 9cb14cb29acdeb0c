import { spawn } from 'node:child_process';

export interface Printed {
  readonly stdout: string;
  readonly code: number | null;
}

export function runNode(args: readonly string[], cwd: string): Promise<Printed> {
  return runProgram(process.execPath, args, cwd);
}

/** Runs a program with these arguments, without colours, and answers with what it printed. */
export function runProgram(program: string, args: readonly string[], cwd: string): Promise<Printed> {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
  for (const name of ['FORCE_COLOR', 'ACCESSIBLE', 'VITEST']) delete env[name];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.on('error', reject).on('close', (code) => resolve({ stdout, code }));
  });
}

/** Does `work` for each of the items, a few at a time, and keeps their order. */
export async function several<T, R>(items: readonly T[], work: (item: T) => Promise<R>, atOnce = 2): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const i = next++;
      results[i] = await work(items[i]!);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
