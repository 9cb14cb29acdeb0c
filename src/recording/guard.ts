import type { CreateNode, Message } from '../gossip/types.ts';
import { brief } from '../host/brief.ts';
import { NodeFault } from '../host/node-fault.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Simulation } from '../sim/simulate.ts';
import { EndlessError, stopIfEndless } from '../host/endless.ts';
import { theyRun } from '../host/watch/watch.ts';
import { loadCode } from '../course/load-code.ts';
import { placeIn } from '../course/place.ts';
import { ROOT } from '../course/root.ts';
import type { Step } from '../course/steps.ts';
import { withoutWorld } from '../host/without-world.ts';
import { FloodError } from './flood.ts';
import type { RunFault } from './messages.ts';

/** How much of the processor a piece of a run may take, in milliseconds: two seconds, more for large groups. */
const patienceFor = (nodes: number): number => 2000 + nodes / 20;

/** One piece of a run, in a world without clocks. */
export function guarded<T>({ nodes }: Pick<Scenario, 'nodes'>, body: () => T): T {
  return stopIfEndless(patienceFor(nodes), () => withoutWorld(body));
}

/** The code of a step while it loads, and after it has: what it leaves behind is watched from outside, too. */
export async function loadGuarded(folder: string, step: Step, nodes: number): Promise<CreateNode> {
  theyRun(patienceFor(nodes));
  // A process with nothing left to do ends. A file that waits for what never comes is to be told as that.
  const awake = setInterval(() => undefined, 1000);
  try {
    return await loadCode(folder, step);
  } finally {
    clearInterval(awake);
    theyRun(patienceFor(nodes));
  }
}

/**
 * What went wrong in a guarded piece of a run. Throws `error` again if it is nobody's fault here.
 * `asked` is the function of the learner that a node is, or that it asks.
 */
export function faultOf(error: unknown, simulation: Simulation<Message> | undefined, code: string, asked = 'handle'): RunFault {
  if (error instanceof NodeFault) {
    const { cause, node, round = 0 } = error;
    const isTodo = cause instanceof Error && cause.message.startsWith('TODO ');
    const sentence = isTodo ? `node ${node}, round ${round}: ${cause.message}` : error.message;
    return { sentence, round, node, ...placeOf(error, code) };
  }
  if (error instanceof FloodError && simulation !== undefined) return { sentence: `round ${simulation.round}: ${error.message}`, round: simulation.round };
  if (!(error instanceof EndlessError)) throw error;
  const sentence = `${error.message}: ${error.because}`;
  if (simulation === undefined) return { sentence: `createNode(setup) ${sentence}`, round: 0 };
  const { current: node, round } = simulation;
  return { sentence: `node ${node}, round ${round}: ${asked} ${sentence}`, node, round };
}

/** The fault of a file that throws while it is loaded, or of code that throws where no node is at work. */
export function faultOutside(error: unknown, code: string): RunFault {
  const sentence = error instanceof Error ? `${error.name}: ${error.message}` : `it threw ${brief(error)}`;
  return { sentence, round: 0, ...placeOf(error, code) };
}

/** The innermost line of the learner's code in the stack of an error, or of what caused it. */
function placeOf(error: unknown, code: string): { place?: string } {
  for (let each = error; each instanceof Error; each = each.cause) {
    const place = placeIn(each.stack ?? '', code, ROOT);
    if (place !== undefined) return { place: `${place.file}:${place.line}` };
  }
  return {};
}
