/** The process in which the lab plays an experiment through somebody's steps: it reports column after column, and is gone. */
import type { CreateNode, Message } from '../../../gossip/types.ts';
import { watch } from '../../../host/watch/watch.ts';
import { isWritten } from '../../../course/run/unwritten.ts';
import { STEPS } from '../../../course/steps.ts';
import { faultOf, faultOutside, guarded, loadGuarded } from '../../../recording/guard.ts';
import type { RunFault } from '../../../recording/messages.ts';
import type { Simulation } from '../../../sim/simulate.ts';
import { reporting } from '../reporting.ts';
import { Unfit, type Experiment, type Series } from './experiment.ts';
import { EXPERIMENTS } from './experiments.ts';
import type { Report, Request } from './messages.ts';

const { report, reportRound } = reporting<Report>();

watch();
process.once('message', (request: Request) => void answer(request));

async function answer(request: Request): Promise<void> {
  report({ type: 'loading' });
  const fault = await playAll(request, EXPERIMENTS.find(({ name }) => name === request.experiment)!);
  const done: Report = fault === undefined ? { type: 'done' } : { type: 'done', fault };
  process.send!(done, () => process.disconnect());
}

/** Plays column after column. A later step that is not written yet is passed by, once something was measured without it. */
async function playAll(request: Request, experiment: Experiment): Promise<RunFault | undefined> {
  let measured = false;
  const code = new Map<number, CreateNode>();
  for (const [block, { series: all }] of experiment.blocks.entries()) {
    for (const [series, column] of all.entries()) {
      const result = await playColumn(request, experiment, column, code);
      if ('outcomes' in result) {
        measured = true;
        report({ type: 'measured', block, series, ...result });
      } else if ('why' in result) report({ type: 'unwritten', block, series, ...result });
      else if (measured && result.sentence.includes('TODO step ')) report({ type: 'unwritten', block, series, why: result.sentence });
      else return result;
    }
  }
  return undefined;
}

type Played = { readonly outcomes: readonly (readonly number[])[] } | { readonly why: string } | RunFault;

async function playColumn({ code: folder, trials, seed }: Request, { nodes }: Experiment, column: Series, code: Map<number, CreateNode>): Promise<Played> {
  const named = (fault: RunFault): RunFault => ({ ...fault, sentence: `step 0${column.step}, ${fault.sentence}` });
  try {
    const createNode = code.get(column.step) ?? (await loadGuarded(folder, STEPS[column.step - 1]!, nodes));
    code.set(column.step, createNode);
    if (column.decay !== undefined && !isWritten(createNode, column.decay)) return { why: `step 0${column.step} does not do the decay ${column.decay}: it is a further task of step 04, and not written yet` };
    const outcomes: (readonly number[])[] = [];
    for (let trial = 0; trial < trials; trial++) {
      const result = playTrial(folder, nodes, column, createNode, seed + trial);
      if ('sentence' in result) return named(result);
      outcomes.push(result);
    }
    return { outcomes };
  } catch (error) {
    return named(faultOutside(error, folder));
  }
}

function playTrial(folder: string, nodes: number, column: Series, createNode: CreateNode, seed: number): readonly number[] | RunFault {
  const run = column.run(createNode, seed);
  let simulation: Simulation<Message> | undefined;
  try {
    for (;;) {
      const { done, value } = guarded({ nodes }, () => run.next());
      if (done === true) return value;
      simulation = value;
      reportRound(simulation.round);
    }
  } catch (error) {
    if (error instanceof Unfit) return { sentence: error.message, round: 0 };
    return faultOf(error, simulation, folder);
  }
}
