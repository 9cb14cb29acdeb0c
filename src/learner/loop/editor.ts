import { spawn } from 'node:child_process';

/** Opens a file in the editor that this terminal belongs to, if it belongs to one. Best effort. */
export function openInEditor(file: string, line: number, env: NodeJS.ProcessEnv): void {
  if (env['TERM_PROGRAM'] !== 'vscode') return;
  // On Windows `code` is a batch file, which only a shell can start.
  const child = spawn('code', ['--reuse-window', '--goto', `${file}:${line}`], { stdio: 'ignore', detached: true, shell: process.platform === 'win32' });
  child.on('error', () => undefined);
  child.unref();
}
