import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/code-folder.ts';
import { rumor, ROOT, withoutBusy } from '../support/cli.ts';

/** A clone in which nothing is installed. */
function freshClone(): string {
  const root = temporaryFolder();
  for (const part of ['rumor.js', 'src', 'package.json', 'package-lock.json', '.npmrc']) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  return root;
}

/** In place of npm: it says what it was called with, and then does as `program` says. */
function npmThat(root: string, program: string): NodeJS.ProcessEnv {
  const file = join(root, 'npm-cli.js');
  writeFileSync(file, `const { appendFileSync, mkdirSync, writeFileSync } = await import('node:fs');\nappendFileSync('calls.txt', process.argv.slice(2).join(' ') + '\\n');\n${program}\n`);
  return { npm_execpath: file, npm_config_user_agent: 'npm/11.0.0' };
}

const calls = (root: string): string[] => readFileSync(join(root, 'calls.txt'), 'utf8').trim().split('\n');

const INSTALLS = `for (const name of ${JSON.stringify(Object.keys((JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { devDependencies: object }).devDependencies))}) {
  mkdirSync('node_modules/' + name, { recursive: true });
  writeFileSync('node_modules/' + name + '/package.json', '{}');
}`;

test('the first file that runs is old JavaScript, and imports nothing by itself', async () => {
  const text = readFileSync(join(ROOT, 'rumor.js'), 'utf8');
  // What esbuild would have to rewrite for an older Node is new syntax; `import()` came with Node 12.
  const options = { target: 'node12', supported: { 'dynamic-import': true }, minifyWhitespace: true } as const;
  const [old, asIs] = [await transform(text, options), await transform(text, { ...options, target: 'esnext' })];
  expect(old.code).toBe(asIs.code);
  expect(text).not.toMatch(/^\s*(import\s|export\s)|[^.]\brequire\(|=>|\bconst\b|\blet\b|`.*\$\{|\bawait\b/m);
});

test('a Node that is too old is told which one is needed, before anything is imported', () => {
  const root = temporaryFolder();
  const old = "Object.defineProperty(process, 'versions', { value: { node: '18.20.8' } });\n";
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'rumor.js'), old + readFileSync(join(ROOT, 'rumor.js'), 'utf8').replace(/^#!.*\n/, ''));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['rumor', 'play', '4'], { cwd: root, encoding: 'utf8' });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe('Rumor Has It needs Node 20.19 or newer, and this is 18.20.8: install the LTS version from https://nodejs.org, and open a new terminal.\n');
});

test('it works from every folder, and needs no dashes', () => {
  const inStep = spawnSync(process.execPath, ['../../rumor', 'play', '--', '2', '--plain', '--code', 'solutions', '--rounds', '2'], { cwd: join(ROOT, 'steps', '02-push'), encoding: 'utf8' });
  expect([inStep.status, withoutBusy(inStep.stderr)]).toEqual([0, '']);
  expect(inStep.stdout).toContain('round 2:');
});

test('what is missing is installed from the lock file, said in one line, once', async () => {
  const root = freshClone();
  const { stderr } = await rumor(['list'], npmThat(root, INSTALLS), root);
  expect(stderr).toContain('Setting up, once: npm installs the packages that the lock file names …\nThe packages are installed.\n');
  expect(calls(root)).toEqual([expect.stringMatching(/^ci --include=dev --include=optional /)]);
  await rumor(['list'], npmThat(root, INSTALLS), root);
  expect(calls(root)).toHaveLength(1);
});

test('without a network it tries what npm has kept, and then says what to do', async () => {
  const root = freshClone();
  const env = npmThat(root, "console.error('npm error code ENOTFOUND\\nnpm error network request to x failed'); process.exitCode = 1;");
  const { code, stderr } = await rumor(['start'], env, root);
  expect(calls(root)).toEqual([expect.not.stringContaining('--offline'), expect.stringMatching(/--offline$/)]);
  expect(stderr.split('\n')[1]).toBe(
    'npm could not reach its registry (ENOTFOUND: request to x failed). Connect to a network and run this again; without one, take the offline kit of the workshop, and the commands in its README.txt.',
  );
  expect(code).toBe(1);
});

test('an install that was broken off is done again', async () => {
  const root = freshClone();
  await rumor(['list'], npmThat(root, `${INSTALLS}\nconsole.error('npm error code ENOSPC\\nnpm error no space left'); process.exitCode = 1;`), root);
  const { stderr } = await rumor(['list'], npmThat(root, INSTALLS), root);
  expect(calls(root)).toHaveLength(2);
  expect(stderr).toContain('The packages are installed.');
  expect(existsSync(join(root, '.workshop', 'installing'))).toBe(false);
});

test('two windows do not install into each other', async () => {
  const root = freshClone();
  // The first npm waits until it is let go, by a door that the second window cannot open.
  const door = createServer();
  door.listen(0, '127.0.0.1');
  onTestFinished(() => void door.close());
  await once(door, 'listening');
  const env = npmThat(root, `const { connect } = await import('node:net');\nawait new Promise((go) => connect(${(door.address() as AddressInfo).port}, '127.0.0.1').on('close', go).resume());\n${INSTALLS}`);
  const first = rumor(['list'], env, root);
  const [socket] = (await once(door, 'connection')) as [import('node:net').Socket];
  const second = spawn(process.execPath, [join(root, 'rumor.js'), 'list'], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  for await (const chunk of second.stderr.setEncoding('utf8')) {
    told += chunk as string;
    if (told.includes('waiting')) socket.end();
  }
  await first;
  expect(told).toContain('Another window is setting up; waiting for it …\n');
  expect(calls(root)).toHaveLength(1);
});

test('a folder from which no file can be loaded is refused at once, with what to do', async () => {
  const root = join(temporaryFolder(), 'c#');
  cpSync(freshClone(), root, { recursive: true });
  const { code, stderr } = await rumor(['start'], {}, root);
  expect([code, stderr.split('\n').length]).toEqual([1, 2]);
  expect(stderr).toMatch(/^The path of this folder holds a "#", and the tools cannot load a file from there: .+c#\. Move the folder, or rename the part with the "#"\.$/m);
});

test('another package manager is left to do its own work', async () => {
  const root = freshClone();
  const { code, stderr } = await rumor(['start'], { ...npmThat(root, INSTALLS), npm_config_user_agent: 'pnpm/10.1.0 npm/? node/v22' }, root);
  expect([code, stderr]).toEqual([1, 'Some packages are missing: run pnpm install, and then this again.\n']);
  expect(existsSync(join(root, 'calls.txt'))).toBe(false);
});

test('a package that is missing further down gets a sentence', async () => {
  const root = freshClone();
  const env = npmThat(root, INSTALLS);
  await rumor(['list'], env, root);
  for (const name of ['vitest', 'tsx']) rmSync(join(root, 'node_modules', name), { recursive: true });
  mkdirSync(join(root, 'node_modules', 'tsx'), { recursive: true });
  mkdirSync(join(root, 'node_modules', 'vitest'), { recursive: true });
  writeFileSync(join(root, 'node_modules', 'vitest', 'package.json'), '{}');
  writeFileSync(join(root, 'node_modules', 'tsx', 'package.json'), JSON.stringify({ type: 'module', exports: { './esm/api': './api.js' } }));
  writeFileSync(join(root, 'node_modules', 'tsx', 'api.js'), "import 'get-tsconfig';");
  const { code, stderr } = await rumor(['hint', '1'], env, root);
  expect([code, stderr]).toEqual([1, 'The package get-tsconfig is missing: run npm ci, and then this again.\n']);
});
