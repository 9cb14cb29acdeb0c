/**
 * Runs the tests, and tells which lines of `src` they reach. Half of that code runs in processes
 * that the tests start: Vitest counts its own, Node notes down what all others did, and a line
 * counts as reached when either saw it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readLines, type Lines } from './lines.ts';
import { render } from './render.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const TOOLS = join(import.meta.dirname, 'node_modules');
const FOLDER = join(ROOT, '.workshop', 'coverage');
const IN_VITEST = join(FOLDER, 'vitest');
const ELSEWHERE = join(FOLDER, 'processes');
const SUMMED_UP = join(FOLDER, 'c8');

/** Runs a program of node's, and answers with its exit code. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
}

const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const noted = { NODE_V8_COVERAGE: ELSEWHERE };

function runTests(): number {
  const counting = [
    'enabled',
    'provider=custom',
    `customProviderModule=${join(TOOLS, '@vitest', 'coverage-v8', 'dist', 'index.js')}`,
    'include=src/**',
    'exclude=**/*.d.ts',
    'reporter=json',
    'reportOnFailure=true',
    `reportsDirectory=${IN_VITEST}`,
  ];
  const projects = ['rooms', 'programs', 'solutions', 'instructor'];
  return run([VITEST, 'run', ...projects.flatMap((name) => ['--project', name]), ...counting.map((option) => `--coverage.${option}`)], noted);
}

/** The deck has tests of its own, for whoever has installed their browser driver. */
function runSlides(): number {
  if (!existsSync(join(ROOT, 'test', 'slides', 'node_modules'))) {
    console.log('\nThe tests of the slides are left out: npm ci --prefix test/slides brings what they need.');
    return 0;
  }
  return run([VITEST, 'run', '--config', join(ROOT, 'test', 'slides', 'vitest.config.ts')], noted);
}

/** Some tests start the program from a copy of the repository. Its lines are the lines of the original. */
function takeCopiesForTheOriginal(): void {
  const copy = /file:\/\/[^"]*?\/rumor-\w+\/(?=src\/)/g;
  const original = `${pathToFileURL(ROOT).href}/`;
  for (const name of readdirSync(ELSEWHERE)) {
    const file = join(ELSEWHERE, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(copy, original));
  }
}

function sumUp(): number {
  takeCopiesForTheOriginal();
  const c8 = join(TOOLS, 'c8', 'bin', 'c8.js');
  return run([c8, 'report', '--merge-async', '--temp-directory', ELSEWHERE, '--include', 'src/**', '--reporter', 'json', '--reports-dir', SUMMED_UP]);
}

function bothSeen(): Lines {
  const lines = readLines(join(IN_VITEST, 'coverage-final.json'));
  const elsewhere = readLines(join(SUMMED_UP, 'coverage-final.json'));
  for (const [file, hits] of lines) {
    for (const line of hits.keys()) if (elsewhere.get(file)?.get(line)) hits.set(line, true);
  }
  return lines;
}

if (!existsSync(TOOLS)) {
  console.error('The tools are missing; install them with: npm ci --prefix test/coverage');
  process.exit(2);
}
rmSync(FOLDER, { recursive: true, force: true, maxRetries: 5 });
mkdirSync(ELSEWHERE, { recursive: true });
const testsFailed = [runTests(), runSlides()].some((code) => code !== 0);
process.exitCode = sumUp();
console.log(render(bothSeen(), join(ROOT, 'src')));
// Node writes its notes from inside each process, and the walls of the grader forbid just that.
if (testsFailed) console.log('\nSome tests failed while they were watched. Whether they pass is for npm test and node rumor test:instructor to say.');
