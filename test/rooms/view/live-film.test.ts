import { expect, test } from 'vitest';
import { defineScenario } from '../../../src/sim/scenario.ts';
import { textOf } from '../../../src/terminal/line.ts';
import { FilmMaker } from '../../../src/view/film/film-maker.ts';
import { drawFrame } from '../../../src/view/frame.ts';
import { topicNamed } from '../../../src/view/topics/topics.ts';

/** What is seen of a run that goes on, in which there is room for twelve nodes, and eight have come. */
function seen(columns = 80): string {
  const maker = new FilmMaker(defineScenario({ nodes: 12, writes: [] }), topicNamed('beliefs'), 'Cluster');
  maker.listen({ round: 1, at: 0, type: 'round' });
  maker.listen({ round: 1, at: 10, type: 'crashed', node: 2 });
  maker.listen({ round: 2, at: 1_000, type: 'round' });
  const film = maker.soFar(8);
  const options = { unicode: false, facts: ['7 up, 1 gone', 'others 3 of 4 alive', '40 datagrams'], keys: ['k kill', 'q quit'] };
  return drawFrame(film, film.frames.length - 1, { columns, rows: 24 }, options).map(textOf).join('\n');
}

test('who has not come yet is neither drawn nor counted', () => {
  expect(seen()).toContain(' 7.');
  expect(seen()).not.toContain(' 8.');
  expect(seen()).toMatch(/node 2 is DOWN +believed dead by 0 +alive by 7/);
});

test('who goes down without a script is said to be down', () => {
  expect(seen()).not.toContain('nobody is down');
  expect(seen()).toMatch(/x down \(the truth\) +1/);
});

test('beside the title stand the facts that it is given, in place of the numbers of a run', () => {
  expect(seen().split('\n')[0]).toContain('Cluster   7 up, 1 gone, others 3 of 4 alive, 40 datagrams');
  expect(seen()).not.toContain('seed');
});

test('where there is no room for all facts, those that matter most stay', () => {
  const first = (columns: number): string => seen(columns).split('\n')[0]!.trimEnd().replace(/ {2,}/g, '  ');
  expect([80, 60, 40, 14].map(first)).toEqual([
    ' Cluster  7 up, 1 gone, others 3 of 4 alive, 40 datagrams  round 1/1',
    ' Cluster  7 up, 1 gone, others 3 of 4 alive  round 1/1',
    ' Cluster  7 up, 1 gone  round 1/1',
    '  round 1/1',
  ]);
});
