import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/code-folder.ts';
import { ROOT } from '../support/cli.ts';

const DOCTOR = join(ROOT, 'src', 'cli', 'doctor.js');

interface Doctor {
  examine(facts: object, flags: readonly string[], write: (text: string) => void): Promise<number>;
}

/** A machine on which everything is right. Port 0 is always free. */
const HEALTHY = {
  root: ROOT,
  node: '20.19.0',
  env: { npm_config_user_agent: 'npm/10.8.2 node/v20.19.0' },
  screen: { isTTY: true, columns: 80, rows: 24, getColorDepth: () => 24 },
  freeMemory: 2 ** 31,
  port: 0,
  now: Date.UTC(2026, 5, 1),
  askNpm: () => ({ status: 1, stdout: '' }),
  loadTools: async () => {},
  neighbour: '192.168.1.1',
  sendDatagram: async (): Promise<string | undefined> => undefined,
};

let doctor: Doctor;
beforeAll(async () => {
  // Plain JavaScript, which also runs where tsx is missing; TypeScript knows nothing of it.
  doctor = (await import(pathToFileURL(DOCTOR).href)) as Doctor;
});

async function told(facts: object, flags: readonly string[] = []): Promise<{ code: number; text: string }> {
  let text = '';
  const code = await doctor.examine({ ...HEALTHY, ...facts }, flags, (more) => (text += more));
  return { code, text };
}

test('a machine on which everything is right is called ready', async () => {
  const { code, text } = await told({});
  expect(code).toBe(0);
  expect(text.split('\n').filter((line) => /^ (--|NO)/.test(line))).toEqual([]);
  expect(text).toContain('This machine is ready. Start with: npm start');
});

test.each([
  ['a Node that is too old', { node: '20.18.3' }, / NO {2}Node +v20\.18\.3\n +needs 20\.19 or newer: install/],
  ['an npm that is not there', { env: {} }, / NO {2}npm +not found\n +it comes with Node/],
  ['packages that are not installed', { root: 'EMPTY' }, / NO {2}packages +\d+ of \d+ missing: .*\n +run: npm ci/],
  ['tools of another system', { loadTools: () => Promise.reject(new Error('You installed esbuild for another platform')) }, / NO {2}tools +You installed.*\n +run: npm ci/],
  ['a path that no address can hold', { root: 'SHARP' }, / NO {2}path +not possible\n +The path of this folder holds a "#", and the tools cannot load a file from there: .+ Move the folder/],
  ['a folder that is a file', { root: 'FILE' }, / NO {2}writing +\w+\n +move the folder/],
  ['a clock that stands at its beginning', { now: 0 }, / NO {2}clock +1970.*\n +set the clock/],
])('%s is red, with what to do about it, and exit code 1', async (_what, facts, line) => {
  const { code, text } = await told(withRoot(facts));
  expect(text).toMatch(line);
  expect(text).toMatch(/\n\d things? (has|have) to be put right first\.\n$/);
  expect(code).toBe(1);
});

test.each([
  ['a pipe', { screen: { isTTY: false } }, / -- {2}terminal +none/],
  ['a small window', { screen: { ...HEALTHY.screen, columns: 60 } }, / -- {2}terminal +60 x 24\n +make the window at least 80 x 24/],
  ['a terminal without colours', { screen: { ...HEALTHY.screen, getColorDepth: () => 1 } }, / -- {2}terminal +80 x 24, without colours/],
  ['a firewall that lets nothing out', { sendDatagram: async () => 'EACCES' }, / -- {2}sockets +no datagrams on this machine \(EACCES\)\n +only for step 08: a firewall/],
  ['macOS that was not asked yet', { sendDatagram: async (host: string) => (host === '127.0.0.1' ? undefined : 'EHOSTUNREACH') }, / -- {2}sockets +none to the local network \(EHOSTUNREACH\)\n +.*privacy settings/],
  ['WSL', { env: { ...HEALTHY.env, WSL_DISTRO_NAME: 'Debian' } }, / -- {2}sockets +WSL carries no datagrams in/],
  ['a code space', { env: { ...HEALTHY.env, CODESPACES: 'true' } }, / -- {2}sockets +a code space carries no datagrams in/],
  ['little memory', { freeMemory: 2 ** 28 }, / -- {2}memory +256 MB free\n +close other programs/],
])('%s works, but not as well as it could', async (_what, facts, line) => {
  const { code, text } = await told(facts);
  expect(text).toMatch(line);
  expect(code).toBe(0);
});

test('a port that is taken only matters for the slides', async () => {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const { code, text } = await told({ port });
  server.close();
  expect(text).toContain(`port      ${port} is taken\n               only for the slides: node rumor slides --port ${port + 1}`);
  expect(code).toBe(0);
});

test('--json prints the same findings for programs', async () => {
  const { code, text } = await told({ node: '18.0.0' }, ['--json']);
  const findings = JSON.parse(text) as { name: string; state: string; remedy?: string }[];
  expect(findings.filter(({ state }) => state === 'bad').map(({ name }) => name)).toEqual(['Node']);
  expect(code).toBe(1);
});

test('a flag that does not exist is named, with those that do', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'rumor.js'), 'doctor', '--jsn'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, 'doctor: unknown argument --jsn; allowed: --json, --help\n']);
});

/** A folder with a package.json and nothing else, or with a file where `.workshop` should be. */
function withRoot(facts: object): object {
  const { root } = facts as { root?: string };
  if (root === undefined) return facts;
  const folder = root === 'SHARP' ? join(temporaryFolder(), 'c#') : temporaryFolder();
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  if (root === 'SHARP') symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  if (root === 'FILE') writeFileSync(join(folder, '.workshop'), '');
  return { ...facts, root: folder };
}
