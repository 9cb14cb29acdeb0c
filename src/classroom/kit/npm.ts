import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';

/** Runs npm with the Node that runs us. Rejects with what it printed when it fails. */
export function npm(args: readonly string[], folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [npmProgram(), ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (printed = (printed + data.toString()).slice(-4000)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`npm ${args[0]} failed:\n${printed}`))));
  });
}

/** npm's own program: started without a shell, it works the same on every system. */
function npmProgram(): string {
  const inRun = process.env.npm_execpath;
  const besideNode = [join('node_modules', 'npm', 'bin', 'npm-cli.js'), join('..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')].map((path) => join(dirname(process.execPath), path));
  const found = [inRun, ...besideNode].find((path) => path?.endsWith('npm-cli.js') === true && existsSync(path));
  if (found === undefined) throw new Error('npm was not found; start this with: node rumor kit');
  return found;
}
