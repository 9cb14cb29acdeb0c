// What has to be right before TypeScript can be loaded: the packages, and tsx, which the oldest Node
// we support needs to read our files. Plain JavaScript, with imports from Node alone.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { tellWhatIsMissing } from './packages.js';
import { refusePath } from './odd-path.js';
import { isSetUp, setUp } from './set-up.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Commands that are Vitest's own, with whatever flags stand after them. */
const VITEST = {
  test: ['run', '--project', 'rooms', '--project', 'solutions'],
  'test:programs': ['run', '--project', 'programs'],
  'test:instructor': ['run', '--project', 'instructor'],
  'test:windows': ['run', '--project', 'windows'],
  ui: ['--ui', '--project', 'steps'],
};

/** tsx reads all that is loaded after it, and Vitest is so large that this would take a second. */
const RUN_TESTS = ['start', 'step', 'list', 'check', 'verify'];

/** @param {readonly string[]} argv */
export async function launch(argv) {
  const [command = 'start', ...rest] = argv;
  if (command === 'doctor') return (await import('./doctor.js')).main(rest);
  const refusal = refusePath(ROOT);
  if (refusal !== undefined) return tell(refusal);
  if (!isSetUp(ROOT) && !(await setUp(ROOT))) return void (process.exitCode = 1);
  try {
    if (Object.hasOwn(VITEST, command)) await runVitest([...VITEST[command], ...rest]);
    else await runOurs(command, argv);
  } catch (error) {
    const sentence = tellWhatIsMissing(error);
    if (sentence === undefined) throw error;
    tell(sentence);
  }
}

function tell(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

async function runOurs(command, argv) {
  if (RUN_TESTS.includes(command)) await import('vitest/node');
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('./cli.ts');
  await main(argv);
}

/** In this process, so that keys, signals and the exit code are Vitest's own. It looks for our settings where it is started. */
async function runVitest(args) {
  process.chdir(ROOT);
  const program = join(dirname(fileURLToPath(import.meta.resolve('vitest/package.json'))), 'vitest.mjs');
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}
