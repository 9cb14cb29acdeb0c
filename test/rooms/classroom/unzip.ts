import { spawnSync } from 'node:child_process';

/** Unpacks a zip file with what comes with the system: whatever we write, others must be able to open. */
export function unzip(archive: string, folder: string): void {
  const [command, args] = process.platform === 'win32' ? ['tar', ['-xf', archive, '-C', folder]] : ['unzip', ['-q', archive, '-d', folder]];
  const { status, stderr, error } = spawnSync(command as string, args as string[], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} did not open the archive: ${error?.message ?? stderr}`);
}
