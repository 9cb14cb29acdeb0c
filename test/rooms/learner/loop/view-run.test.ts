import { expect, test } from 'vitest';
import type { LoopState } from '../../../../src/learner/loop/state.ts';
import { runToView } from '../../../../src/learner/loop/view-run.ts';
import { AT_THE_START } from '../../../../src/learner/progress/store.ts';
import { standardScenario, STEPS } from '../../../../src/course/steps.ts';
import type { TestOutcome } from '../../../../src/verdict/outcome.ts';

const PLAIN: TestOutcome = { title: 'by itself', further: false, passed: false, message: 'your code  no' };
const IN_A_RUN: TestOutcome = { title: 'in a run', further: false, passed: false, message: 'your code  no\nexpected   yes\nbecause    of that\nreplay     node rumor play 2 --seed 7 --round 4 --node 3' };

const state = (...tests: TestOutcome[]): LoopState => ({
  progress: { ...AT_THE_START, current: 2 },
  code: 'solutions',
  files: [],
  testing: false,
  recording: false,
  outcome: { step: 2, printed: '', tests },
  position: 0,
  panel: 'verdict',
  scroll: 0,
  hints: [],
});

test('v opens the run of the failure on the screen, where it broke', () => {
  expect(runToView(state(IN_A_RUN, PLAIN))).toMatchObject({ which: 'failing run', request: { step: 2, scenario: { seed: 7 } }, spot: { round: 4, node: 3 } });
});

test('a failure that has no run does not borrow the one of a later failure', () => {
  expect(runToView(state(PLAIN, IN_A_RUN))).toMatchObject({ which: 'standard run', request: { scenario: standardScenario(STEPS[1]!) }, spot: {} });
});

test('a failure is shown before the verdict, and so is its run', () => {
  expect(runToView({ ...state(PLAIN), testing: true, early: IN_A_RUN }).which).toBe('failing run');
});
