import { ACCUSATIONS } from './accusations.ts';
import type { Experiment } from './experiment.ts';
import { GLOMERS } from './glomers.ts';
import { REPAIR } from './repair.ts';
import { WRONG_PAIRS } from './wrong-pairs.ts';

/** What the lab can find out besides the tables of 1987, in the order of the steps. */
export const EXPERIMENTS: readonly Experiment[] = [ACCUSATIONS, REPAIR, WRONG_PAIRS, GLOMERS];
