import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { removeFolder } from '../../src/course/remove-folder.ts';
import { ROOT } from '../../src/course/root.ts';
import { putStarters } from '../rooms/support/code-folder.ts';

/** The folder that setup.sh fills. */
const HOME = process.env['RUMOR_WINE'] ?? join(homedir(), '.cache', 'rumor-has-it', 'wine');
const PREFIX = join(HOME, 'prefix');
/** `C:\ws` in there. */
const CHECKOUT = join(PREFIX, 'drive_c', 'ws');
const NODE = 'C:\\nodejs\\node.exe';

/** Why nothing can be tried on Windows here; undefined if it can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'these tests run in Wine, on Linux';
  if (!existsSync(join(HOME, 'version.txt'))) return 'there is no Wine with a Node in it; test/windows/setup.sh makes one';
  return undefined;
}

/** The Node that is in there. */
export function nodeVersion(): string {
  return readFileSync(join(HOME, 'version.txt'), 'utf8').trim();
}

/** Puts this checkout, as it is now, in place of the one in there; the steps are at their start. */
export function putCheckout(): void {
  if (readFileSync(join(HOME, 'package-lock.json'), 'utf8') !== readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) {
    throw new Error('package-lock.json has changed since: run test/windows/setup.sh again');
  }
  for (const name of readdirSync(CHECKOUT)) if (name !== 'node_modules') removeFolder(join(CHECKOUT, name));
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const file of files.filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(CHECKOUT, file)), { recursive: true });
    cpSync(join(ROOT, file), join(CHECKOUT, file));
  }
  putStarters(CHECKOUT);
}

/** Runs the Node in there in `C:\ws`. Answers with what it printed and its exit code. */
export async function windows(...args: string[]): Promise<{ printed: string; code: number | null }> {
  const file = join(HOME, 'printed.txt');
  // Wine hands a file on as standard output, and not every pipe.
  const output = openSync(file, 'w');
  const { CI: _ci, VITEST: _vitest, FORCE_COLOR: _forced, ...env } = process.env;
  const child = spawn('wine', [NODE, ...args], {
    cwd: CHECKOUT,
    env: { ...env, NO_COLOR: '1', WINEPREFIX: PREFIX, WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=' },
    stdio: ['ignore', output, output],
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { printed: readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), code };
}

/** The text of a file in there. */
export function readThere(file: string): string {
  return readFileSync(join(CHECKOUT, file), 'utf8').replaceAll('\r\n', '\n');
}
