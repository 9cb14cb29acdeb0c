import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import { starterOf } from '../../../src/course/gaps.ts';
import { KIT_NAME, makeKit } from '../../../src/classroom/kit/kit.ts';
import { ROOT } from '../../../src/course/root.ts';
import { fileOf, STEPS } from '../../../src/course/steps.ts';
import { solutionOf } from '../grade/bench.ts';
import { unzip } from './unzip.ts';

const ENOUGH = 600_000;
const folder = mkdtempSync(join(tmpdir(), 'rumor-kit-test-'));
const tree = join(folder, 'tree');
const archive = join(folder, 'kit.zip');
const unpacked = join(folder, 'stick');
const kit = join(unpacked, 'kit');
const workshop = join(kit, 'rumor-has-it');
const FIRST = fileOf(STEPS[0]!);
const LEFT_OUT = new Set(['node_modules', '.git', '.workshop', 'dist', 'coverage']);

/** A kit is made of packages that only a registry has. Without one, in CI too, nothing is proved here. */
const registry = spawnSync('npm ping', { shell: true, encoding: 'utf8', timeout: 30_000 }).status === 0;
if (!registry) console.warn('SKIPPED: the kit was not made, for no npm registry answers here.');
/** A namespace without a network, where this system has them. Elsewhere a registry that nobody listens at must do. */
const walled = process.platform === 'linux' && spawnSync('unshare', ['-rn', process.execPath, '--version']).status === 0;

/** Runs a line of the kit's README as a newcomer would: without a network, in an empty home. */
function offline(line: string): { code: number | null; printed: string } {
  const options = { cwd: workshop, env: newcomer('http://127.0.0.1:9/'), encoding: 'utf8', shell: !walled } as const;
  const { status, stdout, stderr } = walled ? spawnSync('unshare', ['-rn', 'sh', '-c', line], { ...options, shell: false }) : spawnSync(line, options);
  return { code: status, printed: stdout + stderr };
}

/** The environment of somebody with an empty home, hence with an empty npm cache, and a registry of their own. */
function newcomer(registry: string): NodeJS.ProcessEnv {
  const home = mkdtempSync(join(folder, 'home-'));
  return { PATH: process.env['PATH'], HOME: home, USERPROFILE: home, npm_config_registry: registry, CI: '1', SystemRoot: process.env['SystemRoot'], APPDATA: home, LOCALAPPDATA: home };
}

/** A registry below `/mirror/` that has the packages of the kit and nothing else, and notes what it does not have. */
async function mirror(packages: Readonly<Record<string, Locked>>, missing: string[]): Promise<{ server: Server; url: string }> {
  const contents = new Map<string, string>(Object.values(packages).flatMap(({ resolved, integrity }) => (resolved === undefined || integrity === undefined ? [] : [[`/mirror${new URL(resolved).pathname}`, contentOf(integrity)] as const])));
  const server = createServer((request, response) => {
    const content = contents.get(request.url!);
    if (content === undefined) missing.push(request.url!);
    response.writeHead(content === undefined ? 404 : 200).end(content === undefined ? '' : readFileSync(content));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mirror/` };
}

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
}

/** Where npm keeps the package with this checksum. */
function contentOf(integrity: string): string {
  const [algorithm, checksum] = integrity.split('-') as [string, string];
  const name = Buffer.from(checksum, 'base64').toString('hex');
  return join(kit, 'cache', '_cacache', 'content-v2', algorithm, name.slice(0, 2), name.slice(2, 4), name.slice(4));
}

/** The commands that the README of the kit tells to type: the lines that stand apart. */
function commandsOf(readme: string): string[] {
  return readme.split('\n').filter((line) => /^ {4}(npm|node) /.test(line)).map((line) => line.trim().split('   ')[0]!);
}

beforeAll(async () => {
  if (!registry) return;
  cpSync(ROOT, tree, { recursive: true, filter: (path) => !LEFT_OUT.has(path.slice(dirname(path).length + 1)) });
  // Somebody's work: none of it belongs to others.
  writeFileSync(join(tree, 'steps', FIRST), '// half of a private attempt\n');
  for (const name of ['.workshop/progress.json', '.git/config', 'node_modules/x/index.js', 'dist/old.zip', 'submissions/ann/steps.zip', 'points.csv', 'report.xml', 'exam.txt']) {
    mkdirSync(dirname(join(tree, name)), { recursive: true });
    writeFileSync(join(tree, name), 'private');
  }
  await makeKit({ root: tree, file: archive, say: () => {} });
  mkdirSync(unpacked);
  unzip(archive, unpacked);
}, ENOUGH);

afterAll(() => removeFolder(folder));

test.skipIf(!registry)('the kit holds the repository as learners start from it, and nothing of whoever made it', () => {
  expect(readdirSync(kit).sort()).toEqual(['README.txt', 'cache', 'rumor-has-it']);
  for (const name of [...LEFT_OUT, 'submissions', 'points.csv', 'report.xml', 'exam.txt']) expect(existsSync(join(workshop, name)), name).toBe(false);
  for (const step of STEPS) expect(readFileSync(join(workshop, 'steps', fileOf(step)), 'utf8')).toBe(starterOf(solutionOf(step), step.number));
  for (const name of ['README.md', 'WORKSHOP.md', 'rumor.js', 'slides/index.html']) expect(existsSync(join(workshop, name)), name).toBe(true);
  expect(readFileSync(join(workshop, 'README.md'), 'utf8')).toBe(readFileSync(join(ROOT, 'README.md'), 'utf8'));
});

test.skipIf(!registry)('Explorer can unpack it below a folder of 80 characters', () => {
  const longest = readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.includes('node_modules'))
    .reduce((long, path) => (path.length > long.length ? path : long));
  const mostThatExplorerWrites = 259;
  expect(80 + `\\${KIT_NAME}\\${longest}`.length, longest).toBeLessThanOrEqual(mostThatExplorerWrites);
});

test.skipIf(!registry)('what its README says works, without a network, in an empty home', { timeout: ENOUGH }, () => {
  const commands = commandsOf(readFileSync(join(kit, 'README.txt'), 'utf8'));
  expect(commands).toEqual(['npm ci --offline --cache ../cache', 'node rumor doctor', 'npm start']);
  for (const command of commands) {
    const { code, printed } = offline(command);
    expect([command, code], printed).toEqual([command, 0]);
    if (command === 'npm start') expect(printed).toContain('steps/01-peer-selection/select-peers.ts');
  }
});

test.skipIf(!registry)('it names no registry, and installs from the one of whoever unpacked it', { timeout: ENOUGH }, async () => {
  const elsewhere = mkdtempSync(join(folder, 'elsewhere-'));
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) cpSync(join(workshop, name), join(elsewhere, name));
  const { packages } = JSON.parse(readFileSync(join(workshop, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
  expect([...new Set(Object.values(packages).flatMap(({ resolved }) => (resolved === undefined ? [] : [new URL(resolved).hostname])))]).toEqual(['registry.invalid']);

  const missing: string[] = [];
  const { server, url } = await mirror(packages, missing);
  try {
    const { code, printed } = await new Promise<{ code: number | null; printed: string }>((resolve) => {
      const child = spawn('npm ci', { cwd: elsewhere, env: newcomer(url), shell: true });
      let all = '';
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (all += text));
      child.on('close', (status) => resolve({ code: status, printed: all }));
    });
    expect([code, missing], printed).toEqual([0, []]);
    expect(existsSync(join(elsewhere, 'node_modules', 'vitest', 'package.json'))).toBe(true);
  } finally {
    server.close();
  }
});
