import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { play } from '../../../src/cli/commands/play.ts';
import { record, type Recording } from '../../../src/recording/record.ts';
import { argumentsOf, type Spot } from '../../../src/course/run/replay.ts';
import { fileOf, STEPS, type Step } from '../../../src/course/steps.ts';
import { explanationIn } from '../../../src/verdict/explanation.ts';
import { TestRunner } from '../../../src/verdict/runner.ts';
import { parse } from '../../../src/terminal/usage.ts';
import { wantedRun } from '../../../src/course/run/wanted-run.ts';
import { ROOT } from '../support/cli.ts';
import { temporaryFolder } from '../support/code-folder.ts';

/** What the nodes of one run handled and answered, from first to last: two runs that differ anywhere differ here. */
interface Story {
  hash: number;
  events: number;
}

const mutant = (step: Step, name: string): string => readFileSync(join(ROOT, 'test', 'mutants', step.folder, `${name}.ts`), 'utf8');

/** The code, with nodes that note what they live through. All nodes of a run share one list of members. */
function noting(code: string, notebook: string): string {
  const named = code.replace('export function createNode(', 'function createSilentNode(');
  if (named === code) throw new Error('there is no createNode to listen to');
  return `import { writeFileSync } from 'node:fs';
${named}
const stories = new Map();
const soon = globalThis.setImmediate;
let waiting = false;
function note(story, event) {
  const text = JSON.stringify(event);
  for (let i = 0; i < text.length; i++) story.hash = Math.imul(story.hash ^ text.charCodeAt(i), 16777619) >>> 0;
  story.events++;
  if (waiting) return;
  waiting = true;
  soon(() => {
    waiting = false;
    writeFileSync(${JSON.stringify(notebook)}, JSON.stringify([...stories.values()]));
  });
}
export function createNode(setup, ...rest) {
  if (!stories.has(setup.members)) stories.set(setup.members, { hash: 2166136261, events: 0 });
  const story = stories.get(setup.members);
  const node = createSilentNode(setup, ...rest);
  const handle = node.handle.bind(node);
  node.handle = (event) => {
    const effects = handle(event);
    note(story, [setup.id, event, effects]);
    return effects;
  };
  return node;
}
`;
}

interface Replayed {
  readonly message: string;
  readonly recording: Recording;
  readonly spot: Spot;
  readonly last: number;
}

/**
 * Runs the tests of a step against wrong code, and the replays that the failures of `titles` give: each
 * must be one of the runs that the tests saw, from its first event to its last.
 */
async function replaysOf(step: Step, code: string, titles: readonly RegExp[], untilFailure = false): Promise<Replayed[]> {
  const folder = temporaryFolder();
  const notebook = join(folder, 'notebook.json');
  const stories = (): Story[] => JSON.parse(readFileSync(notebook, 'utf8')) as Story[];
  cpSync(join(ROOT, 'solutions'), folder, { recursive: true });
  writeFileSync(join(folder, fileOf(step)), noting(code, notebook));

  const runner = await TestRunner.open({ root: ROOT, code: folder });
  onTestFinished(() => runner.close());
  const { tests } = await runner.run(step, { patience: 60, untilFailure });
  const seen = stories();
  const replays: Replayed[] = [];
  for (const title of titles) {
    const message = tests.find((each) => !each.passed && title.test(each.title))?.message ?? '';
    const replay = explanationIn(message)?.replay;
    expect(replay, `a replay for ${title}, in: ${message}`).toBeDefined();
    const { request, spot } = wantedRun(parse(play, argumentsOf(replay!)), folder);
    const recording = await record(request);
    const shown = stories();
    expect(shown).toHaveLength(1);
    expect(seen).toContainEqual(shown[0]);
    const last = recording.film!.frames.at(-1)!.round;
    expect(spot.round, 'the round to look at').toBeGreaterThan(0);
    expect(spot.round).toBeLessThanOrEqual(last);
    replays.push({ message, recording, spot, last });
  }
  return replays;
}

async function replayOf(step: Step, code: string, title: RegExp, untilFailure = false): Promise<Replayed> {
  return (await replaysOf(step, code, [title], untilFailure))[0]!;
}

const [, PUSH, MERGE, DECAY, DETECTION] = STEPS as [Step, Step, Step, Step, Step];
const solution = (step: Step): string => readFileSync(join(ROOT, 'solutions', fileOf(step)), 'utf8');

