import { describe, expect, test } from 'vitest';
import { defineScenario } from '../../../../src/sim/scenario.ts';
import { Simulation } from '../../../../src/sim/simulate.ts';
import { FilmMaker } from '../../../../src/view/film/film-maker.ts';
import { topicNamed } from '../../../../src/view/topics/topics.ts';
import { textOf, widthOf } from '../../../../src/terminal/line.ts';
import { drawLoop, reachOf } from '../../../../src/learner/loop/draw.ts';
import type { LoopState, Panel } from '../../../../src/learner/loop/state.ts';
import type { Written } from '../../../../src/learner/progress/standing.ts';
import { AT_THE_START } from '../../../../src/learner/progress/store.ts';
import { fileOf, STEPS } from '../../../../src/course/steps.ts';
import { callerNode } from '../../../../src/host/caller-node.ts';
import type { StepOutcome } from '../../../../src/verdict/outcome.ts';

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

const GREEN: StepOutcome = { ...FAILED, tests: FAILED.tests.map((each) => ({ ...each, passed: true })) };

function film() {
  const scenario = defineScenario({ nodes: 20, rounds: 3, writes: [] });
  const maker = new FilmMaker(scenario, topicNamed('calls'), 'Peer selection');
  new Simulation(scenario, callerNode((self, members) => [members[(self + 1) % members.length]!]), maker.listen).run();
  return maker.finish();
}

