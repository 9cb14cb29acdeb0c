import { expect, test, vi } from 'vitest';
import { nodeRows } from '../../../src/view/node-panel.ts';
import { topicNamed } from '../../../src/view/topics/topics.ts';
import { textOf } from '../../../src/terminal/line.ts';
import { Answers } from '../../../slides/model/answer.ts';
import { FilmMaker } from '../../../src/view/film/film-maker.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { onSlide, runOf } from './runs.ts';

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 60_000 });

const DECAY = ['rumor-decay', 'Stop after k calls in a row that were no news'] as const;
const KILL = ['failure-detection', 'Kill one, and watch the news'] as const;

/** What the terminal's panel says of the same node at the end of the same round. */
function panel(run: ReturnType<typeof runOf>, round: number, node: number): string[] {
  const maker = new FilmMaker(run.film!.scenario, topicNamed(run.settings.view), '');
  simulate(run.film!.scenario, run.createNode!, maker.listen);
  const film = maker.finish();
  return nodeRows(film, film.frames[round]!, node, 500).map((row) => textOf(row).trim());
}

test.each([[...DECAY, 5], [...KILL, 5], ['merge', 'Two writers, two truths, for ever', 7], ['peer-selection', 'Is everybody called equally often?', 3]] as const)(
  'a node on “%s, %s” says what the terminal says of it', (section, heading, round) => {
    const { run } = onSlide(section, heading);
    run.seek(round);
    const answers = new Answers();
    for (const node of [0, 4, 8]) {
      run.ask(node);
      const said = answers.to(run)!;
      expect(said.title).toBe(`Node ${node}, at the end of round ${round}`);
      expect(said.lines.slice(0, 2).map((line) => line.toLowerCase())).toEqual(panel(run, round, node).map((line) => `${line.toLowerCase()}.`));
    }
  });

test('it says what is hot, and how its counter stands', () => {
  const { run } = onSlide(...DECAY, { k: '3' });
  const answers = new Answers();
  run.ask(0);
  const lines = [1, 6, 20].map((round) => {
    run.seek(round);
    return answers.to(run)!.lines.at(-1);
  });
  expect(lines[0]).toBe('Knows rumor “a”, version 1 (by itself, round 1), hot: counter 0 of 3 calls in a row that were no news.');
  expect(lines[2]).toMatch(/^Knows rumor “a”, version 1 \(by itself, round 1\), lost interest in round \d+\.$/);
});

test('the counter is that of the node itself, in every round', () => {
  const { run } = onSlide(...DECAY, { k: '4' });
  run.seek(run.settings.rounds);
  const answers = new Answers();
  for (const node of [0, 3, 17]) {
    run.ask(node);
    for (let round = 1; round <= run.film!.frames.length; round++) {
      run.seek(round);
      const state = run.film!.frames[round - 1]!.changes.findLast((change) => change.node === node)?.state ?? run.film!.frames[round - 1]!.start[node]!;
      const line = answers.to(run)!.lines.at(-1)!;
      if (state.value >= 0 && state.hot) expect(line).toMatch(/hot: counter [0-3] of 4/);
      else if (state.value >= 0) expect(line).toContain('lost interest in round');
    }
  }
});

test('it says whom it probes, whom it asked to help, and what came of it', () => {
  const { run } = onSlide(...KILL);
  const answers = new Answers();
  run.seek(3);
  const finders = run.film!.frames[2]!.flights.filter(({ to, message, outcome }) => message.type === 'ping' && to === 17 && outcome === 'lost').map(({ from }) => from);
  const [finder] = finders.filter((node) => run.film!.frames[2]!.flights.some(({ from, message }) => from === node && message.type === 'ping-req'));
  run.ask(finder);
  expect(answers.to(run)!.lines.at(-1)).toMatch(/^Probe: pinged 17 in round 3, silent, asked \d+ \d+ \d+ to try, no ack yet\.$/);
  run.seek(2);
  expect(answers.to(run)!.lines.at(-1)).toMatch(/^Probe: pinged \d+ in round 2, acked\.$/);
});

test('its messages of the round can be asked one by one', () => {
  const { run } = onSlide(...DECAY);
  run.seek(4);
  run.ask(0);
  const { messages } = new Answers().to(run)!;
  expect(messages.map(({ words }) => words)).toContainEqual(expect.stringMatching(/^push to \d+: (news|known already)$/));
  run.ask(0, messages[0]!.index);
  expect(new Answers().to(run)!.message).toMatch(/^push from 0 to \d+, sent at 0 ms, arrived at 50 ms: (news|known already)\. It carries rumor “a”, version 1 of writer 0\.$/);
});

test('what becomes of a message is not told before it has arrived', () => {
  const { run } = onSlide(...DECAY);
  const words = (position: number): string[] => {
    run.seek(position);
    run.ask(0);
    return new Answers().to(run)!.messages.map((message) => message.words);
  };
  expect(words(3.1)).toEqual([expect.stringMatching(/^push to \d+: still under way$/)]);
  expect(words(3.6)).toEqual([expect.stringMatching(/^push to \d+: (news|known already)$/), expect.stringMatching(/^feedback from \d+: still under way$/)]);
});

test('in the middle of a round it is what it was at the end of the last one', () => {
  const { run } = onSlide(...DECAY);
  run.seek(3.5);
  run.ask(0);
  expect(new Answers().to(run)!.title).toBe('Node 0, at the end of round 3');
  expect(new Answers().to(run)!.lines.slice(0, 2)).toEqual(panel(run, 3, 0).map((line) => `${line[0]!.toUpperCase()}${line.slice(1)}.`));
});

test('who asks changes nothing', () => {
  const { run } = onSlide(...DECAY);
  run.seek(8);
  const before = JSON.stringify(run.film!.frames);
  run.ask(3);
  new Answers().to(run);
  expect(JSON.stringify(run.film!.frames)).toBe(before);
});

test('of many things that it knows, what is hot comes first, and the rest is counted', () => {
  const { run } = onSlide(...KILL, { kill: '17@3 4@4 9@5 11@6 2@7' });
  run.seek(20);
  run.ask(0);
  const line = new Answers().to(run)!.lines.find((each) => each.startsWith('Knows '))!;
  expect(line.match(/dead\/\d+ “dead”/g)).toHaveLength(3);
  expect(line).toMatch(/; and 2 more\.$/);
  const hot = [...line.matchAll(/hot: counter|lost interest/g)].map(([found]) => found);
  expect([...hot].sort()).toEqual(hot);
});
