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
import type { Ending, Film } from '../view/film/film.ts';
import { topicNamed, type TopicName } from '../view/topics/topics.ts';
import { STEPS, type Step } from '../course/steps.ts';
import { faultOf, faultOutside, guarded, loadGuarded } from './guard.ts';
import { Flood } from './flood.ts';
import type { RunRequest } from '../course/run/request.ts';
import { isWritten } from '../course/run/unwritten.ts';
import { asksForVariant, runTitle, unwrittenNote } from '../course/run/variant.ts';
import { READER_GONE, type Outcome, type Report } from './messages.ts';
import { EndOfRun } from './end-of-run.ts';

watch();
process.once('message', (request: RunRequest) => void play(request));

async function play(request: RunRequest): Promise<void> {
  const step = STEPS[request.step - 1]!;
  const { scenario } = request;
  const output = request.trace ? tracePrinter() : filmMaker(scenario, step);
  report({ type: 'loading' });
  let run: Run;
  try {
    const createNode = await loadGuarded(request.code, step, scenario.nodes);
    run = playThrough(request, createNode, output.listen);
  } catch (error) {
    run = { fault: faultOutside(error, request.code) };
  }
  weRun();
  if (run.fault !== undefined) run = { ...run, fault: { ...run.fault, sentence: `step ${step.folder.slice(0, 2)}, ${run.fault.sentence}` } };
  const { ending: _, ...outcome } = run;
  const done: Report = { type: 'done', ...output.finish(run), ...outcome };
  // A long film is many megabytes: whoever hangs up before all of it is sent loses it.
  process.send!(done, () => process.disconnect());
}

/** How a run went, and why it is over. */
interface Run extends Outcome {
  readonly ending?: Ending;
}

/** Where the trace goes, and what is handed over in the end. */
interface Output {
  readonly listen: TraceListener;
  finish(run: Run): { film?: Film };
}

function filmMaker(scenario: Scenario, step: Step): Output {
  const maker = new FilmMaker(scenario, topicNamed(topicOf(step, scenario)), step.title);
  return {
    listen: maker.listen,
    finish({ fault, note, ending }) {
      const title = runTitle(step, scenario.decay, note === undefined);
      return { film: { ...maker.finish(fault), title, ...(ending === undefined ? {} : { ending }) } };
    },
  };
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
function playThrough({ step, scenario, code, whole = false }: RunRequest, createNode: CreateNode, listen: TraceListener): Run {
  const end = new EndOfRun(scenario);
  const flood = new Flood(scenario);
  const watch: TraceListener = (event) => {
    flood.listen(event);
    end.listen(event);
    listen(event);
  };
  let simulation: Simulation<Message> | undefined;
  let note: Outcome = {};
  try {
    const { decay } = scenario;
    const written = !asksForVariant(STEPS[step - 1]!, decay) || guarded(scenario, () => isWritten(createNode, decay));
    if (!written) note = { note: unwrittenNote(decay) };
    const playing = guarded(scenario, () => new Simulation(scenario, createNode, watch));
    simulation = playing;
    for (;;) {
      const ending = endingOf(playing, scenario, whole ? undefined : end.now);
      if (ending !== undefined) return { ...note, ending };
      report({ type: 'playing', round: playing.round + 1 });
      guarded(scenario, () => playing.playRound());
    }
  } catch (error) {
    // In step 01 the node is ours: the learner has written the function that it asks.
    return { ...note, fault: faultOf(error, simulation, code, step === 1 ? 'selectPeers' : 'handle') };
  }
}

function endingOf({ quiet, round }: Simulation<Message>, { rounds }: Scenario, seen: Ending | undefined): Ending | undefined {
  if (seen !== undefined) return seen;
  if (quiet) return 'quiet';
  return round < rounds ? undefined : 'rounds';
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
