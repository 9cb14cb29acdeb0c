import { beforeAll, expect, test } from 'vitest';
import { fileOf, STEPS, type Step } from '../../../src/course/steps.ts';
import { judge, openBench, type Bench } from '../../../src/grade/judge.ts';
import { withinReach } from '../../../src/grade/reach.ts';
import { solutionOf, storeInMemory } from './bench.ts';

const [first, second] = STEPS as readonly [Step, Step, ...Step[]];

test('a step reaches what it imports, however that is written, and nothing else', () => {
  const modules = new Map(
    Object.entries({
      '01-a/a.ts': 'exports.a = 1;',
      '02-b/b.ts': 'var x = require("../01-a/a"); var y = require("../03-c/c.js"); var z = require("./more");',
      '02-b/more/index.ts': 'var b = require("../b.ts");',
      '03-c/c.ts': 'require("../../src/gossip/types.ts"); require("node:fs"); require("../09-gone/gone.ts");',
      '04-d/d.ts': 'var all = require("../02-b/b.ts");',
    }).map(([name, code]) => [name, { code }]),
  );
  expect([...withinReach('var b = require("steps/02-b/b.ts"); require("vitest");', modules).keys()].sort()).toEqual(['01-a/a.ts', '02-b/b.ts', '02-b/more/index.ts', '03-c/c.ts']);
});

let bench: Bench;
let runs = 0;

beforeAll(async () => {
  const known = storeInMemory();
  const store: typeof known = { get: (key) => known.get(key), set: (key, result) => (runs++, known.set(key, result)) };
  bench = await openBench([first, second], store);
});

/** How often tests were run to judge these, two at a time. */
async function runsFor(...seconds: readonly string[]): Promise<number> {
  const before = runs;
  await Promise.all(seconds.map((text, i) => judge(bench, { name: `${i}`, path: `${i}`, files: new Map([[fileOf(first), `${solutionOf(first)}\nexport const more = 1;\n`], [fileOf(second), text]]) })));
  return runs - before;
}

test('the same code is run once, though it is judged twice at the same time, and an earlier step not again', async () => {
  expect(await runsFor(...[1, 1].map(() => `${solutionOf(second)}\nexport const more = 1;\n`))).toBe(2);
  expect(await runsFor(`${solutionOf(second)}\nexport const more = 2;\n`)).toBe(1);
});