test('step 02, a rumor that stops short of some: all 300 rounds, and somebody who never heard it', async () => {
  const forgetful = solution(PUSH).replace(
    'this.merge(this.known, event.message.updates);',
    'if (this.setup.members.length < 90 || this.id < 95) this.merge(this.known, event.message.updates);',
  );
  const { message, recording, spot, last } = await replayOf(PUSH, forgetful, /in small groups and in large ones/, true);
  expect(message).toContain('left 5 of 100 nodes without the rumor after 300 rounds');
  expect(last).toBe(300);
  expect(spot).toEqual({ round: 300, node: 95 });
  expect(recording.film!.frames.at(-1)!.knowing).toBe(95);
});

test('step 02, a rumor that stops short when messages get lost', async () => {
  const { recording, last } = await replayOf(PUSH, mutant(PUSH, 'gives-up-after-ten'), /when messages get lost/);
  expect(last).toBe(300);
  expect(recording.film!.frames.at(-1)!.knowing).toBeLessThan(100);
});

test('step 02, too many messages: the first round with too many is the last', async () => {
  const { message, recording, spot, last } = await replayOf(PUSH, mutant(PUSH, 'asks-for-one-too-many'), /when messages get lost/);
  expect(message).toContain(`sent ${recording.film!.frames.at(-1)!.total.sent} messages in ${last} rounds`);
  expect(spot.round).toBe(last);
});

test('step 02, a mean that is off: the strangest of the runs, up to the round in which all knew', async () => {
  const { recording, spot, last } = await replayOf(PUSH, mutant(PUSH, 'stops-when-told-again'), /reaches 30 nodes/);
  expect(spot.round).toBe(last);
  expect(recording.film!.frames.at(-1)!.knowing === 30).toBe(last < 300);
});

test('step 03, values that never agree: all rounds, also those in which nothing is learned', async () => {
  const titles = [/two writers of one version/, /two versions/, /losses and detours/, /two halves/];
  const replays = await replaysOf(MERGE, mutant(MERGE, 'both-are-greater'), titles);
  for (const { message, spot, last } of replays) {
    expect(message).toContain(`after ${last} rounds`);
    expect(spot).toEqual({ round: 150 });
  }
});

test('step 04, a traffic that is off: the run in the middle, at its end', async () => {
  const { message, recording, spot, last } = await replayOf(DECAY, mutant(DECAY, 'passes-on-at-once'), /^leaves .*k = 1/);
  const sent = recording.film!.frames.at(-1)!.total.sent / 1000;
  expect(message).toContain(`${Number(sent.toPrecision(3))} pushes a node were sent`);
  expect(spot).toEqual({ round: last });
});

test('step 04, a delay that is off: the run in the middle, where the last node heard it', async () => {
  const first = 'const effects = push(';
  const restful = solution(DECAY).replace(first, `if (((this as any).rounds = ((this as any).rounds ?? 0) + 1) % 2 === 0) return [];\n${first}`);
  const { message, recording, spot } = await replayOf(DECAY, restful, /^leaves .*k = 1/);
  expect(message).toContain(`${spot.round} rounds passed`);
  const { frames } = recording.film!;
  expect(frames[spot.round!]!.fresh).toBeGreaterThan(0);
  expect(frames.slice(spot.round! + 1).every(({ fresh }) => fresh === 0)).toBe(true);
  expect(frames[spot.round! - 1]!.cells[spot.node!]).toBe(0);
});

test('step 05, somebody living who is believed dead: that node, in that round', async () => {
  const { message, recording, spot } = await replayOf(DETECTION, mutant(DETECTION, 'answers-the-origin'), /a broken link/);
  expect(message).toContain(`node ${spot.node} was believed dead though it lives, first by node`);
  expect(recording.film!.frames[spot.round!]!.wronged).toBeGreaterThan(0);
  expect(recording.film!.frames[spot.round! - 1]!.wronged).toBe(0);
});

test.each([
  ['nobody finds', 'helper-vouches', /everybody finds out/],
  ['is found late', 'waits-for-the-silent', /8 nodes/],
])('step 05, a dead node that %s', async (_what, name, title) => {
  const { spot, last } = await replayOf(DETECTION, mutant(DETECTION, name), title);
  expect(spot.round).toBe(last);
  expect(spot.node).toBeDefined();
});
