/**
 * The process in which recorded code runs. Whatever the code does, it does it here: the process is
 * told what to play, plays it to its end, reports, and is gone.
 */
import { writeSync } from 'node:fs';
import type { CreateNode, Message } from '../gossip/types.ts';
import type { Scenario } from '../sim/scenario.ts';
import { Simulation } from '../sim/simulate.ts';
import { watch, weRun } from '../host/watch/watch.ts';
import type { TraceEvent, TraceListener } from '../host/trace.ts';
import { FilmMaker } from '../view/film/film-maker.ts';
import type { Film } from '../view/film/film.ts';
import { topicNamed, type TopicName } from '../view/topics/topics.ts';
import { STEPS, type Step } from '../course/steps.ts';
import { faultOf, faultOutside, guarded, loadGuarded } from './guard.ts';
import { Flood } from './flood.ts';
import type { RunRequest } from '../course/run/request.ts';
import { READER_GONE, type Report, type RunFault } from './messages.ts';
import { Settled } from './end-of-run.ts';

watch();
process.once('message', (request: RunRequest) => void play(request));

async function play(request: RunRequest): Promise<void> {
  const step = STEPS[request.step - 1]!;
  const { scenario } = request;
  const output = request.trace ? tracePrinter() : filmMaker(scenario, step);
  report({ type: 'loading' });
  let fault: RunFault | undefined;
  try {
    const createNode = await loadGuarded(request.code, step, scenario.nodes);
    fault = run(request, createNode, output.listen);
  } catch (error) {
    fault = faultOutside(error, request.code);
  }
  weRun();
  if (fault !== undefined) fault = { ...fault, sentence: `step ${step.folder.slice(0, 2)}, ${fault.sentence}` };
  const done: Report = { type: 'done', ...output.finish(fault), ...(fault === undefined ? {} : { fault }) };
  // A long film is many megabytes: whoever hangs up before all of it is sent loses it.
  process.send!(done, () => process.disconnect());
}

/** Where the trace goes, and what is handed over in the end. */
interface Output {
  readonly listen: TraceListener;
  finish(fault: RunFault | undefined): { film?: Film };
}

function filmMaker(scenario: Scenario, step: Step): Output {
  const maker = new FilmMaker(scenario, topicNamed(topicOf(step, scenario)), step.title);
  return { listen: maker.listen, finish: (fault) => ({ film: maker.finish(fault) }) };
}

/** Where clients write different values, who holds which is what there is to see, whatever the step. */
function topicOf({ topic }: Step, { writes }: Scenario): TopicName {
  const values = new Set(writes.map(({ value }) => value));
  return topic === 'rumor' && values.size > 1 ? 'values' : topic;
}

function tracePrinter(): Output {
  // Standard output belongs to the trace. What the code prints goes where it cannot be taken for it.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return {
    listen: (event) => printLine(JSON.stringify(event)),
    finish: () => ({}),
  };
}

/** Plays the scenario to its end, unless the code fails, takes too long over something, or floods the network. */
function run({ scenario, code, whole = false }: RunRequest, createNode: CreateNode, listen: TraceListener): RunFault | undefined {
  const settled = new Settled(scenario);
  const flood = new Flood(scenario);
  const watch: TraceListener = (event) => {
    flood.listen(event);
    settled.listen(event);
    listen(event);
  };
  let simulation: Simulation<Message> | undefined;
  try {
    const playing = guarded(scenario, () => new Simulation(scenario, createNode, watch));
    simulation = playing;
    while (playing.round < scenario.rounds && !playing.quiet && (whole || !settled.now)) {
      report({ type: 'playing', round: playing.round + 1 });
      guarded(scenario, () => playing.playRound());
    }
    return undefined;
  } catch (error) {
    return faultOf(error, simulation, code);
  }
}

function report(message: Report): void {
  process.send!(message);
}

/** Writes to standard output at once. A reader that has gone away (`| head`) ends the process quietly. */
function printLine(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(READER_GONE);
      if (code !== 'EAGAIN') throw error;
    }
  }
}
