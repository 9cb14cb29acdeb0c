import { resolve } from 'node:path';
import { codeFlag } from '../../course/code-folder.ts';
import { replaceFile } from '../../course/replace-file.ts';
import { record, type Recording } from '../../recording/record.ts';
import { filmWorthShowing, showRun, tellAbout } from '../../recording/show-run.ts';
import { UsageError, type Arguments, type Command } from '../../terminal/usage.ts';
import { tellBusy } from '../../terminal/busy.ts';
import type { Spot } from '../../course/run/replay.ts';
import { RUN_FLAGS, wantedRun } from '../../course/run/wanted-run.ts';
import type { Film } from '../../view/film/film.ts';
import { castOf, movingSvg, stillSvg, type Wanted } from '../../view/take-home.ts';

export const play: Command = {
  name: 'play',
  summary: 'Show a rumor spreading through the code of a step.',
  usage: '<step> [flags]',
  flags: {
    ...RUN_FLAGS,
    code: codeFlag,
    plain: { type: 'boolean', help: 'print one line a round, and never repaint' },
    json: { type: 'boolean', help: 'print the trace as JSON Lines, and nothing else' },
    svg: { type: 'string', value: 'FILE', help: 'write the last frame, or that of --round, as a picture' },
    animate: { type: 'boolean', help: 'with --svg: the whole run, as a picture that moves' },
    cast: { type: 'string', value: 'FILE', help: 'write the run as a recording for asciinema' },
  },
  examples: [
    'node rumor play 4 --nodes 200 --fanout 2 --k 2 --loss 0.1 --seed 7',
    'node rumor play 5 --kill 17@5 --code solutions',
    'node rumor play 3 --write 0=a@1 --write 20=b@1 --cut 20@1-8',
    'node rumor play 4 --svg run.svg --animate',
  ],
  async run(args) {
    const [plain, trace] = [args.on('plain'), args.on('json')];
    if (trace && plain) throw new UsageError('--json and --plain are two ways to print one thing; give one of them');
    const { request, spot } = wantedRun(args, args.text('code') ?? 'steps');
    const files = filesOf(args);
    if (files.length > 0 && (trace || plain)) throw new UsageError('--svg and --cast write files, --json and --plain print; ask for one of the two');
    const recording = await record({ ...request, trace }, tellBusy);
    if (files.length > 0) takeHome(files, recording, spot);
    else if (trace) tellAbout(recording, false);
    else await showRun(recording, request, { plain, keys: true, ...spot });
    return recording.fault === undefined ? 0 : 1;
  },
};

/** A file that the run is to be written to, and what is in it. */
interface File {
  readonly name: string;
  readonly content: (film: Film, wanted: Wanted) => string;
}

function filesOf(args: Arguments): File[] {
  const [svg, cast, moving] = [args.text('svg'), args.text('cast'), args.on('animate')];
  if (moving && svg === undefined) throw new UsageError('--animate makes the picture of --svg move; give --svg FILE, too');
  const wanted: File[] = [];
  if (svg !== undefined) wanted.push({ name: named(svg, 'svg'), content: moving ? movingSvg : stillSvg });
  if (cast !== undefined) wanted.push({ name: named(cast, 'cast'), content: castOf });
  return wanted;
}

/** With another ending, a slip of the keyboard would put a picture in place of somebody's code. */
function named(file: string, ending: string): string {
  if (!file.endsWith(`.${ending}`)) throw new UsageError(`--${ending} ${file}; allowed: a file whose name ends in .${ending}`);
  return file;
}

function takeHome(files: readonly File[], recording: Recording, { round, node }: Spot): void {
  const film = filmWorthShowing(recording);
  for (const { name, content } of film === undefined ? [] : files) {
    replaceFile(resolve(name), content(film!, { round, mark: node }));
    process.stdout.write(`${name} is written.\n`);
  }
  tellAbout(recording, film !== undefined);
}
