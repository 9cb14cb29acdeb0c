import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { tellFinding } from '../../../../src/authoring/verify/finding.ts';
import { checkRooms } from '../../../../src/authoring/verify/rooms.ts';
import { temporaryFolder } from '../../support/code-folder.ts';
import { ROOT } from '../../support/cli.ts';

/** What is said of a tree with these files, beside five rooms of equal size that are as they should be. */
function problemsIn(files: Readonly<Record<string, string>>): string[] {
  const root = temporaryFolder();
  const filler = Object.fromEntries(['gossip', 'host', 'sim', 'view', 'course', 'grade'].map((room) => [`src/${room}/filler.ts`, '\n'.repeat(40)]));
  for (const [where, text] of Object.entries({ ...filler, ...files })) {
    mkdirSync(dirname(join(root, where)), { recursive: true });
    writeFileSync(join(root, where), text);
  }
  return checkRooms(root, { inSteps: true }).map(tellFinding);
}

test('the rooms of this repository hold', () => {
  expect(checkRooms(ROOT, { inSteps: false }).map(tellFinding)).toEqual([]);
});

test('rooms that hold', () => {
  expect(
    problemsIn({
      'src/gossip/types.ts': 'export type A = 1;\n',
      'src/sim/network.ts': "import type { A } from '../gossip/types.ts';\nexport const a: A = 1;\n",
      'test/network.test.ts': "import {\n  a as first,\n} from '../src/sim/network.ts';\n",
    }),
  ).toEqual([]);
});

test.each([
  ['static', "import type { draw } from '../view/frame.ts';\n"],
  ['late', "const { draw } = await import('../view/frame.ts');\n"],
  ['passed on', "export { draw } from '../view/frame.ts';\n"],
])('an import that goes up is found: %s', (_kind, text) => {
  expect(problemsIn({ 'src/view/frame.ts': 'export const draw = 1;\n', 'src/sim/network.ts': `\n${text}` })).toEqual([
    'src/sim/network.ts:2: imports src/view/frame.ts; sim stands on gossip, host',
  ]);
});

test('a file that is loaded by its address counts as imported', () => {
  const child = { 'src/sim/child.ts': 'export const a = 1;\n' };
  expect(problemsIn({ ...child, 'src/sim/parent.ts': "fork(join(import.meta.dirname, 'child.ts'));\n" })).toEqual([]);
  expect(problemsIn(child)).toEqual(['src/sim/child.ts:1: exports a, and nobody imports it']);
});

test('an import in a comment is none', () => {
  expect(problemsIn({ 'src/view/frame.ts': '', 'src/sim/network.ts': "/**\n * import { draw } from '../view/frame.ts';\n */\n// import '../view/frame.ts';\n" })).toEqual([]);
});

test('a room that is not on the list is found', () => {
  expect(problemsIn({ 'src/loft/box.ts': '' })).toEqual([expect.stringMatching(/^src\/loft\/box\.ts: is in no room; the rooms of src are gossip, host, sim, /)]);
});

test('code of a step that is imported by name is found', () => {
  expect(problemsIn({ 'src/sim/network.ts': "import { merge } from '../../steps/03-merge/merge.ts';\n" })).toEqual([
    'src/sim/network.ts:1: imports steps/03-merge/merge.ts; code of the steps is loaded by folder, never by name',
  ]);
});

test('a circle of files is found once', () => {
  const files = {
    'src/sim/a.ts': "import { b } from './b.ts';\nexport const a = 1;\n",
    'src/sim/b.ts': "import { c } from './c.ts';\nexport const b = 1;\n",
    'src/sim/c.ts': "import type { a } from './a.ts';\nexport const c = 1;\n",
  };
  expect(problemsIn(files)).toEqual(['src/sim/a.ts: imports itself by way of src/sim/b.ts and src/sim/c.ts']);
});

test('a circle of rooms cannot be: one of its arrows goes up', () => {
  const files = {
    'src/host/a.ts': "import { b } from '../sim/b.ts';\nexport const a = 1;\n",
    'src/sim/b.ts': "import { c } from '../host/c.ts';\nexport const b = 1;\n",
    'src/host/c.ts': 'export const c = 1;\n',
    'test/a.test.ts': "import { a } from '../src/host/a.ts';\n",
  };
  expect(problemsIn(files)).toEqual(['src/host/a.ts:1: imports src/sim/b.ts; host stands on gossip']);
});

test('escape codes and colours outside of the terminal are found', () => {
  const text = "import { Chalk } from 'chalk';\nconst reset = '\\x1b[0m';\nconst clear = '\\u001B[2J';\n";
  expect(problemsIn({ 'src/view/frame.ts': text, 'src/terminal/screen.ts': text })).toEqual([
    'src/view/frame.ts:1: imports chalk; colours are written in src/terminal',
    'src/view/frame.ts:2: holds an escape code; only src/terminal writes them',
    'src/view/frame.ts:3: holds an escape code; only src/terminal writes them',
  ]);
});

test('an export that nobody imports is found, and a shape that goes with another is not', () => {
  const text = 'export interface Size {}\nexport interface Shape {}\nexport const used = (size: Size) => size;\nexport const forgotten = 1;\n';
  expect(problemsIn({ 'src/view/frame.ts': text, 'test/frame.test.ts': "import { used } from '../src/view/frame.ts';\n" })).toEqual([
    'src/view/frame.ts:2: exports Shape, and nobody imports it',
    'src/view/frame.ts:4: exports forgotten, and nobody imports it',
  ]);
});

test('a room that holds more than a fifth of src is found', () => {
  expect(problemsIn({ 'src/sim/large.ts': '\n'.repeat(100) })).toEqual(['src/sim: holds 142 of 347 lines of src, 41 %; a room holds a fifth at most']);
});

test('a step that imports a later one, or more than the words, is found', () => {
  const text = "import type { A } from '../../src/gossip/types.ts';\nimport { b } from '../02-push/push.ts';\nimport { c } from '../04-rumor-decay/rumor-decay.ts';\nimport { d } from '../../src/sim/network.ts';\n";
  const files = { 'src/sim/network.ts': 'export const d = 1;\n', 'src/gossip/types.ts': 'export type A = 1;\n', 'solutions/03-merge/merge.ts': text, 'steps/03-merge/merge.ts': text };
  expect(problemsIn(files)).toEqual(
    ['steps', 'solutions'].flatMap((folder) => [
      `${folder}/03-merge/merge.ts:3: imports ${folder}/04-rumor-decay/rumor-decay.ts; a step imports src/gossip and the steps before it`,
      `${folder}/03-merge/merge.ts:4: imports src/sim/network.ts; a step imports src/gossip and the steps before it`,
    ]),
  );
});
