import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import { runPolitely } from '../../../src/cli/cli.ts';
import { BUSY_TOLD } from '../../../src/terminal/busy.ts';

export const ROOT = resolve(import.meta.dirname, '..', '..', '..');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whether a command says so depends on what else the machine does, and on nothing that is tested. */
export function withoutBusy(stderr: string): string {
  return stderr.replace(BUSY_TOLD, '');
}

/** Runs the command line as a pipe sees it: no terminal, no colours unless `env` asks for them. */
export function rumor(args: readonly string[], env: NodeJS.ProcessEnv = {}, root = ROOT): Promise<Finished> {
  const { FORCE_COLOR: _forced, NO_COLOR: _none, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, 'rumor.js'), ...args], {
    cwd: root,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr: withoutBusy(stderr) })));
}

/**
 * The same without a process of its own, which is most of what a command costs. One at a time; and
 * not for what leaves standard output to a child.
 */
export async function rumorHere(args: readonly string[]): Promise<Finished> {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += text.toString();
      return true;
    }),
  );
  try {
    const code = await runPolitely(args);
    return { code, ...printed, stderr: withoutBusy(printed.stderr) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