/** Step 2 is the learner's own, step 3 the reference; nobody has touched the others. */
const FILES: readonly Written[] = [
  { fingerprint: 'one', file: 'own', allReference: false },
  { fingerprint: 'two', file: 'own', allReference: false },
  { fingerprint: 'three', file: 'reference', allReference: true },
  ...STEPS.slice(3).map(({ folder }) => ({ fingerprint: folder, file: 'starter' as const, allReference: false })),
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

  test('offers to predict before the first line is written, and only then', () => {
    const at = (file: Written['file'], guesses = {}): string => text({ ...STATE, files: [{ ...FILES[0]!, file }, ...FILES.slice(1)], progress: { ...STATE.progress, guesses } }, 80, 24);
    expect(at('starter')).toContain('t tests  p predict  ');
    expect(at('own')).not.toContain('p predict');
    expect(at('starter', { 1: '5' })).not.toContain('p predict');
  });

  test('says that the verdict below is older while the tests run, in words', () => {
    const { outcome: _none, film: _no, ...fresh } = STATE;
    expect(text({ ...STATE, testing: true }, 80, 24).split('\n')[0]).toContain('testing …; below: before that');
    expect(text({ ...fresh, testing: true }, 80, 24).split('\n')[0]).not.toContain('below');
    const early = { ...STATE, testing: true, early: FAILED.tests[1]! };
    expect(text(early, 80, 24)).not.toContain('below');
    expect(text({ ...early, panel: 'tests' }, 80, 24)).toContain('fails; testing the rest …; below: before that');
  });

  test('says that the machine is busy, while that holds up a verdict or a picture', () => {
    const { film: _none, ...unpictured } = STATE;
    expect(text({ ...STATE, testing: true, busy: true }, 80, 24)).toContain('testing …; this machine is busy');
    expect(text({ ...STATE, testing: true, busy: true, early: FAILED.tests[1]! }, 100, 24)).toContain('fails; testing the rest …; this machine is busy');
    expect(text({ ...unpictured, recording: true, busy: true }, 80, 40)).toContain('recording the spread through this code … this machine is busy');
  });

  test('does not count tests as passing that came before a stop', () => {
    const stopped = text({ ...STATE, outcome: { ...GREEN, trouble: { message: 'It does not loop, it waits.', stopped: true } } }, 80, 24);
    expect(stopped).toContain('was stopped');
    expect(stopped).toContain('3 of 3 tests had passed by then');
    expect(stopped).not.toMatch(/tests pass|all \d+ pass/);
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

  test('asks before it shows a solution, and names the further tasks that it would give away', () => {
    const asked = (outcome: StepOutcome): string => text({ ...STATE, outcome, question: { ask: 'compare' } }, 80, 24).replaceAll(/\s+/g, ' ');
    expect(asked(FAILED)).toMatch(/The tests do not pass yet\. Show the solution all the same\? y yes \/ any other key no$/);
    const titles = ['blind: counts contacts', 'blind: sends no answers', 'coin: tosses', 'coin: is fair'];
    const open = { ...GREEN, tests: [...GREEN.tests, ...titles.map((title) => ({ title, further: true, passed: title === 'coin: tosses' }))] };
    expect(asked(open)).toMatch(/The solution does the further tasks too, and yours are open: blind, coin\. Show the solution all the same\?/);
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

  test('says a notice above the keys, and hides none of them', () => {
    const [notice, menu] = text({ ...STATE, notice: 'Nothing was changed.' }, 80, 24).split('\n').slice(-2);
    expect(notice).toBe(' Nothing was changed.');
    expect(menu).toBe(text(STATE, 80, 24).split('\n').at(-1));
  });

  test.each([20, 40, 60, 80])('always offers help and the way out (%i columns)', (columns) => {
    expect(text(STATE, columns, 12)).toMatch(/\? help  q quit$/);
  });

  test('offers the way back and the way forward to who is stuck, on a common terminal', () => {
    expect(text(STATE, 80, 24)).toMatch(/x reset {2}c catch up {2}\? help {2}q quit$/);
  });

  test('counts the tests and names the line in every step, also where there is little room', () => {
    for (const { number, title } of STEPS) {
      const tests = Array.from({ length: 43 }, (_, i) => ({ title: `test ${i}`, further: false, passed: i < 29, message: 'no', place: { file: `steps/${fileOf(STEPS[number - 1]!)}`, line: 123 } }));
      const [first, second] = text({ ...STATE, progress: { ...STATE.progress, current: number }, outcome: { step: number, printed: '', tests } }, 40, 12).split('\n');
      expect(first).toContain('29 of 43 pass');
      expect(first).toContain(title);
      expect(second).toMatch(/[a-z]\.ts:123$/);
    }
  });

  test.each([[true, 40, 'x a title that is much too long for s…'], [false, 40, 'x a title that is much too long for...']])('says that a title goes on (Unicode: %j)', (unicode, columns, shown) => {
    const outcome = { ...FAILED, tests: [{ title: 'a title that is much too long for such a narrow screen', further: false, passed: false, message: 'no' }] };
    const lines = drawLoop({ ...STATE, outcome }, { columns, rows: 12 }, unicode).map(textOf);
    expect(lines).toContain(`  ${shown}`);
  });

  test('has no further step to offer on the last one', () => {
    const last: LoopState = { ...STATE, progress: { ...STATE.progress, current: STEPS.length }, outcome: GREEN };
    expect(text(last, 80, 24)).not.toContain('n next step');
  });

  test('counts the further tasks in one line, and only when the step is done', () => {
    const further = Array.from({ length: 14 }, (_, i) => ({ title: `more ${i}`, further: true, passed: i < 2, message: 'a failure\nof some lines' }));
    const with14 = (outcome: StepOutcome): LoopState => ({ ...STATE, outcome: { ...outcome, printed: '', tests: [...outcome.tests.filter((each) => !each.further), ...further] } });
    const green = text(with14(GREEN), 80, 24);
    expect(green.match(/urther/g)).toHaveLength(1);
    expect(green).toContain('Further tasks: 2 of 14 done (t shows them)');
    expect(green).toContain('round 3/3');
    expect(text(with14(FAILED), 80, 24)).not.toMatch(/urther/);
    expect(text({ ...with14(FAILED), panel: 'tests' }, 80, 40)).toContain('Further tasks: 14, when the tests above pass');
    expect(text({ ...with14(GREEN), panel: 'tests' }, 80, 60)).toMatch(/ok more 1\n {2}x {2}more 2\n {4}a failure/);
  });

  test('keeps room for the picture: a long explanation is shortened before', () => {
    const message = `your code  did ${'this and that '.repeat(40)}\nexpected   less\nbecause    of that\nreplay     node rumor play 1 --seed 3`;
    const outcome = { ...FAILED, printed: '', tests: [{ title: 'long', further: false, passed: false, message }] };
    const { types: _types, ...state } = { ...STATE, outcome };
    for (const rows of [20, 24, 32]) expect(text(state, 80, rows)).toContain('round 3/3');
    expect(text(state, 80, 24)).toContain('… t shows the rest, v the run');
  });

  test('says that v opens the run that a failure names', () => {
    const outcome = { ...FAILED, tests: [{ title: 'short', further: false, passed: false, message: 'your code  no\nexpected   yes\nbecause    of that\nreplay     node rumor play 1 --seed 3' }] };
    expect(text({ ...STATE, outcome }, 80, 24)).toContain('replay     press v; elsewhere: node rumor play 1 --seed 3');
  });

  test('shows no picture of other code while the one of this code is being made', () => {
    const { film: _film, ...without } = STATE;
    const screen = text({ ...without, recording: true }, 80, 24);
    expect(screen).toContain('recording the spread through this code');
    expect(screen).not.toContain('round 3/3');
  });

  test('names the line that failed, and the first TODO when nothing has', () => {
    const line = (state: LoopState): string => text(state, 80, 24).split('\n')[1]!.trim();
    const placeless = { ...STATE, outcome: { ...FAILED, tests: [{ title: 'a', further: false, passed: false, message: 'b' }] } };
    const { outcome: _outcome, ...fresh } = STATE;
    const { gap: _gap, ...full } = fresh;
    expect(line(STATE)).toBe('steps/01-peer-selection/select-peers.ts:17');
    expect(line(placeless)).toBe('steps/01-peer-selection/select-peers.ts');
    expect(line(fresh)).toBe('steps/01-peer-selection/select-peers.ts:11');
    expect(line(full)).toBe('steps/01-peer-selection/select-peers.ts');
  });

  test('shows the failure of the save before faintly while this one is tested', () => {
    const styles = (state: LoopState): unknown[] =>
      drawLoop(state, { columns: 80, rows: 24 }, false).filter((each) => textOf(each).includes('never returns the caller itself')).flatMap((each) => each.map(({ style }) => style));
    expect(styles(STATE)).toContain('bold');
    expect(new Set(styles({ ...STATE, testing: true }))).toEqual(new Set(['dim']));
  });

  test('says that an earlier step is broken, for what fails may be its fault', () => {
    const later = { ...FAILED, step: 2 };
    const at2 = (passed: boolean): LoopState => ({ ...STATE, outcome: later, progress: { ...STATE.progress, current: 2, tested: { 1: { of: 'one', passed } } } });
    const sentence = 'Step 1 does not pass, and this step uses it: look there first.';
    expect(text(at2(false), 80, 24)).toContain(sentence);
    expect(text(at2(true), 80, 24)).not.toContain(sentence);
    // In the smallest terminal too, below what failed; and no path is broken.
    const small = text(at2(false), 40, 12).replaceAll(/\n */g, ' ');
    expect(small).toContain('x never returns the caller itself');
    expect(small).toContain(sentence);
    expect(text({ ...at2(false), outcome: { ...later, tests: [{ ...FAILED.tests[1]!, message: 'no' }] } }, 40, 14)).toContain('at select-peers.ts:17');
    expect(text({ ...at2(false), outcome: { ...GREEN, step: 2 } }, 80, 24)).not.toContain(sentence);
  });

  test('a page that is too long says how to turn it', () => {
    const help: LoopState = { ...STATE, panel: 'help' };
    const size = { columns: 50, rows: 14 };
    const { page, last } = reachOf(help, size);
    expect(text(help, 50, 14)).toContain(`lines 1-${page} of ${page + last}:  space, page up, up, down`);
    expect(text({ ...help, scroll: Infinity }, 50, 14)).toContain(`lines ${last + 1}-${page + last} of ${page + last}`);
  });

  test('puts no rule of its own below one of the picture', () => {
    for (const [columns, rows] of [[80, 24], [120, 40], [200, 60]] as const) {
      const rules = text(STATE, columns, rows).split('\n').map((each) => /^ ?-+$/.test(each));
      expect(rules.some((rule, i) => rule && rules[i + 1])).toBe(false);
    }
  });

  test('a failure is shown while the other tests still run', () => {
    const screen = text({ ...STATE, testing: true, early: FAILED.tests.find(({ passed }) => !passed)! }, 80, 24);
    expect(screen).toContain('fails; testing the rest');
    expect(screen).toContain(FAILED.tests.find(({ passed }) => !passed)!.title);
    expect(screen).not.toContain('tests pass');
  });

  test('lists a step whose file, or an earlier one, has changed as not tested, and says why others fail', () => {
    const list = (files: readonly Written[], tested: LoopState['progress']['tested']): string =>
      text({ ...STATE, panel: 'steps', files, progress: { ...STATE.progress, current: 4, tested } }, 80, 24);
    const own = ['one', 'two', 'three', 'four'].map((fingerprint): Written => ({ fingerprint, file: 'own', allReference: false }));
    const all = (passed: boolean): LoopState['progress']['tested'] => Object.fromEntries(own.map(({ fingerprint }, i) => [i + 1, { of: fingerprint, passed }]));
    const changed = list(own, { ...all(true), 1: { of: 'before', passed: true } });
    expect(changed).toMatch(/1 {2}not tested {2}Peer selection\n {2}2 {2}done/);
    expect(changed).toContain('not tested: it, or a step before it, has changed since. The tests follow by');
    const undone = list([{ ...own[0]!, file: 'starter' }, ...own.slice(1)], all(false));
    expect(undone).toMatch(/1 {2}not begun {3}Peer selection\n {2}2 {2}not done {4}Push/);
    expect(undone).toContain('and step 1 is not');
    expect(list(own, { ...all(true), 4: { of: 'four', passed: false } })).not.toContain('Each step uses');
  });

  test('says that an error comes from an earlier step', () => {
    const failed = (message: string, file: string): LoopState => ({
      ...STATE,
      progress: { ...STATE.progress, current: 4 },
      outcome: { step: 4, printed: '', tests: [{ title: 'one', further: false, passed: false, message, place: { file, line: 12 } }] },
    });
    const first = 'steps/01-peer-selection/select-peers.ts';
    expect(text(failed('TODO step 01: choose the peers to call', first), 80, 24)).toContain(`    at ${first}:12\n    This comes from step 1, which is not done: each step uses those before it.`);
    expect(text(failed('TypeError: no', first), 80, 24)).toContain('This line is in step 1, which step 4 uses.');
    const own = 'steps/04-rumor-decay/rumor-decay.ts';
    for (const message of ['TODO step 04: tell', 'TypeError: no']) expect(text(failed(message, own), 80, 24)).not.toMatch(/comes from|is in step/);
    const { outcome: _outcome, ...running } = failed('', own);
    expect(text({ ...running, testing: true, early: { title: 'one', further: false, passed: false, message: 'TODO step 01: choose' } }, 80, 24)).toContain('This comes from step 1, which is not done');
  });

  test('names the key that mends what stopped the tests', () => {
    const outcome: StepOutcome = { step: 1, tests: [], printed: '', trouble: { message: 'it is not there.', reset: true } };
    expect(text({ ...STATE, outcome }, 80, 24)).toContain('it is not there.\n    Press x to bring back what it started with.');
  });

  test('says what stopped the tests', () => {
    const outcome: StepOutcome = { step: 1, tests: [], printed: '', trouble: { message: 'SyntaxError: Unexpected token', place: { file: 'steps/x.ts', line: 3 } } };
    const screen = text({ ...STATE, outcome }, 80, 24);
    expect(screen).toContain('does not run');
    expect(screen).toContain('SyntaxError: Unexpected token');
    expect(screen).toContain('at steps/x.ts:3');
  });
});
