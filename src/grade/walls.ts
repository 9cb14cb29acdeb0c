import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** How much memory a cell may take: objects, and everything together. */
const MEGABYTES_OF_HEAP = 256;
export const MEGABYTES_IN_ALL = 640;

/**
 * Starts a cell: a Node process without rights. Whatever breaks out of the sealed realm finds itself
 * here, with an empty environment, no files to read or write, no processes or threads to start.
 *
 * Its program arrives on standard input, so that it need not even read that from a file.
 */
export function startCell(): ChildProcess {
  const node = [
    permissionFlag(),
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    '--no-addons',
    `--max-old-space-size=${MEGABYTES_OF_HEAP}`,
    '--max-semi-space-size=32',
    '--eval',
    BOOTSTRAP,
  ];
  const [command, args] = canLeaveTheNetwork() ? ['unshare', ['--user', '--net', '--map-root-user', process.execPath, ...node]] : [process.execPath, node];
  const child = spawn(command, args, { cwd: tmpdir(), env: keptEnvironment(), stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

const running = new Set<ChildProcess>();

/** Ends all cells, so that no loop outlives a grader that is stopped. */
export function endCells(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Reads the first line, which is the program, byte by byte, and leaves the rest to it. */
const BOOTSTRAP = [
  "const { readSync } = require('node:fs');",
  'const byte = Buffer.alloc(1), size = [];',
  'while (readSync(0, byte) === 1 && byte[0] !== 10) size.push(byte[0]);',
  'const program = Buffer.alloc(Number(Buffer.from(size)));',
  'for (let at = 0; at < program.length;) at += readSync(0, program, at, program.length - at);',
  "new (require('node:vm').Script)('(function (require) {' + program + '\\n})', { filename: 'cell.js' }).runInThisContext()(require);",
].join(' ');

function permissionFlag(): string {
  return process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
}

/** Windows starts no program without these. Elsewhere a cell gets no environment at all. */
function keptEnvironment(): NodeJS.ProcessEnv {
  if (process.platform !== 'win32') return {};
  const { SystemRoot, SystemDrive } = process.env;
  return { SystemRoot, SystemDrive };
}

let leavesTheNetwork: boolean | undefined;

/** Linux lets many users, not all, put a process into a network of its own, with nobody else in it. */
export function canLeaveTheNetwork(): boolean {
  leavesTheNetwork ??=
    process.platform === 'linux' && spawnSync('unshare', ['--user', '--net', '--map-root-user', process.execPath, '--version'], { stdio: 'ignore' }).status === 0;
  return leavesTheNetwork;
}

/** What a process uses: memory in megabytes, and the processor in milliseconds since it started. */
export interface Usage {
  readonly megabytes: number;
  readonly cpu: number;
}

const PAGE = 4096;
/** The unit of time in /proc: USER_HZ is 100 on every platform that Node runs on. */
const TICK = 10;

/** Undefined where this system does not say (Windows), and when the process has ended. */
export function usageOf(pid: number): Usage | undefined {
  try {
    if (process.platform === 'linux') {
      // The second field is a name in parentheses, and may hold anything; what counts comes after it.
      const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '').split(' ');
      return { cpu: (Number(fields[11]) + Number(fields[12])) * TICK, megabytes: (Number(fields[21]) * PAGE) / 2 ** 20 };
    }
    if (process.platform === 'darwin') return parsePs(spawnSync('ps', ['-o', 'rss=,time=', '-p', String(pid)], { encoding: 'utf8' }).stdout);
  } catch {
    // It has ended.
  }
  return undefined;
}

/** `123456 1:02.34`: kilobytes, and minutes and seconds. */
function parsePs(line: string): Usage | undefined {
  const [, rss, hours = '0', minutes, seconds] = /^\s*(\d+)\s+(?:(\d+):)?(\d+):([\d.]+)/.exec(line) ?? [];
  if (rss === undefined) return undefined;
  return { megabytes: Number(rss) / 1024, cpu: ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 };
}
