import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { headerOf } from '../../../../src/course/header.ts';
import { tellFinding } from '../../../../src/authoring/verify/finding.ts';
import { checkHints, checkLesson } from '../../../../src/authoring/verify/lessons.ts';
import { checkLinks } from '../../../../src/authoring/verify/links.ts';
import { readDocument, type Document } from '../../../../src/authoring/verify/markdown.ts';
import { compareQuote } from '../../../../src/authoring/verify/quotes.ts';
import { findStray, findStrayFolders } from '../../../../src/authoring/verify/stray.ts';
import { checkTypes, snippetsIn } from '../../../../src/authoring/verify/types.ts';
import { COMMANDS } from '../../../../src/cli/cli.ts';
import { STEPS } from '../../../../src/course/steps.ts';
import { ROOT } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/code-folder.ts';

const [STEP] = STEPS as [(typeof STEPS)[0]];

/** A document in a folder of its own, beside a package with one script. */
function documentWith(text: string, where = 'steps/01-peer-selection/README.md'): { root: string; document: Document } {
  const root = temporaryFolder();
  put(root, 'package.json', JSON.stringify({ scripts: { play: 'node rumor play', start: 'node rumor start', 'slides:build': 'node rumor slides build', away: 'node x', doctor: 'node rumor doctor' } }));
  put(root, where, text);
  return { root, document: readDocument(root, where) };
}

function put(root: string, where: string, text: string): void {
  mkdirSync(dirname(join(root, where)), { recursive: true });
  writeFileSync(join(root, where), text);
}

const PARTS = ['Where we are', 'Predict', 'The idea', 'Your task', 'Run it', 'What you should see', 'In the wild', 'Further'];
const lesson = (parts: readonly string[]): string => ['# Step 01: Peer selection', ...parts.map((part) => `## ${part}`)].join('\n');

test('a lesson has its parts, all of them, in the fixed order', () => {
  const check = (parts: readonly string[]): string[] => checkLesson(STEP, documentWith(lesson(parts)).document).map(tellFinding);
  expect(check(PARTS)).toEqual([]);
  expect(check(PARTS.slice(0, 7))).toEqual(['steps/01-peer-selection/README.md: has no part “## Further”']);
  expect(check(['Predict', 'Where we are', ...PARTS.slice(2)])).toEqual([
    'steps/01-peer-selection/README.md:2: “## Predict” stands where “## Where we are” should',
  ]);
  expect(check([...PARTS, 'More'])).toEqual(['steps/01-peer-selection/README.md:10: “## More” stands where nothing should']);
});

test('a lesson has the title of its step', () => {
  const text = lesson(PARTS).replace('Step 01', 'Step 02');
  expect(checkLesson(STEP, documentWith(text).document).map(tellFinding)).toEqual([
    'steps/01-peer-selection/README.md:1: should have the title “# Step 01: Peer selection”',
  ]);
});

test('hints are three, numbered and titled, and then come answer and why', () => {
  const check = (text: string): string[] => checkHints(STEP, documentWith(`# Hints for step 01\n${text}`, 'hints.md').document).map(tellFinding);
  expect(check('## 1. A\n## 2. B\n## 3. C\n## Answer\n## Why')).toEqual([]);
  expect(check('## 1. A\n## 2. B\n## Answer\n## Why')).toEqual(['hints.md: has 2 hints; there should be 3']);
  expect(check('## 1. A\n## 2. B\n## 3. C')).toEqual(['hints.md: should end with “## Answer”, to what the lesson lets predict, and “## Why”: why the reference does it so, and a mistake that looks as good']);
  expect(check('## 1. A\n## B\n## 3. \n## Answer\n## Why')).toEqual(['hints.md:3: “## B” should be “## 2. ” and a title', 'hints.md:4: “## 3.” should be “## 3. ” and a title']);
});

test('the last lesson says where to go from there', () => {
  expect(readDocument(ROOT, `steps/${STEPS.at(-1)!.folder}/README.md`).prose.map(({ text }) => text).join('\n')).toContain('(../../FURTHER.md)');
});

test('a heading in a code block is not a heading', () => {
  const { document } = documentWith('# One\n```sh\n# two\n```\n## Three');
  expect(document.headings.map(({ text }) => text)).toEqual(['One', 'Three']);
  expect(document.fences).toEqual([{ language: 'sh', line: 2, lines: ['# two'] }]);
});

