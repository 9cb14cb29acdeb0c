import { join } from 'node:path';
import { onlyStep } from '../../course/pick-step.ts';
import { STATE_FILE } from '../../learner/progress/store.ts';
import { hintsOf, whyOf } from '../../course/hints.ts';
import { loadProgress, saveProgress } from '../../learner/progress/store.ts';
import { lookAt, standingsOf } from '../../learner/progress/standing.ts';
import { ROOT } from '../../course/root.ts';
import { UsageError, type Command } from '../../terminal/usage.ts';
import { wrap } from '../../terminal/wrap.ts';

/** Broken at blanks on a terminal, which would break it in the middle of a word. */
const wrapped = (text: string): string => text.split('\n').flatMap((each) => wrap(each, process.stdout.columns ?? Infinity)).join('\n');

export const hint: Command = {
  name: 'hint',
  summary: 'Show the next hint of a step, and the ones before it; when it is done, why the reference does it so.',
  usage: '<step>',
  flags: { again: { type: 'boolean', help: 'show the hints seen so far, and no new one' } },
  async run(args) {
    const step = onlyStep(args.positionals);
    const hints = hintsOf(ROOT, step);
    if (hints.length === 0) throw new UsageError(`step ${step.number} has no hints`);
    const file = join(ROOT, STATE_FILE);
    const { progress, found, writable } = loadProgress(file);
    const why = whyOf(ROOT, step);
    const standing = standingsOf(lookAt(ROOT, 'steps'), progress.tested)[step.number - 1]!;
    if (why !== undefined && !args.on('again') && ['done', 'caught up'].includes(standing)) {
      process.stdout.write(`This step is done. Why the reference does it so, and what would have looked as good:\n\n${wrapped(why)}\n\nThe hints: node rumor hint ${step.number} --again\n`);
      return 0;
    }
    const seen = progress.hints[step.number] ?? 0;
    const shown = Math.min(hints.length, args.on('again') ? seen : seen + 1);
    for (const [i, { title, text }] of hints.slice(0, shown).entries()) {
      process.stdout.write(`Hint ${i + 1} of ${hints.length}: ${title}\n\n${wrapped(text)}\n\n`);
    }
    process.stdout.write(shown < hints.length ? `Next time: ${hints[shown]!.title}\n` : 'That was the last hint.\n');
    const current = found ? progress.current : step.number;
    if (writable) saveProgress(file, { ...progress, current, hints: { ...progress.hints, [step.number]: shown } });
    return 0;
  },
};
