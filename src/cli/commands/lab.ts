import { relative } from 'node:path';
import type { Decay } from '../../gossip/types.ts';
import { wantsPlain } from '../../terminal/colour.ts';
import { textOf } from '../../terminal/line.ts';
import { codeFlag, codeFolder } from '../../course/code-folder.ts';
import { stepsOf, type Experiment } from '../../learner/lab/experiments/experiment.ts';
import { EXPERIMENTS } from '../../learner/lab/experiments/experiments.ts';
import { plainSheet } from '../../learner/lab/experiments/plain.ts';
import { jsonOf, renderSheet } from '../../learner/lab/experiments/render.ts';
import { runExperiment } from '../../learner/lab/experiments/run.ts';
import { runLab, type LabResult } from '../../learner/lab/measure.ts';
import { plainTable } from '../../learner/lab/plain.ts';
import { renderTable } from '../../learner/lab/render.ts';
import { POPULATION, SOURCE, TABLES } from '../../learner/lab/tables.ts';
import { ROOT } from '../../course/root.ts';
import { slashed } from '../../course/slashed.ts';
import { STEPS } from '../../course/steps.ts';
import { UsageError, type Arguments, type Command } from '../../terminal/usage.ts';
import { tellBusy } from '../../terminal/busy.ts';
import { tellPrinted } from '../../terminal/printed.ts';

const TRIALS = 50;
const MOST_TRIALS = 100_000;
const DECAYS: readonly Decay[] = ['feedback-counter', 'feedback-coin', 'blind-counter', 'blind-coin'];
const NAMES = EXPERIMENTS.map(({ name }) => name).join(', ');

/**
 * `--json` prints one object:
 *
 *     { source, nodes, trials, seed, code, tables: [{ number, title, decay, written, rows: [{ k, figures, exponent }] }] }
 *
 * `figures` holds `s`, `m` and, in Table 1, `t_last`, each as { measured, standardError, paper, deviation }.
 * `paper` and `deviation` (a share: 0.02 is 2 %) are absent where nothing was published, `number` is
 * null then, `written` is false and `rows` is empty where the code does not do the variant, `standardError` is null for one trial, and `exponent`, −ln s / m, where it is no number.
 *
 * With the name of another table:
 *
 *     { table, nodes, trials, seed, code, blocks: [{ title, rows: [{ row, expected, beside, measured }] }] }
 *
 * `measured` holds { measured, standardError } by column, null where that is not written; `expected` is
 * absent where no formula says anything, and `beside` what is allowed, as text by its name.
 */
export const lab: Command = {
  name: 'lab',
  summary: 'Put your code beside what was published or worked out: step 04 and the tables of 1987, or another table.',
  usage: `[${EXPERIMENTS.map(({ name }) => name).join(' | ')}] [flags]`,
  flags: {
    code: codeFlag,
    trials: { type: 'string', value: 'N', help: `how many runs each row is the mean of (default ${TRIALS}; ${EXPERIMENTS.map(({ name, trials }) => `${name} ${trials}`).join(', ')})` },
    seed: { type: 'string', value: 'N', help: 'the seed of the first run; each further one adds 1 (default 1)' },
    decay: { type: 'string', value: 'KIND', help: `of the tables of 1987 only this variant: ${DECAYS.join(', ')}` },
    plain: { type: 'boolean', help: 'print a sentence a row, in place of tables' },
    json: { type: 'boolean', help: 'print one JSON object with all figures' },
  },
  examples: ['node rumor lab', 'node rumor lab --code solutions --trials 1000', 'node rumor lab --decay blind-counter', 'node rumor lab wrong-pairs'],
  async run(args) {
    const [name, ...more] = args.positionals;
    if (args.on('json') && args.on('plain')) throw new UsageError('--json and --plain are two ways to print one thing; give one of them');
    if (name === undefined) return tablesOf1987(args);
    const experiment = EXPERIMENTS.find((each) => each.name === name);
    if (experiment === undefined || more.length > 0) throw new UsageError(`lab takes no ${JSON.stringify(experiment === undefined ? name : more[0])}; allowed: one of ${NAMES}, or nothing for the tables of 1987`);
    if (args.text('decay') !== undefined) throw new UsageError(`--decay is for the tables of 1987, and not for ${name}`);
    return askTheCode(args, experiment);
  },
};

async function tablesOf1987(args: Arguments): Promise<number> {
  const code = codeFolder(args.text('code') ?? 'steps', STEPS[3]!);
  const { trials, seed } = runsOf(args, TRIALS);
  const request = { code, trials, seed, decays: decaysOf(args.text('decay')) };
  const render = isPlain(args) ? plainTable : renderTable;
  const head = once([`Paper: ${SOURCE}.`, measuredLine(code, POPULATION, trials, seed)]);
  const result = await runLab(request, (table) => {
    if (args.on('json')) return;
    print([...head(), '', ...render(table)]);
  }, tellBusy);
  tellTrouble(result);
  if (result.fault !== undefined) return 1;
  if (args.on('json')) print([JSON.stringify({ source: SOURCE, nodes: POPULATION, trials, seed, code: nameOf(code), tables: result.tables })]);
  return 0;
}

async function askTheCode(args: Arguments, experiment: Experiment): Promise<number> {
  const { name, title, about, nodes, notes } = experiment;
  const code = codeFolder(args.text('code') ?? 'steps', STEPS[stepsOf(experiment).at(-1)! - 1]!);
  const { trials, seed } = runsOf(args, experiment.trials);
  const render = isPlain(args) ? plainSheet : renderSheet;
  const head = once([`${title}.`, ...about, measuredLine(code, nodes, trials, seed)]);
  const result = await runExperiment({ code, trials, seed, experiment: name }, experiment, (sheet) => {
    if (args.on('json')) return;
    print([...head(), '', ...render(sheet)]);
  }, tellBusy);
  tellTrouble(result);
  if (result.fault !== undefined) return 1;
  if (args.on('json')) print([JSON.stringify({ table: name, nodes, trials, seed, code: nameOf(code), blocks: result.sheets.map(jsonOf) })]);
  else if (notes.length > 0) print(['', ...notes]);
  return 0;
}

function runsOf(args: Arguments, usual: number): { readonly trials: number; readonly seed: number } {
  return {
    trials: args.wholeNumber('trials', 1, MOST_TRIALS) ?? usual,
    seed: args.wholeNumber('seed', 0, Number.MAX_SAFE_INTEGER - MOST_TRIALS) ?? 1,
  };
}

function measuredLine(code: string, nodes: number, trials: number, seed: number): string {
  return `Measured: ${nameOf(code)}, ${nodes} nodes, the mean of ${trials} ${trials === 1 ? 'run' : 'runs'} a row, seeds from ${seed}.`;
}

function isPlain(args: Arguments): boolean {
  return args.on('plain') || wantsPlain(process.env);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The lines the first time, and none after that: nothing is headed before there is something to print. */
function once(lines: readonly string[]): () => readonly string[] {
  let left = lines;
  return () => {
    const now = left;
    left = [];
    return now;
  };
}

/** What the code printed, and why it failed if it did. On standard error, apart from the figures. */
function tellTrouble({ fault, printed }: Pick<LabResult, 'fault' | 'printed'>): void {
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