test('links, paths, scripts, commands and flags must exist', async () => {
  const text = [
    '# A title: with marks',
    '[here](#a-title-with-marks) [there](README.md#nowhere) [away](https://example.org/x) [up](../../package.json) [gone](gone.md)',
    'See `steps/01-peer-selection` and `steps/09-nothing`, or `solutions/NN-name/`.',
    '`node rumor play 4 --loud` `npm run fly` `node rumor sing` `npm run <command>` `npm ci` `npm run away` `node rumor doctor` `node rumor help` `node rumor play --help`',
    '`npm run play -- 4 --plain` `npm run slides:build`',
    '```sh',
    'npm start',
    'npm install && node rumor play 1 --fan 2   # faster',
    '```',
  ].join('\n');
  const { root, document } = documentWith(text);
  const found = (await checkLinks(root, document, COMMANDS)).map(tellFinding);
  const at = 'steps/01-peer-selection/README.md';
  expect(found).toEqual([
    `${at}:2: links to README.md#nowhere, and steps/01-peer-selection/README.md has no such heading`,
    `${at}:2: links to gone.md, and there is no steps/01-peer-selection/gone.md`,
    `${at}:3: names \`steps/09-nothing\`, which does not exist`,
    expect.stringContaining(`${at}:4: names \`node rumor play 4 --loud\`, but play has no flag --loud; it takes --`),
    `${at}:4: names \`npm run fly\`, and package.json has no script "fly"`,
    `${at}:4: names \`node rumor sing\`, and there is no command "sing"`,
    `${at}:5: names \`npm run play -- 4 --plain\`; what works in every shell is \`node rumor play 4 --plain\``,
    `${at}:5: names \`npm run slides:build\`; what works in every shell is \`node rumor slides build\``,
    expect.stringContaining(`${at}:8: names \`node rumor play 1 --fan 2\`, but play has no flag --fan`),
  ]);
});

test.each([
  ['the whole output', ['a', 'b'], undefined],
  ['lines left out at the end', ['a', '…'], undefined],
  ['lines left out in front and between', ['…', 'b'], undefined],
  ['a line that is not there', ['a', 'x'], { line: 1, printed: 'b' }],
  ['a line that is not there, after others that were left out', ['…', 'bx'], { line: 1, printed: 'b' }],
  ['the wrong order', ['b', 'a'], { line: 0, printed: 'a' }],
  ['an end that comes too early', ['a'], { line: 1, printed: 'b' }],
  ['an end that comes too late', ['a', 'b', 'c'], { line: 2, printed: undefined }],
])('a quote with %s', (_what, quoted, mismatch) => {
  expect(compareQuote(quoted, ['a', 'b', ''])).toEqual(mismatch);
});

test('code in a lesson must compile beside the file of its step', async () => {
  const good = "import { selectPeers } from './select-peers.ts';\nimport type { NodeId } from '../../src/gossip/types.ts';\nconst self: NodeId = 1;\nconsole.log(selectPeers(self, [1, 2], 1, { next: () => 0, int: () => 0 }));";
  const bad = 'const id: string = 1;';
  const { document } = documentWith(`# T\n\`\`\`ts\n${good}\n\`\`\`\n\`\`\`ts\n\n${bad}\n\`\`\`\n`);
  const found = await checkTypes(ROOT, [], snippetsIn(STEP, document));
  expect(found.map(tellFinding)).toEqual([
    "steps/01-peer-selection/README.md:10: does not compile: Type 'number' is not assignable to type 'string'.",
  ]);
});

test('files that belong to nothing are found', () => {
  const root = temporaryFolder();
  for (const name of ['README.md', 'hints.md', 'select-peers.ts', 'notes.txt']) put(root, `steps/01-peer-selection/${name}`, '');
  put(root, 'solutions/01-peer-selection/select-peers.ts', '');
  put(root, 'test/mutants/01-peer-selection/Bad_Name.ts', '');
  put(root, 'test/mutants/09-nothing/x.ts', '');
  expect(findStray(root, STEP, { inSteps: true }).map(({ where }) => where)).toEqual([
    'steps/01-peer-selection/notes.txt',
    'steps/01-peer-selection/tsconfig.json',
    'test/mutants/01-peer-selection/Bad_Name.ts',
  ]);
  expect(findStray(root, STEP, { inSteps: false }).map(({ where }) => where)).toEqual(['test/mutants/01-peer-selection/Bad_Name.ts']);
  expect(findStrayFolders(root, [STEP], { inSteps: false }).map(tellFinding)).toEqual([
    'test/mutants/09-nothing: is a stray file; what belongs there: 01-peer-selection',
  ]);
});

test('a header may go on in the next line', () => {
  const source = '/**\n * mistake: one\n *   and more\n * caught by: further: a test\n */\nexport {};\n';
  expect(headerOf(source)).toEqual({ mistake: 'one and more', 'caught by': 'further: a test' });
  expect(headerOf('export {};')).toEqual({});
});
