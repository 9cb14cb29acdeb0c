import { join } from 'node:path';
import { loadClusterCode } from '../../cluster/code.ts';
import { MOST_NODES } from '../../sim/knobs.ts';
import { bench as measureAll } from '../../authoring/bench/bench.ts';
import { measureAllFrames, renderFrames } from '../../authoring/bench/frames.ts';
import { besiege, renderSiege } from '../../authoring/bench/siege.ts';
import { measureLoop, renderLoop } from '../../authoring/bench/loop.ts';
import { codeFlag, codeFolder } from '../../course/code-folder.ts';
import { pickStep } from '../../course/pick-step.ts';
import { fileOf, STEPS } from '../../course/steps.ts';
import { Refusal } from '../../host/refusal.ts';
import { UsageError, type Arguments, type Command } from '../../terminal/usage.ts';

/** Answers with what was measured, and writes it for a reader on the way. */
type Section = (args: Arguments, code: string, write: (text: string) => void) => Promise<unknown>;

const SECTIONS: Readonly<Record<string, Section>> = {
  async sim(args, code, write) {
    const sizes = args.wholeNumbers('nodes', 2, MOST_NODES);
    return measureAll({ code, ...(sizes.length === 0 ? {} : { sizes }) }, write);
  },
  async frames(_args, code, write) {
    const measured = await measureAllFrames(code);
    write(renderFrames(measured));
    return measured;
  },
  async loop(args, code, write) {
    const measured = await measureLoop(code, pickStep(args.text('step') ?? '1'));
    write(renderLoop(measured));
    return measured;
  },
  async wire(args, code, write) {
    const step = STEPS.at(-1)!;
    const siege = besiege(await loadClusterCode(join(code, fileOf(step))), args.wholeNumber('datagrams', 1, MOST_DATAGRAMS) ?? DATAGRAMS, args.wholeNumber('seed', 0, 1e9) ?? 1);
    write(renderSiege(siege));
    if (!siege.answers) throw new Error('the member does not answer any more');
    return siege;
  },
};

const DATAGRAMS = 100_000;
const MOST_DATAGRAMS = 1e8;
const NAMES = Object.keys(SECTIONS);

export const bench: Command = {
  name: 'bench',
  summary: "Measure the simulator against a bare loop, a frame of the picture, the learner's loop against vitest --watch, and a member of a cluster under garbage.",
  usage: `${NAMES.map((name) => `[${name}]`).join(' ')} [flags]`,
  flags: {
    code: { ...codeFlag, help: 'whose code: solutions (the default), steps, or any folder of that shape' },
    nodes: { type: 'string', multiple: true, value: 'N', help: 'sim: only groups of this size; may be given several times' },
    step: { type: 'string', value: 'N', help: 'loop: the step that is saved; 1 unless told' },
    datagrams: { type: 'string', value: 'N', help: `wire: how many; ${DATAGRAMS} unless told` },
    seed: { type: 'string', value: 'N', help: 'wire: of the garbage (default 1)' },
    json: { type: 'boolean', help: 'print one JSON object in place of the tables, for programs; its keys are the sections' },
  },
  examples: ['node rumor bench', 'node rumor bench frames', 'node rumor bench loop --step 2', 'node rumor bench loop --json', 'node rumor bench wire --datagrams 1000000', 'node rumor bench sim --nodes 1000 --nodes 100000 --code steps'],
  async run(args) {
    const code = codeFolder(args.text('code') ?? 'solutions', STEPS[0]!);
    const sections = sectionsOf(args.positionals);
    const write = (text: string): void => void process.stdout.write(text);
    const measured: Record<string, unknown> = {};
    try {
      for (const [i, name] of sections.entries()) {
        if (i > 0 && !args.on('json')) write('\n');
        measured[name] = await SECTIONS[name]!(args, code, args.on('json') ? () => undefined : write);
      }
    } catch (error) {
      if (error instanceof Refusal) throw error;
      process.stderr.write(`${(error as Error).message}\n`);
      return 1;
    }
    if (args.on('json')) write(`${JSON.stringify(measured, null, 2)}\n`);
    return 0;
  },
};

/** What to measure: everything, unless some sections are named. */
function sectionsOf(named: readonly string[]): readonly string[] {
  const unknown = named.find((section) => !NAMES.includes(section));
  if (unknown !== undefined) throw new UsageError(`bench ${unknown}; allowed: ${NAMES.join(', ')}, or nothing for all`);
  return named.length === 0 ? NAMES : NAMES.filter((name) => named.includes(name));
}
