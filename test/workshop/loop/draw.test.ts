import { describe, expect, test } from 'vitest';
import { defineScenario } from '../../../src/sim/scenario.ts';
import { Simulation } from '../../../src/sim/simulate.ts';
import { FilmMaker } from '../../../src/view/film.ts';
import { textOf, widthOf } from '../../../src/view/line.ts';
import { drawLoop, reachOf } from '../../../src/workshop/loop/draw.ts';
import type { LoopState, Panel } from '../../../src/workshop/loop/state.ts';
import type { Written } from '../../../src/workshop/progress/standing.ts';
import { AT_THE_START } from '../../../src/workshop/progress/store.ts';
import { callerNode } from '../../../src/workshop/recording/caller-node.ts';
import type { StepOutcome } from '../../../src/workshop/tests/outcome.ts';

const FAILED: StepOutcome = {
  step: 1,
  printed: 'hello from my code\n',
  tests: [
    { title: 'returns members of the list, and nothing else', further: false, passed: true },
    {
      title: 'never returns the caller itself',
      further: false,
      passed: false,
      message:
        'your code  selectPeers(0, [0, 1, 2, 3, 4, 5], 2, …) returned [0, 1]\n' +
        'expected   others only, not 0\n' +
        'because    a call to yourself tells nobody anything, and this line is long enough to need two',
      place: { file: 'steps/01-peer-selection/select-peers.ts', line: 17 },
    },
    { title: 'favours nobody', further: false, passed: false, message: 'later' },
    { title: 'costs the same in a small group', further: true, passed: false, message: 'hidden' },
  ],
};

function film() {
  const scenario = defineScenario({ nodes: 20, rounds: 3, writes: [] });
  const maker = new FilmMaker(scenario, 'calls', 'Peer selection');
  new Simulation(scenario, callerNode((self, members) => [members[(self + 1) % members.length]!]), maker.listen).run();
  return maker.finish();
}

/** Step 2 is the learner's own, step 3 the reference; nobody has touched the others. */
const FILES: readonly Written[] = [
  { fingerprint: 'one', file: 'own', allReference: false },
  { fingerprint: 'two', file: 'own', allReference: false },
  { fingerprint: 'three', file: 'reference', allReference: true },
  { fingerprint: 'four', file: 'starter', allReference: false },
  { fingerprint: 'five', file: 'starter', allReference: false },
];

const STATE: LoopState = {
  progress: { ...AT_THE_START, tested: { 2: { of: 'two', passed: true } }, hints: { 1: 1 } },
  code: 'steps',
  files: FILES,
  recording: false,
  testing: false,
  outcome: FAILED,
  film: film(),
  position: 3,
  types: { first: 'steps/01-peer-selection/select-peers.ts:20  Type mismatch.', count: 3 },
  panel: 'verdict',
  scroll: 0,
  gap: 11,
  hints: [{ title: 'Take out before you draw', text: 'Some advice\nin two lines.\n\n- and a list' }],
  compare: { mine: 'mine\n', solution: 'theirs\n' },
};

const text = (state: LoopState, columns: number, rows: number): string =>
  drawLoop(state, { columns, rows }, false).map((each) => textOf(each).trimEnd()).join('\n');

describe('the screen', () => {
  test.each([[80, 24], [120, 40], [40, 12]])('at %i×%i', async (columns, rows) => {
    await expect(text(STATE, columns, rows)).toMatchFileSnapshot(`golden/verdict-${columns}x${rows}.txt`);
  });

  test.each<Panel>(['tests', 'steps', 'hint', 'compare', 'help'])('with the page %s', async (panel) => {
    await expect(text({ ...STATE, panel }, 80, 24)).toMatchFileSnapshot(`golden/${panel}.txt`);
  });

  test('fits every terminal, whatever is on it', () => {
    const panels: Panel[] = ['verdict', 'tests', 'steps', 'hint', 'compare', 'help'];
    const states: LoopState[] = [...panels.map((panel) => ({ ...STATE, panel })), { ...STATE, question: { ask: 'catch up' } }, { ...STATE, notice: 'word '.repeat(40) }];
    for (const state of states) {
      for (let columns = 1; columns <= 130; columns += 3) {
        for (let rows = 1; rows <= 50; rows += 3) {
          const lines = drawLoop(state, { columns, rows }, true);
          expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
          expect(Math.max(0, ...lines.map(widthOf))).toBeLessThanOrEqual(columns);
        }
      }
    }
  });

  test('offers the next step only when this one is done', () => {
    const done = { ...STATE, outcome: { ...FAILED, tests: FAILED.tests.map((each) => ({ ...each, passed: true })) } };
    expect(text(STATE, 80, 24)).not.toContain('n next step');
    expect(text(done, 80, 24)).toContain('n next step');
  });

  test('asks before it resets, in place of the menu', () => {
    expect(text({ ...STATE, question: { ask: 'reset' } }, 80, 24)).toMatch(/ Put 01-peer-selection\/select-peers\.ts back [^]* no$/);
  });

  test.each([40, 80])('cuts nothing off a question, a sentence, or why a run broke off (%i columns)', (columns) => {
    const long = `${'several words and '.repeat(8)}the end`;
    const said = (state: LoopState): string => text(state, columns, 40).replaceAll(/\s+/g, ' ');
    expect(said({ ...STATE, question: { ask: 'catch up' } })).toMatch(/Catch up to which step\?.*Any other key: none$/);
    expect(said({ ...STATE, notice: long })).toContain(long);
    const { film: _film, ...without } = STATE;
    expect(said({ ...without, fault: { sentence: long, round: 1 } })).toContain(long);
    expect(said({ ...STATE, types: { first: long, count: 1 } })).toContain(long);
  });

  test('a failure is shown while the other tests still run', () => {
    const screen = text({ ...STATE, testing: true, early: FAILED.tests.find(({ passed }) => !passed)! }, 80, 24);
    expect(screen).toContain('fails; testing the rest');
    expect(screen).toContain(FAILED.tests.find(({ passed }) => !passed)!.title);
    expect(screen).not.toContain('tests pass');
  });

  test('says what stopped the tests', () => {
    const outcome: StepOutcome = { step: 1, tests: [], printed: '', trouble: { message: 'SyntaxError: Unexpected token', place: { file: 'steps/x.ts', line: 3 } } };
    const screen = text({ ...STATE, outcome }, 80, 24);
    expect(screen).toContain('does not run');
    expect(screen).toContain('SyntaxError: Unexpected token');
    expect(screen).toContain('at steps/x.ts:3');
  });
});
