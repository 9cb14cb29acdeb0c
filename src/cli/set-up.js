// Brings the packages, when they are missing. Plain JavaScript, with imports from Node alone.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { clearLine, cursorTo } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { missingPackages, packageFolders } from './packages.js';

const REPAINT = 200;
const INSTALL = ['ci', '--include=dev', '--include=optional', '--no-workspaces', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
/** npm waits ten seconds and a minute before it tries again; somebody is looking at the screen. */
const PATIENCE = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000'];
const NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|ENOTCACHED/;

/** Is everything there, and no install half done? @param {string} root */
export function isSetUp(root) {
  return !existsSync(markOf(root)) && missingPackages(root).length === 0;
}

/** Installs what the lock file says, and tells so. Answers whether it is there now. @param {string} root */
export async function setUp(root) {
  const other = /^(pnpm|yarn|bun)\//.exec(process.env.npm_config_user_agent ?? '')?.[1];
  if (other !== undefined) return refuse(`Some packages are missing: run ${other} install, and then this again.`);
  await waitForOthers(root);
  if (isSetUp(root)) return true;
  say('Setting up, once: npm installs the packages that the lock file names …');
  const reason = await tryToInstall(root);
  if (reason === undefined) say('The packages are installed.\n');
  return reason === undefined || refuse(adviceFor(reason));
}

/** With the network, and else with what npm has kept from earlier. Answers with why it failed. */
async function tryToInstall(root) {
  try {
    mkdirSync(dirname(markOf(root)), { recursive: true });
    writeFileSync(markOf(root), String(process.pid));
  } catch (error) {
    return `${error.code}: this folder cannot be written to`;
  }
  let reason = await install(root, [...INSTALL, ...PATIENCE]);
  if (NETWORK.test(reason ?? '') && (await install(root, [...INSTALL, '--offline'])) === undefined) reason = undefined;
  if (reason === undefined) rmSync(markOf(root), { force: true });
  return reason;
}

/** Stands while an install is under way; after one that was broken off, it stays. */
function markOf(root) {
  return join(root, '.workshop', 'installing');
}

/** `npm start` in one window and `npm test` in another must not install into each other. */
async function waitForOthers(root) {
  let told = false;
  while (isRunning(installer(root))) {
    if (!told) say('Another window is setting up; waiting for it …');
    told = true;
    await pause(REPAINT);
  }
}

function installer(root) {
  try {
    return Number(readFileSync(markOf(root), 'utf8'));
  } catch {
    return 0;
  }
}

function isRunning(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function refuse(sentence) {
  say(sentence);
  return false;
}

function adviceFor(reason) {
  if (!NETWORK.test(reason)) return `npm could not install the packages (${reason}). Put that right, and run this again.`;
  return `npm could not reach its registry (${reason}). Connect to a network and run this again; without one, take the offline kit of the workshop, and the commands in its README.txt.`;
}

/** Runs npm in `root`, and shows how far it is where there is a terminal. Answers with why it failed. */
function install(root, args) {
  const { command, first, shell } = npmProgram();
  const child = spawn(command, [...first, ...args], { cwd: root, env: withoutWorkspace(process.env), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, shell });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (printed = (printed + data).slice(-8000)));
  const stopShowing = process.stderr.isTTY ? showProgress(root) : () => {};
  return new Promise((resolve) => {
    const end = (reason) => {
      stopShowing();
      resolve(reason);
    };
    child.on('error', (error) => end(`${error.code}: npm was not found; it comes with Node`));
    child.on('close', (code) => end(code === 0 ? undefined : reasonIn(printed)));
  });
}

/** `npm start -w …` hands its choice on, and npm refuses it beside `--no-workspaces`. */
function withoutWorkspace(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_config_(workspaces?|local_prefix|omit)$/i.test(name)));
}

/** npm's own program needs no shell, where we find it. */
function npmProgram() {
  const program = join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const besideNode = [program, join('..', 'lib', program)].map((path) => join(dirname(process.execPath), path));
  const found = [process.env.npm_execpath, ...besideNode].find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  return found === undefined ? { command: 'npm', first: [], shell: process.platform === 'win32' } : { command: process.execPath, first: [found], shell: false };
}

/** What npm says first, without its ornament: `ENOTFOUND: request to … failed`. */
function reasonIn(printed) {
  const lines = printed.split('\n').flatMap((line) => /^npm (?:error|ERR!) (?:network )?(.+)/.exec(line)?.[1] ?? []);
  const code = lines.find((line) => line.startsWith('code '))?.slice('code '.length);
  const text = lines.find((line) => !/^(code|errno|syscall|A complete log)\b/.test(line)) ?? printed.trim().split('\n')[0];
  return [code, text].filter((part) => part !== undefined && part !== '').join(': ').slice(0, 200) || 'it did not say why';
}

function showProgress(root) {
  const folders = packageFolders(root);
  const timer = setInterval(() => {
    const there = folders.filter((path) => existsSync(join(root, path, 'package.json'))).length;
    cursorTo(process.stderr, 0);
    process.stderr.write(`  ${there} of ${folders.length} packages `);
  }, REPAINT);
  return () => {
    clearInterval(timer);
    cursorTo(process.stderr, 0);
    clearLine(process.stderr, 1);
  };
}
