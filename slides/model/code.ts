import type { CreateNode, SelectPeers } from '../../src/gossip/types.ts';
import { callerNode } from '../../src/host/caller-node.ts';
import { sortedByCoin } from './coin-sort.ts';
import * as presenter from './presenter-code.ts';

/** Whose code runs: the reference solutions, or the presenter's own (dev server only). */
export type Code = 'solutions' | 'steps';

type Loaders = Record<string, () => Promise<unknown>>;

const solutions: Loaders = import.meta.glob('../../solutions/*/*.ts');
let steps: Loaders = presenter.steps;
let lastProblem: string | undefined;
/** A load has failed, and nobody has said why yet. */
let unexplained = false;
const onChange = new Set<() => void>();

/** Can this deck run the presenter's own code? A built one cannot. */
const hasSteps = Object.keys(steps).length > 0;

/** Whose code the address of the page asks for, as far as this deck has it, and what is to be said about that. */
export function codeWanted(address: URLSearchParams): { readonly code: Code; readonly note: string } {
  if (address.get('code') !== 'steps') return { code: 'solutions', note: '' };
  if (hasSteps) return { code: 'steps', note: 'Your own code, from steps/. Save to run it again.' };
  return { code: 'solutions', note: 'This deck was built with the solutions. To run your own steps, start node rumor slides.' };
}

/** Calls `listener` when the presenter saved a step. Answers how to stop that. */
export function whenCodeChanges(listener: () => void): () => void {
  onChange.add(listener);
  return () => onChange.delete(listener);
}

/**
 * The node of a step, from the step's own file. Step 01 has no node: there a caller stands in, with
 * the step's `selectPeers`, or with the biased shuffle if `chooser` says so.
 *
 * Throws an error whose message can be shown when the file is missing or cannot be read.
 */
export async function loadNode(step: number, code: Code, chooser: 'step' | 'coin' = 'step'): Promise<CreateNode> {
  const folder = code === 'steps' ? steps : solutions;
  const prefix = `/${String(step).padStart(2, '0')}-`;
  const path = Object.keys(folder).find((candidate) => candidate.includes(prefix));
  if (path === undefined) throw new Error(`There is no step ${step} in ${code}/.`);
  const where = path.replaceAll('../', '');
  const module = (await folder[path]!().catch((error: unknown) => {
    unexplained = lastProblem === undefined;
    throw new Error(`${where} could not be loaded: ${lastProblem ?? String(error)}`);
  })) as { createNode?: CreateNode; selectPeers?: SelectPeers };
  if (step === 1 && module.selectPeers !== undefined) return callerNode(chooser === 'coin' ? sortedByCoin : module.selectPeers);
  if (module.createNode === undefined) throw new Error(`${where} exports no createNode.`);
  return module.createNode;
}

if (import.meta.hot) {
  import.meta.hot.on('vite:error', ({ err }) => {
    lastProblem = err.message;
    // The reason comes by another way than the step, and may come after the load has failed.
    if (unexplained) tellListeners();
  });
  import.meta.hot.on('vite:beforeUpdate', () => {
    lastProblem = undefined;
  });
  import.meta.hot.accept('./presenter-code.ts', (module) => {
    if (module === undefined) return;
    steps = module.steps as Loaders;
    tellListeners();
  });
}

function tellListeners(): void {
  unexplained = false;
  for (const listener of onChange) listener();
}
