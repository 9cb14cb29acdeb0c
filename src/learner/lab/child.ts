/** The process in which the lab runs somebody's step 04: it plays row after row, reports each, and is gone. */
import type { CreateNode, Decay } from '../../gossip/types.ts';
import { faultOf, faultOutside, guarded, loadGuarded } from '../../recording/guard.ts';
import type { RunFault } from '../../recording/messages.ts';
import { STEPS } from '../../course/steps.ts';
import type { Outcome, Report, Request } from './messages.ts';
import { MOST_K, POPULATION } from './tables.ts';
import { watch } from '../../host/watch/watch.ts';
import { Trial, trialScenario } from './trial.ts';
import { isWritten } from '../../course/run/unwritten.ts';
import { reporting } from './reporting.ts';

const { report, reportRound } = reporting<Report>();

watch();
process.once('message', (request: Request) => void play(request));

async function play(request: Request): Promise<void> {
  report({ type: 'loading' });
  let fault: RunFault | undefined;
  try {
    const createNode = await loadGuarded(request.code, STEPS[3]!, POPULATION);
    fault = playRows(request, createNode);
  } catch (error) {
    fault = faultOutside(error, request.code);
  }
  const done: Report = fault === undefined ? { type: 'done' } : { type: 'done', fault: { ...fault, sentence: `step 04, ${fault.sentence}` } };
  process.send!(done, () => process.disconnect());
}

function playRows(request: Request, createNode: CreateNode): RunFault | undefined {
  for (const decay of request.decays) {
    if (!isWritten(createNode, decay)) {
      report({ type: 'unwritten', decay });
      continue;
    }
    for (let k = 1; k <= MOST_K; k++) {
      const outcomes: Outcome[] = [];
      for (let trial = 0; trial < request.trials; trial++) {
        const result = playTrial(request.code, createNode, decay, k, request.seed + trial);
        if ('sentence' in result) return result;
        outcomes.push(result);
      }
      report({ type: 'row', decay, k, outcomes });
    }
  }
  return undefined;
}

function playTrial(code: string, createNode: CreateNode, decay: Decay, k: number, seed: number): Outcome | RunFault {
  const scenario = trialScenario(decay, k, seed);
  let trial: Trial | undefined;
  try {
    const playing = guarded(scenario, () => new Trial(scenario, createNode));
    trial = playing;
    for (let round = 1; round <= scenario.rounds; round++) {
      reportRound(round);
      if (!guarded(scenario, () => playing.playRound())) return playing.outcome;
    }
    const sentence = `with ${decay}, k ${k} and seed ${seed}, the rumor is still spread after ${scenario.rounds} rounds: it never cools`;
    return { sentence, round: scenario.rounds };
  } catch (error) {
    return faultOf(error, trial?.simulation, code);
  }
}
