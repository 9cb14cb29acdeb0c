import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { grade as gradeAll } from '../../grade/grade.ts';
import { findSubmissions } from '../../grade/intake/find-submissions.ts';
import { renderCsv } from '../../grade/report/csv.ts';
import { renderJson } from '../../grade/report/json.ts';
import { renderJunit } from '../../grade/report/junit.ts';
import { displayOf } from '../../terminal/display.ts';
import { progressBar } from '../../terminal/progress-bar.ts';
import { renderTable } from '../../grade/report/table.ts';
import { openStore } from '../../grade/store.ts';
import { endCells } from '../../grade/walls.ts';
import { FileTrouble } from '../../course/file-trouble.ts';
import { replaceFile } from '../../course/replace-file.ts';
import { ROOT } from '../../course/root.ts';
import { UsageError, type Command } from '../../terminal/usage.ts';

export const grade: Command = {
  name: 'grade',
  summary: 'Grade what learners handed in: folders, git checkouts or archives.',
  usage: '<submission> … [flags]',
  flags: {
    json: { type: 'boolean', help: 'print everything as JSON, and no table' },
    csv: { type: 'string', value: 'FILE', help: 'write one line a submission' },
    junit: { type: 'string', value: 'FILE', help: 'write the form that build servers read' },
    jobs: { type: 'string', value: 'N', help: 'how many submissions at a time (as many as there are processors)' },
    fresh: { type: 'boolean', help: 'forget the results of earlier runs' },
  },
  examples: ['node rumor grade submissions', 'node rumor grade class.zip --csv points.csv', 'node rumor grade submissions --json > points.json'],
  async run(args) {
    if (args.positionals.length === 0) throw new UsageError('what shall be graded? Give folders or archives, or one folder that holds them: node rumor grade submissions');
    const store = openStore(join(ROOT, '.workshop', 'grade', 'results.jsonl'), { fresh: args.on('fresh') });
    const progress = progressBar(process.stderr);
    const stop = (): void => {
      endCells();
      progress.end();
      process.stderr.write(`stopped; what was graded is kept, and the same command${args.on('fresh') ? ' without --fresh' : ''} goes on from there\n`, () => process.exit(INTERRUPTED));
    };
    process.once('SIGINT', stop);
    try {
      const paths = findSubmissions(args.positionals);
      progress.say('trying the tests on the reference solutions');
      const report = await gradeAll({ paths, jobs: args.wholeNumber('jobs', 1, 99) ?? availableParallelism(), store, onProgress: (done, of, { name, points }) => progress.show(done, of, `${name} ${points.own}`) });
      progress.end();
      const [csv, junit] = [args.text('csv'), args.text('junit')];
      if (csv !== undefined) writeReport('--csv', csv, renderCsv(report));
      if (junit !== undefined) writeReport('--junit', junit, renderJunit(report));
      if (args.on('json')) process.stdout.write(renderJson(report));
      else displayOf({ plain: true }).print(renderTable(report));
      return report.results.some(({ problem }) => problem !== undefined) ? 1 : 0;
    } finally {
      process.off('SIGINT', stop);
    }
  },
};

/** What a shell says of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** The work is done and remembered: another run with another name takes a moment. */
function writeReport(flag: string, file: string, text: string): void {
  try {
    if (!existsSync(dirname(file))) throw new FileTrouble(`${file} cannot be written: there is no folder ${dirname(file)}`);
    replaceFile(file, text);
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    throw new UsageError(`${flag}: ${error.message}; name another file. What was graded is kept`);
  }
}
