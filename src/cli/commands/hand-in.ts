import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { ROOT } from '../../course/root.ts';
import { STEPS } from '../../course/steps.ts';
import { archiveFor, packSteps, writeHandIn, type HandIn } from '../../grade/hand-in.ts';
import { lookAt } from '../../learner/progress/standing.ts';
import { howFar, rowOf, testSteps } from '../../learner/progress/test-steps.ts';
import { printableName } from '../../terminal/printable.ts';
import { UsageError, type Command } from '../../terminal/usage.ts';

export const handIn: Command = {
  name: 'hand-in',
  summary: 'Test your steps once, and write the archive that you hand in.',
  usage: '[<your name>] [flags]',
  flags: {},
  examples: ['node rumor hand-in ann', 'node rumor hand-in "Ann Miller"     names with spaces stand in quotes', 'node rumor hand-in                  the name that you have on this machine'],
  async run(args) {
    const [name, ...more] = args.positionals;
    if (more.length > 0) throw new UsageError(`hand-in takes one name; put it in quotes: node rumor hand-in "${args.positionals.join(' ')}"`);
    const file = archiveFor(name ?? nameHere());
    const packed = packSteps(ROOT);
    await testAll();
    const earlier = writeHandIn(resolve(file), packed.bytes);
    const lines = [...told(packed), '', `Hand in this file: ${resolve(file)}`, ...(earlier === undefined ? [] : [`What was called so before is ${earlier} now.`]), ...(name === undefined ? ['It has your name on this machine; node rumor hand-in <your name> gives it another.'] : [])];
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};

/** Who is logged in; on a machine that does not say, whoever hands in must. */
function nameHere(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** Steps that nobody has begun are not tested: all that it would say is that they are not begun. */
async function testAll(): Promise<void> {
  const files = lookAt(ROOT, 'steps');
  const begun = STEPS.filter((_, i) => files[i]!.file !== 'starter' && files[i]!.file !== 'missing');
  for await (const [step, outcome] of testSteps(ROOT, resolve(ROOT, 'steps'), begun)) process.stdout.write(`${rowOf(step, howFar(files[STEPS.indexOf(step)]!, outcome))}\n`);
  for (const step of STEPS) if (!begun.includes(step)) process.stdout.write(`${rowOf(step, files[STEPS.indexOf(step)]!.file === 'missing' ? 'missing' : 'not begun')}\n`);
}

const MOST_NAMES = 8;

function told({ bytes, files, left, unread }: HandIn): string[] {
  return [
    '',
    `In the archive, ${Math.ceil(bytes.length / 1024)} kB:`,
    ...files.map((name) => `  steps/${printableName(name)}`),
    ...unread.map((each) => `Not in it: steps/${printableName(each)}`),
    ...left.slice(0, MOST_NAMES).map((name) => `Not in it: steps/${printableName(name)}, which is no file of a step`),
    ...(left.length > MOST_NAMES ? [`Not in it: ${left.length - MOST_NAMES} more such files`] : []),
    'Not in it: everything outside of steps/. The tests of whoever counts your points are their own.',
  ];
}
