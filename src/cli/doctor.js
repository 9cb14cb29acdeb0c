// Is this machine ready for the workshop? Plain JavaScript without imports from packages, so that it
// also runs where they are missing, or are those of another system.
import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { freemem, networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refusePath } from './odd-path.js';
import { missingPackages } from './packages.js';

const OLDEST_NODE = [20, 19];
const SCREEN = { columns: 80, rows: 24 };
const OLDEST_CLOCK = Date.UTC(2025, 0, 1);
const MOST_DRIFT = 60_000;
const MEGABYTE = 2 ** 20;

/**
 * @typedef {object} Finding
 * @property {string} name
 * @property {'good' | 'fair' | 'bad'} state `fair`: works, but not as well as it could
 * @property {string} found
 * @property {string} [remedy] what to do about it
 */

/** @returns {Finding} */
function node({ node: version }) {
  const [major, minor] = version.split('.').map(Number);
  const isOldest = major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1];
  if (isOldest || major > OLDEST_NODE[0]) return good('Node', `v${version}`);
  return bad('Node', `v${version}`, `needs ${OLDEST_NODE.join('.')} or newer: install the LTS version from https://nodejs.org, and open a new terminal`);
}

/** @returns {Finding} */
function npm({ env, askNpm }) {
  const byAgent = /npm\/(\S+)/.exec(env.npm_config_user_agent ?? '');
  if (byAgent !== null) return good('npm', byAgent[1]);
  const asked = askNpm();
  const version = asked.status === 0 ? asked.stdout.trim() : '';
  return version === '' ? bad('npm', 'not found', 'it comes with Node: install Node again from https://nodejs.org') : good('npm', version);
}

/** @returns {Finding} */
function packages({ root }) {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const count = Object.keys(devDependencies).length;
  const missing = missingPackages(root);
  if (missing.length === 0) return good('packages', `${count} installed, and what they need`);
  return bad('packages', `${missing.length} of ${count} missing: ${missing.join(', ')}`, 'run: npm ci   (without a network: see the README of the offline kit)');
}

/** Some packages come in a version for each system; a folder copied from another machine has the wrong one. */
async function tools({ loadTools }) {
  try {
    await loadTools();
    return good('tools', `esbuild and rolldown run on ${process.platform} ${process.arch}`);
  } catch (error) {
    const reason = String(error?.message ?? error).split('\n')[0];
    return bad('tools', reason.slice(0, 100), 'run: npm ci --include=optional   (do not copy node_modules from another machine)');
  }
}

/** @returns {Finding} */
function terminal({ screen }) {
  const { columns, rows, isTTY } = screen;
  if (!isTTY) return fair('terminal', 'none: the output goes to a pipe or a file', 'run this in the terminal that you will use');
  if (columns < SCREEN.columns || rows < SCREEN.rows) {
    return fair('terminal', `${columns} x ${rows}`, `make the window at least ${SCREEN.columns} x ${SCREEN.rows}; less is shown in a smaller one`);
  }
  const depth = screen.getColorDepth();
  if (depth < 4) return fair('terminal', `${columns} x ${rows}, without colours`, 'nothing is lost: shapes say the same. For colours, unset NO_COLOR');
  return good('terminal', `${columns} x ${rows}, ${2 ** depth} colours`);
}

/** @returns {Finding} */
function path({ root }) {
  const refusal = refusePath(root);
  if (refusal !== undefined) return bad('path', 'not possible', refusal);
  return root.includes('%') ? fair('path', 'good for all but the slides', 'a "%" in it: slides build works there, slides does not') : good('path', root);
}

