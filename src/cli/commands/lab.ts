import { relative } from 'node:path';
import type { Decay } from '../../gossip/types.ts';
import { wantsPlain } from '../../terminal/colour.ts';
import { textOf } from '../../terminal/line.ts';
import { codeFlag, codeFolder } from '../../course/code-folder.ts';
import { runLab, type LabResult } from '../../learner/lab/measure.ts';
import { plainTable } from '../../learner/lab/plain.ts';
import { renderTable } from '../../learner/lab/render.ts';
import { POPULATION, SOURCE, TABLES } from '../../learner/lab/tables.ts';
import { ROOT } from '../../course/root.ts';
import { slashed } from '../../course/slashed.ts';
import { STEPS } from '../../course/steps.ts';
import { UsageError, type Command } from '../../terminal/usage.ts';
import { tellBusy } from '../../terminal/busy.ts';
import { tellPrinted } from '../../terminal/printed.ts';

const TRIALS = 50;
const MOST_TRIALS = 100_000;
const DECAYS: readonly Decay[] = ['feedback-counter', 'feedback-coin', 'blind-counter', 'blind-coin'];

/**
 * `--json` prints one object:
 *
 *     { source, nodes, trials, seed, code, tables: [{ number, title, decay, written, rows: [{ k, figures, exponent }] }] }
 *
 * `figures` holds `s`, `m` and, in Table 1, `t_last`, each as { measured, standardError, paper, deviation }.
 * `paper` and `deviation` (a share: 0.02 is 2 %) are absent where nothing was published, `number` is
 * null then, `written` is false and `rows` is empty where the code does not do the variant, `standardError` is null for one trial, and `exponent`, −ln s / m, where it is no number.
 */
export const lab: Command = {
  name: 'lab',
  summary: 'Put a step 04 beside the tables that were published in 1987.',
  usage: '[flags]',
  flags: {
    code: codeFlag,
    trials: { type: 'string', value: 'N', help: `how many runs each row is the mean of (default ${TRIALS})` },
    seed: { type: 'string', value: 'N', help: 'the seed of the first run; each further one adds 1 (default 1)' },
    decay: { type: 'string', value: 'KIND', help: `only this variant: ${DECAYS.join(', ')}` },
    plain: { type: 'boolean', help: 'print a sentence a row, in place of tables' },
    json: { type: 'boolean', help: 'print one JSON object: source, nodes, trials, seed, code, tables' },
  },
  examples: ['node rumor lab', 'node rumor lab --code solutions --trials 1000', 'node rumor lab --decay blind-counter'],
  async run(args) {
    if (args.positionals.length > 0) throw new UsageError(`lab takes no ${JSON.stringify(args.positionals[0])}; it always runs step 04`);
    const code = codeFolder(args.text('code') ?? 'steps', STEPS[3]!);
    const trials = args.wholeNumber('trials', 1, MOST_TRIALS) ?? TRIALS;
    const seed = args.wholeNumber('seed', 0, Number.MAX_SAFE_INTEGER - MOST_TRIALS) ?? 1;
    const request = { code, trials, seed, decays: decaysOf(args.text('decay')) };
    const json = args.on('json');
    if (json && args.on('plain')) throw new UsageError('--json and --plain are two ways to print one thing; give one of them');
    const render = args.on('plain') || wantsPlain(process.env) ? plainTable : renderTable;
    const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);
    let headed = false;
    const result = await runLab(request, (table) => {
      if (json) return;
      if (!headed) print([`Paper: ${SOURCE}.`, `Measured: ${nameOf(code)}, ${POPULATION} nodes, the mean of ${trials} ${trials === 1 ? 'run' : 'runs'} a row, seeds from ${seed}.`]);
      headed = true;
      print(['', ...render(table)]);
    }, tellBusy);
    tellTrouble(result);
    if (result.fault !== undefined) return 1;
    if (json) print([JSON.stringify({ source: SOURCE, nodes: POPULATION, trials, seed, code: nameOf(code), tables: result.tables })]);
    return 0;
  },
};

/** What the code printed, and why it failed if it did. On standard error, apart from the figures. */
function tellTrouble({ fault, printed }: LabResult): void {
  const lines = tellPrinted(printed).map(textOf);
  if (fault !== undefined) lines.push(fault.sentence);
  if (fault?.place !== undefined) lines.push(`  at ${fault.place}`);
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
}

function decaysOf(text: string | undefined): readonly Decay[] {
  if (text === undefined) return TABLES.map(({ decay }) => decay);
  const decay = DECAYS.find((each) => each === text);
  if (decay === undefined) throw new UsageError(`--decay ${text}; allowed: one of ${DECAYS.join(', ')}`);
  return [decay];
}

/** A folder of the repository by its short name, another one by its path. */
function nameOf(folder: string): string {
  const name = relative(ROOT, folder);
  return name.startsWith('..') ? folder : slashed(name);
}
