import { fileTrouble } from '../course/file-trouble.ts';
import { Refusal } from '../host/refusal.ts';
import { endWithReader } from '../terminal/reader-gone.ts';
import { helpOf, parse, UsageError, type Commands } from '../terminal/usage.ts';
import { refuseLostFlags } from './lost-dashes.ts';
import { overview } from './overview.ts';

/** The commands, loaded when they are asked for: a help page should not wait for a test runner. */
export const COMMANDS: Commands = {
  start: async () => (await import('./commands/start.ts')).start,
  step: async () => (await import('./commands/step.ts')).step,
  list: async () => (await import('./commands/list.ts')).list,
  hint: async () => (await import('./commands/hint.ts')).hint,
  'catch-up': async () => (await import('./commands/catch-up.ts')).catchUp,
  reset: async () => (await import('./commands/reset.ts')).reset,
  update: async () => (await import('./commands/update.ts')).update,
  undo: async () => (await import('./commands/undo.ts')).undo,
  play: async () => (await import('./commands/play.ts')).play,
  cluster: async () => (await import('./commands/cluster.ts')).cluster,
  'hand-in': async () => (await import('./commands/hand-in.ts')).handIn,
  lab: async () => (await import('./commands/lab.ts')).lab,
  maelstrom: async () => (await import('./commands/maelstrom.ts')).maelstrom,
  typecheck: async () => (await import('./commands/typecheck.ts')).typecheck,
  verify: async () => (await import('./commands/verify.ts')).verify,
  bench: async () => (await import('./commands/bench.ts')).bench,
  check: async () => (await import('./commands/check.ts')).check,
  kit: async () => (await import('./commands/kit.ts')).kit,
  grade: async () => (await import('./commands/grade.ts')).grade,
  slides: async () => (await import('./commands/slides.ts')).slides,
};

const WRONG_USE = 2;

/** Runs the command line, and leaves the exit code in `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  endWithReader();
  process.exitCode = await runPolitely(argv);
}

/** Answers with the exit code. What makes no sense, and what the file system refuses, gets a sentence on standard error. */
export async function runPolitely(argv: readonly string[]): Promise<number> {
  try {
    return await run(argv);
  } catch (thrown) {
    const error = fileTrouble(thrown) ?? thrown;
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return WRONG_USE;
  }
}

/** The command whose name has the same letters, or begins alike. */
function meant(name: string): string {
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
  const wanted = letters(name);
  // Two letters begin too many words.
  if (wanted.length < 3) return '';
  const near = Object.keys(COMMANDS).find((each) => letters(each).startsWith(wanted) || wanted.startsWith(letters(each)));
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}

/** Answers with the exit code. Throws a {@link Refusal} at what makes no sense. */
export async function run([name = 'start', ...rest]: readonly string[]): Promise<number> {
  // Nothing of ours begins with dashes and is no flag, so the `--` of npm's form means nothing here.
  const argv = rest.filter((word) => word !== '--');
  if (['help', '--help', '-h'].includes(name)) {
    process.stdout.write(overview());
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    throw new UsageError(`there is no command ${JSON.stringify(name)}${meant(name)}; node rumor help shows those there are`);
  }
  const command = await load();
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(helpOf(command));
    return 0;
  }
  refuseLostFlags(command, argv, process.env);
  return command.run(parse(command, argv), COMMANDS);
}