/** @returns {Finding} */
function writing({ root }) {
  const folder = join(root, '.workshop');
  const file = join(folder, `doctor-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, '');
    const drift = Math.abs(statSync(file).mtimeMs - Date.now());
    rmSync(file);
    if (drift > MOST_DRIFT) return fair('writing', 'allowed, but the disk has a clock of its own', 'if a saved file is not noticed, move the folder from the network drive to this machine');
    return good('writing', 'allowed in this folder');
  } catch (error) {
    return bad('writing', String(error.code ?? error.message), 'move the folder to a place that you own, your home folder say');
  }
}

/** @returns {Promise<Finding>} */
function port({ port: wanted }) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(fair('port', `${wanted} is taken`, `only for the slides: node rumor slides --port ${wanted + 1}`)));
    server.listen(wanted, '127.0.0.1', () => server.close(() => resolve(good('port', `${wanted} is free for the slides`))));
  });
}

/** Step 08 sends datagrams. Whether they arrive from elsewhere cannot be seen from inside; what often keeps them out can. */
async function sockets({ env, neighbour, sendDatagram }) {
  const own = await sendDatagram('127.0.0.1');
  if (own !== undefined) return fair('sockets', `no datagrams on this machine (${own})`, 'only for step 08: a firewall keeps Node from the network; allow it there');
  const guest = env.WSL_DISTRO_NAME !== undefined ? 'WSL' : env.CODESPACES === 'true' ? 'a code space' : undefined;
  if (guest !== undefined) return fair('sockets', `${guest} carries no datagrams in from other machines`, 'only for step 08: a cluster on this one machine works');
  const out = neighbour === undefined ? undefined : await sendDatagram(neighbour);
  if (out === undefined) return good('sockets', 'datagrams can be sent');
  return fair('sockets', `none to the local network (${out})`, 'only for step 08 with other machines: allow the local network for this terminal in the privacy settings (macOS), and open it again');
}

/** @returns {Finding} */
function clock({ now: milliseconds }) {
  const now = new Date(milliseconds);
  if (now.getTime() > OLDEST_CLOCK) return good('clock', now.toISOString().slice(0, 16).replace('T', ' '));
  return bad('clock', now.toISOString(), 'set the clock: with a wrong one, npm refuses every certificate');
}

/** @returns {Finding} */
function memory({ freeMemory }) {
  const free = Math.round(freeMemory / MEGABYTE);
  return free > 700 ? good('memory', `${free} MB free`) : fair('memory', `${free} MB free`, 'close other programs: about 700 MB are needed');
}

/** @returns {Finding} */
function good(name, found) {
  return { name, state: 'good', found };
}

/** @returns {Finding} */
function fair(name, found, remedy) {
  return { name, state: 'fair', found, remedy };
}

/** @returns {Finding} */
function bad(name, found, remedy) {
  return { name, state: 'bad', found, remedy };
}

const SIGNS = { good: 'ok', fair: '--', bad: 'NO' };

/** @param {readonly Finding[]} findings */
function render(findings) {
  const lines = findings.flatMap(({ name, state, found, remedy }) => [
    ` ${SIGNS[state]}  ${name.padEnd(9)} ${found}`,
    ...(remedy === undefined ? [] : [`     ${' '.repeat(9)} ${remedy}`]),
  ]);
  const bads = findings.filter(({ state }) => state === 'bad').length;
  const verdict = bads === 0 ? 'This machine is ready. Start with: npm start' : `${bads} ${bads === 1 ? 'thing has' : 'things have'} to be put right first.`;
  return [...lines, '', verdict, ''].join('\n');
}

/** Looks at everything. Answers with the exit code, after telling what was found. */
export async function examine(facts, flags, write) {
  const findings = [];
  for (const check of [node, npm, path, packages, tools, terminal, writing, memory, port, sockets, clock]) findings.push(await check(facts));
  write(flags.includes('--json') ? `${JSON.stringify(findings, null, 2)}\n` : render(findings));
  return findings.some(({ state }) => state === 'bad') ? 1 : 0;
}

/** Sends one byte to port 9, where such things are thrown away. Answers with the code of the error, if there is one. */
function sendDatagram(host) {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const end = (error) => {
      socket.close();
      resolve(error?.code);
    };
    socket.once('error', end);
    socket.send('.', 9, host, end);
  });
}

/** The first address of the local network that this machine is in: often that of the router. */
function neighbour() {
  const own = Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === 'IPv4' && !internal);
  if (own === undefined) return undefined;
  const [address, mask] = [own.address, own.netmask].map((text) => text.split('.').map(Number));
  return address.map((part, i) => (part & mask[i]) | (i === 3 ? 1 : 0)).join('.');
}

/** What there is to know about this machine. Tests put other facts in its place. */
export const FACTS = {
  root: join(dirname(fileURLToPath(import.meta.url)), '..', '..'),
  node: process.versions.node,
  env: process.env,
  screen: process.stdout,
  freeMemory: freemem(),
  port: 5173,
  now: Date.now(),
  neighbour: neighbour(),
  sendDatagram,
  askNpm: () => spawnSync('npm --version', { shell: true, encoding: 'utf8' }),
  loadTools: async () => {
    const { transform } = await import('esbuild');
    await transform('let a: number', { loader: 'ts' });
    await import('vite');
  },
};

const HELP = `Is this machine ready for the workshop?

usage: node rumor doctor [--json]
`;

/** `node rumor doctor`, which has to work where nothing else does. Leaves the exit code in `process.exitCode`. */
export async function main(flags) {
  const unknown = flags.find((flag) => !['--json', '--help', '-h', '--'].includes(flag));
  // In front of its dashes, npm keeps a flag for itself.
  if (process.env.npm_lifecycle_event === 'doctor' && process.env.npm_config_json === 'true') flags = [...flags, '--json'];
  if (unknown !== undefined) {
    process.stderr.write(`doctor: unknown argument ${unknown}; allowed: --json, --help\n`);
    process.exitCode = 2;
  } else if (flags.some((flag) => flag === '--help' || flag === '-h')) process.stdout.write(HELP);
  else process.exitCode = await examine(FACTS, flags, (text) => process.stdout.write(text));
}
