import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { play } from '../../../src/cli/commands/play.ts';
import { argumentsOf, replayCommand } from '../../../src/course/run/replay.ts';
import { scenarioFromFlags } from '../../../src/course/run/scenario-flags.ts';
import { standardScenario, STEPS } from '../../../src/course/steps.ts';
import { parse } from '../../../src/terminal/usage.ts';
import type { Fault, Scenario } from '../../../src/sim/scenario.ts';

const STEP = STEPS[4]!;
const BELOW = Array.from({ length: 20 }, (_, id) => id);
const OTHERS = Array.from({ length: 20 }, (_, id) => 20 + id);

function read(...flags: string[]): Scenario {
  const { positionals, ...args } = parse(play, ['5', ...flags]);
  return scenarioFromFlags(STEP, { positionals, ...args });
}

/** The replay of a scenario, written and read back. */
function again(changes: Partial<Scenario>): { readonly text: string; readonly scenario: Scenario } {
  const root = mkdtempSync(join(tmpdir(), 'rumor-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const text = replayCommand(root, STEP, { ...standardScenario(STEP), ...changes });
  const words = argumentsOf(text).map((word) => (word.startsWith('.workshop') ? join(root, word) : word));
  for (const word of words) if (word.endsWith('.json')) expect(existsSync(word)).toBe(true);
  const args = parse(play, words);
  return { text, scenario: scenarioFromFlags(STEP, args) };
}

test.each<[string, Fault]>([
  ['--kill 17@5', { type: 'crash', node: 17, at: 5 }],
  ['--revive 17@12', { type: 'recover', node: 17, at: 12 }],
  ['--restart 17@12', { type: 'restart', node: 17, at: 12 }],
  ['--cut 20@5-20', { type: 'link', from: BELOW, to: OTHERS, loss: 1, at: 5, until: 20 }],
  ['--cut 20@5', { type: 'link', from: BELOW, to: OTHERS, loss: 1, at: 5 }],
  ['--cut 20@5-20:out', { type: 'link', from: BELOW, to: OTHERS, oneWay: true, loss: 1, at: 5, until: 20 }],
  ['--cut 20@5:in', { type: 'link', from: OTHERS, to: BELOW, oneWay: true, loss: 1, at: 5 }],
  ['--slow 17@5:600', { type: 'link', from: [17], to: 'all', latency: 600, at: 5 }],
  ['--slow 17@5-9:600', { type: 'link', from: [17], to: 'all', latency: 600, at: 5, until: 9 }],
])('%s', (flag, fault) => {
  expect(read(...flag.split(' ')).faults).toEqual([fault]);
  expect(again({ faults: [fault, { type: 'crash', node: 3, at: 4 }] })).toEqual({
    text: `node rumor play 5 ${flag} --kill 3@4`,
    scenario: { ...standardScenario(STEP), faults: fault.type === 'crash' ? [fault, { type: 'crash', node: 3, at: 4 }] : [{ type: 'crash', node: 3, at: 4 }, fault] },
  });
});

test.each([
  ['--kill 17', '--kill 17: write it as NODE@ROUND, for example --kill 17@5'],
  ['--restart x@3', '--restart x@3: write it as NODE@ROUND, for example --restart 17@5'],
  ['--restart 40@3', '--restart 40@3: there is no node 40; allowed: 0 to 39'],
  ['--cut 20@5-20:up', '--cut 20@5-20:up: write it as NODE@FROM-TO, for example --cut 20@3-8, or --cut 20@3-8:out'],
  ['--cut 0@5-20', '--cut 0@5-20: allowed is a node from 1 to 39, so that both sides have somebody'],
  ['--cut 20@5-5', '--cut 20@5-5: it ends in round 5; allowed: a round after 5, in which it begins'],
  ['--slow 17@5', '--slow 17@5: write it as NODE@ROUND:MS, for example --slow 17@5:600'],
  ['--slow 99@5:600', '--slow 99@5:600: there is no node 99; allowed: 0 to 39'],
  ['--slow 17@5:0', 'faults[0].latency is 0; allowed: a whole number from 1 to 1000000'],
  ['--slow 17@99:600', 'faults[0].at is 99; allowed: a whole number from 1 to 20'],
  ['--budget none', '--budget none: that is not a number'],
  ['--repair-every 0', 'repairEvery is 0; allowed: a whole number from 1 to 100000'],
])('%s is refused', (flag, sentence) => {
  expect(() => read(...flag.split(' '))).toThrow(sentence);
});

test('knobs stay flags where a fault needs a file', () => {
  const faults: Fault[] = [{ type: 'link', from: [1, 5], to: [7], loss: 0.5, at: 3 }];
  const { text, scenario } = again({ nodes: 30, budget: 16, faults });
  expect(text).toMatch(/^node rumor play 5 --nodes 30 --budget 16 --scenario \.workshop\/replays\/05-failure-detection-[0-9a-f]{8}\.json$/);
  expect(scenario).toEqual({ ...standardScenario(STEP), nodes: 30, budget: 16, faults });
});

test('faults whose order counts, and is not that of the flags, go to a file', () => {
  const slow: Fault = { type: 'link', from: [17], to: 'all', latency: 600, at: 5 };
  const cut: Fault = { type: 'link', from: BELOW, to: OTHERS, loss: 1, at: 5 };
  expect(again({ faults: [cut, slow] }).text).toBe('node rumor play 5 --cut 20@5 --slow 17@5:600');
  const { text, scenario } = again({ faults: [slow, cut] });
  expect(text).toContain('--scenario');
  expect(scenario.faults).toEqual([slow, cut]);
  const bounce: Fault[] = [{ type: 'restart', node: 3, at: 4 }, { type: 'crash', node: 3, at: 4 }];
  expect(again({ faults: bounce }).scenario.faults).toEqual(bounce);
});

test('no fault at all is said in a file: there is no flag for it', () => {
  expect(again({ faults: [] }).scenario.faults).toEqual([]);
});
