import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../../src/course/remove-folder.ts';
import { inOrder, withOwnNames } from '../../../src/grade/grade.ts';
import { findSubmissions } from '../../../src/grade/intake/find-submissions.ts';
import { takeIn, type Submission } from '../../../src/grade/intake/take-in.ts';
import { zip } from '../../../src/course/zip-writer.ts';
import { fileOf, STEPS } from '../../../src/course/steps.ts';
import { tar } from './class.ts';
import { inCodePage } from './code-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'rumor-intake-'));
afterAll(() => removeFolder(folder));

/** Contents by path: text, or an archive. */
type Tree = Readonly<Record<string, string | Buffer>>;

const FIRST = fileOf(STEPS[0]!);
const SECOND = fileOf(STEPS[1]!);

/** Steps that say whose they are, below `inside`. */
function stepsOf(whose: string, inside: string): Tree {
  return { [`${inside}${FIRST}`]: `// ${whose}`, [`${inside}${SECOND}`]: `// ${whose}` };
}

function zipOf(tree: Tree): Buffer {
  return Buffer.concat([...zip(Object.entries(tree).map(([name, content]) => ({ name, bytes: Buffer.from(content) })))]);
}

function tgzOf(tree: Tree, type?: string): Buffer {
  return gzipSync(tar(new Map(Object.entries(tree).map(([name, content]) => [name, content.toString()])), '', type));
}

let made = 0;

/** Writes a tree in a folder of its own, and answers with that folder. */
function written(tree: Tree): string {
  const top = join(folder, `${made++}`);
  for (const [name, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(top, name)), { recursive: true });
    writeFileSync(join(top, name), content);
  }
  return top;
}

/** What the grader makes rows of, handed over by these names. */
function rowsOf(top: string, ...names: string[]): Submission[] {
  const paths = findSubmissions(names.length === 0 ? [top] : names.map((name) => join(top, name)));
  return withOwnNames(inOrder(paths.flatMap((path, place) => [...takeIn(path, paths.length > 1)].map((row) => ({ ...row, place })))));
}

/** Each row with whose steps are in it, or why there are none. */
function told(rows: readonly Submission[]): Record<string, string> {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  return Object.fromEntries(rows.map(({ name, files, problem }) => [name, problem ?? [...new Set(files.values())].join().replaceAll('// ', '')]));
}

const CLASS: Tree = {
  ...stepsOf('ann', 'class/ann/steps/'),
  ...stepsOf('bob', 'class/bob/rumor-has-it/steps/'),
  ...stepsOf('cid', 'class/cid/'),
  ...stepsOf('dee', 'class/dee/my-repo/'),
  ...stepsOf('eve', 'class/eve/steps/'),
  'class/fay.zip': zipOf(stepsOf('fay', 'repo-main/steps/')),
  'class/gus.tar.gz': tgzOf(stepsOf('gus', 'steps/')),
};
const SEVEN = { ann: 'ann', bob: 'bob', cid: 'cid', dee: 'dee', eve: 'eve', fay: 'fay', gus: 'gus' };

describe('the steps of several people', () => {
  test('in one zip are a row each, whether in folders or in archives', () => {
    const rows = rowsOf(written({ 'class.zip': zipOf(CLASS) }), 'class.zip');
    expect(told(rows)).toEqual(SEVEN);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(SEVEN));
  });

  test('in one zip without a folder around them, too', () => {
    const bare = Object.fromEntries(Object.entries(CLASS).map(([name, content]) => [name.replace('class/', ''), content]));
    expect(told(rowsOf(written({ 'class.zip': zipOf(bare) }), 'class.zip'))).toEqual(SEVEN);
  });

  test('in a tar.gz are a row each', () => {
    const folders = { ...stepsOf('ann', 'class/ann/steps/'), ...stepsOf('bob', 'class/bob/') };
    expect(told(rowsOf(written({ 'class.tgz': tgzOf(folders) }), 'class.tgz'))).toEqual({ ann: 'ann', bob: 'bob' });
  });

  test('in a folder that is one level too high are a row each', () => {
    expect(told(rowsOf(written(CLASS)))).toEqual(SEVEN);
    expect(told(rowsOf(written(CLASS), 'class'))).toEqual(SEVEN);
  });

  test('have the outer name in front where several are handed over, so that nobody passes for another', () => {
    const top = written({ 'monday.zip': zipOf(CLASS), ...stepsOf('ann', 'friday/ann/steps/'), ...stepsOf('bob', 'friday/bob/steps/') });
    const rows = told(rowsOf(top, 'monday.zip', 'friday'));
    expect(rows).toMatchObject({ 'monday/ann': 'ann', 'monday/fay': 'fay', 'friday/ann': 'ann', 'friday/bob': 'bob' });
    expect(Object.keys(rows)).toHaveLength(9);
  });

  test('in groups have the name of the group in front', () => {
    const groups = { ...stepsOf('ann', 'red/ann/'), ...stepsOf('bob', 'red/bob/'), ...stepsOf('cid', 'blue/ann/steps/'), ...stepsOf('dee', 'blue/dee/steps/') };
    expect(told(rowsOf(written({ 'class.zip': zipOf(groups) }), 'class.zip'))).toEqual({ 'red/ann': 'ann', 'red/bob': 'bob', 'blue/ann': 'cid', 'blue/dee': 'dee' });
  });

  test('are not lost among folders without steps, links and archives of other kinds: these are told', () => {
    const tree = { ...CLASS, 'class/hal/notes.txt': 'later', 'class/ida.rar': 'Rar!', 'class/README.txt': 'for all', '__MACOSX/class/._ann': 'x', 'class/.DS_Store': 'x', 'class/._fay.zip': 'x' };
    expect(told(rowsOf(written({ 'class.zip': zipOf(tree) }), 'class.zip'))).toEqual({ ...SEVEN, hal: expect.stringContaining('no step files'), 'ida.rar': expect.stringContaining('neither a folder nor an archive') });
  });

  test('are two rows when only those of one can be read', () => {
    const cannot = { 'class/bob/one/select-peers.ts': '// bob', 'class/bob/two/select-peers.ts': '// bob', 'class/cid.7z': 'x', 'class/merge.ts': 'loose' };
    const tree = { ...stepsOf('ann', 'class/ann/steps/'), ...cannot };
    expect(told(rowsOf(written({ 'class.zip': zipOf(tree) }), 'class.zip'))).toEqual({ ann: 'ann', bob: expect.stringContaining('select-peers.ts lies in no folder of a step'), 'cid.7z': expect.stringContaining('neither a folder nor an archive') });
  });

  test('are one row that says what is wrong when nothing of it can be read', () => {
    expect(told(rowsOf(written({ 'ann.zip': zipOf({ 'one/select-peers.ts': '', 'two/push.ts': '' }) }), 'ann.zip'))).toEqual({ ann: expect.stringContaining('lies in no folder of a step') });
  });

  test('beside steps that are nobody\'s are refused, and it is told what was found and what to do', () => {
    const tree = { ...CLASS, ...stepsOf('somebody', 'class/steps/') };
    expect(told(rowsOf(written({ 'class.zip': zipOf(tree) }), 'class.zip'))).toEqual({ class: expect.stringMatching(/steps of its own, and so do 5 folders in it \(ann, bob\/rumor-has-it, …\).*hand over those folders/) });
  });
});

describe('the steps of one person', () => {
  test('are one row, with older copies of the steps in the repository or without', () => {
    const repository = { 'repo/package.json': '{}', ...stepsOf('ann', 'repo/steps/'), ...stepsOf('old', 'repo/old/'), ...stepsOf('older', 'repo/older/'), 'repo/dist/kit.zip': 'no zip', 'repo/old.rar': 'x', 'repo/src/merge.ts': '', ...stepsOf('solution', 'repo/solutions/') };
    expect(told(rowsOf(written({ 'ann.zip': zipOf(repository) }), 'ann.zip'))).toEqual({ ann: 'ann' });
  });

  test('may lie in an archive in a folder, as an export of a course has them', () => {
    const course = { 'sub/ann_123_file/steps.zip': zipOf(stepsOf('ann', 'steps/')), 'sub/bob_124_file/work.tar.gz': tgzOf(stepsOf('bob', '')), 'sub/bob_124_file/.DS_Store': 'x' };
    const both = { ann_123_file: 'ann', bob_124_file: 'bob' };
    expect(told(rowsOf(written(course), 'sub'))).toEqual(both);
    expect(told(rowsOf(written(course), 'sub/ann_123_file', 'sub/bob_124_file'))).toEqual(both);
    expect(told(rowsOf(written({ 'export.zip': zipOf(course) }), 'export.zip'))).toEqual(both);
  });

  test('that were handed in twice are two rows that say whose they are', () => {
    const course = { 'ann_1/steps.zip': zipOf(stepsOf('first', '')), 'ann_1/steps-1.zip': zipOf(stepsOf('second', '')), 'bob_2/steps.zip': zipOf(stepsOf('bob', '')) };
    const three = { 'ann_1/steps': 'first', 'ann_1/steps-1': 'second', bob_2: 'bob' };
    expect(told(rowsOf(written(course)))).toEqual(three);
    expect(told(rowsOf(written({ 'export.zip': zipOf(course) }), 'export.zip'))).toEqual(three);
  });

  test('have as much of their path for a name as tells them from others of one name', () => {
    const top = written({ ...stepsOf('one', 'two/ann/'), 'two/ann.zip': zipOf(stepsOf('two', '')), ...stepsOf('three', 'three/bob/'), ...stepsOf('four', 'four/bob/') });
    expect(told(rowsOf(top, 'two/ann', 'two/ann.zip', 'three/bob', 'four/bob'))).toEqual({ ann: 'one', 'ann.zip': 'two', 'three/bob': 'three', 'four/bob': 'four' });
  });
});

/** A hundred thousand times smaller than what it holds. */
const BOMB = gzipSync(Buffer.alloc(650 << 20), { level: 1 });

describe('a hostile archive in an archive is refused alone', () => {
  const honest = stepsOf('ann', 'ann/');
  for (const [what, bad, reason] of [
    ['a bomb', { 'bad.tgz': BOMB }, /unpacks to more than 600 MB/],
    ['a bomb among its steps', { 'bad.zip': zipOf({ [FIRST]: Buffer.alloc(50 << 20) }) }, /unpacks to more than 256 kB/],
    ['a path that climbs out', { 'bad.zip': zipOf(stepsOf('x', '../../steps/')) }, /leads out of it/],
    ['a path that climbs out of a tar', { 'bad.tar.gz': tgzOf(stepsOf('x', '../steps/')) }, /leads out of it/],
    ['an absolute path', { 'bad.zip': zipOf(stepsOf('x', '/etc/steps/')) }, /leads out of it/],
    ['a link in place of a step file', { 'bad.tgz': gzipSync(tar(new Map([[FIRST, '']]), '', '2')) }, /is a link/],
    ['an archive in an archive in an archive', { 'bad.zip': zipOf({ 'deeper.zip': zipOf(stepsOf('x', '')) }) }, /an archive in an archive in an archive, and was not opened/],
    ['something that is no archive', { 'bad.zip': 'no zip' }, /no zip file that can be read/],
    ['an archive that is too large', { 'bad.zip': Buffer.alloc(201 << 20) }, /unpacks to more than 200 MB/],
    ['step files that are too large together', { 'bad.zip': zipOf(Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`${STEPS[0]!.folder}/${i}.ts`, Buffer.alloc(250 << 10)]))) }, /more than 1 MB together/],
    ['too many step files', { 'bad.zip': zipOf(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`${STEPS[0]!.folder}/${i}.ts`, '']))) }, /101 step files/],
  ] as const) {
    test(what, () => {
      expect(told(rowsOf(written({ 'class.zip': zipOf({ ...honest, ...bad }) }), 'class.zip'))).toEqual({ ann: 'ann', bad: expect.stringMatching(reason) });
    });
  }

  test('and does not keep us busy for long, however often it comes', () => {
    const crowd = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`bad${i}.tgz`, BOMB]));
    const rows = told(rowsOf(written({ 'class.zip': zipOf({ ...honest, ...crowd }) }), 'class.zip'));
    expect(rows['ann']).toBe('ann');
    expect(rows['bad0']).toMatch(/unpacks to more than/);
    expect(rows['bad29']).toMatch(/unpacks to more than/);
  });

  test('and so is one that makes up a crowd', () => {
    const crowd = Object.assign({}, ...Array.from({ length: 501 }, (_, i) => stepsOf('x', `p${i}/`)));
    expect(told(rowsOf(written({ 'class.zip': zipOf({ ...honest, 'bad.zip': zipOf(crowd) }) }), 'class.zip'))).toEqual({ ann: 'ann', bad: expect.stringContaining('501 people') });
  });

  test('and so are several that make up a crowd together, or folders without end', () => {
    const ofACrowd = expect.stringContaining('400 people handed in; at most 333 are allowed');
    const crowd = zipOf(Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`p${i}/${FIRST}`, ''])));
    expect(told(rowsOf(written({ 'class.zip': zipOf({ ...honest, 'a.zip': crowd, 'b.zip': crowd, 'c.zip': crowd }) }), 'class.zip'))).toEqual({ ann: 'ann', a: ofACrowd, b: ofACrowd, c: ofACrowd });
    const folders = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`p${i}/notes.txt`, '']));
    expect(told(rowsOf(written({ 'class.zip': zipOf({ ...honest, ...stepsOf('bob', 'bob/'), ...folders }) }), 'class.zip'))).toEqual({ class: expect.stringContaining('602 people') });
  });

  test('and so is a crowd in a folder, beside somebody who lies in a group with it', () => {
    const crowd = Object.assign({}, ...Array.from({ length: 600 }, (_, i) => stepsOf('x', `red/bad/p${i}/`)));
    const tree = { ...stepsOf('ann', 'red/ann/'), ...stepsOf('dee', 'blue/dee/'), ...crowd };
    expect(told(rowsOf(written({ 'class.zip': zipOf(tree) }), 'class.zip'))).toEqual({ 'red/ann': 'ann', blue: 'dee', 'red/bad': expect.stringContaining('600 people') });
  });

  test('and so is a name that is longer than any', () => {
    const bad = zipOf({ ...stepsOf('x', ''), [`${dirname(FIRST)}/${' '.repeat(60_000)}x.ts`]: '' });
    expect(told(rowsOf(written({ 'class.zip': zipOf({ ...honest, 'bad.zip': bad }) }), 'class.zip'))).toEqual({ ann: 'ann', bad: expect.stringContaining('a name of more than 255 letters') });
  });

  test('and names that are all spaces, dashes and copies are looked at in no time', () => {
    const bad = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`${dirname(FIRST)}/${' -'.repeat(60)}${' '.repeat(100)}${i}copy(.md`, '']));
    expect(told(rowsOf(written({ 'class.zip': zipOf({ ...honest, ...stepsOf('bob', 'bob/'), ...bad }) }), 'class.zip'))).toMatchObject({ ann: 'ann', bob: 'bob' });
  });

  test('and so is a name without end in a tar', () => {
    const bad = tgzOf({ ...stepsOf('x', ''), longlink: 'n'.repeat(1 << 20) }, 'L');
    expect(told(rowsOf(written({ 'class.zip': zipOf({ ...honest, 'bad.tgz': bad }) }), 'class.zip'))).toEqual({ ann: 'ann', bad: expect.stringContaining('a name of 1 MB') });
  });

  test('and so is a name that is a file and a folder at once, or deeper than anything', () => {
    const odd = { 'bad.zip': 'no zip', ...stepsOf('x', 'bad.zip/'), [`${'d/'.repeat(15_000)}${FIRST}`]: 'x' };
    expect(told(rowsOf(written({ 'class.zip': zipOf({ ...honest, ...odd }) }), 'class.zip'))).toMatchObject({ ann: 'ann', bad: 'x' });
  });

  test.skipIf(process.platform === 'win32')('and so is a link to an archive', () => {
    const top = written({ ...honest, 'secret/steps.zip': zipOf(stepsOf('secret', '')), 'bob/notes.txt': '' });
    symlinkSync(join(top, 'secret', 'steps.zip'), join(top, 'bob', 'steps.zip'));
    expect(told(rowsOf(top, 'ann', 'bob'))).toEqual({ ann: 'ann', bob: expect.stringContaining('is a link') });
  });
});

describe('what may not be what was written is not graded', () => {
  /** Which files of a zip were read, and what is said of those that were not. */
  const read = (archive: Buffer): [string[], [string, string][]] => {
    const [{ files, unread }] = [...takeIn(join(written({ 'ann.zip': archive }), 'ann.zip'))] as [Submission];
    return [[...files.keys()], [...(unread ?? [])].filter(([name]) => !files.has(name))];
  };
  const entries = (...named: (readonly [name: string, text: string])[]): Buffer => Buffer.concat([...zip(named.map(([name, text]) => ({ name, bytes: Buffer.from(text) })))]);

  test('a file whose checksum does not fit, but those beside it', () => {
    const archive = entries([`steps/${FIRST}`, ''], [`steps/${SECOND}`, '// b']);
    const directory = archive.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    archive.writeUInt32LE(1, directory + 16);
    expect(read(archive)).toEqual([[SECOND], [[FIRST, 'is damaged: it is not what its checksum says. Zip it again']]]);
  });

  test('a file that is there twice, and the two differ, whatever the paths look like', () => {
    const twice = [[SECOND], [[FIRST, 'is there twice, and the two differ; hand in one']]];
    for (const path of [`steps/${FIRST}`, `steps/./${FIRST}`]) expect(read(entries([`steps/${FIRST}`, '// a'], [path, '// b'], [`steps/${SECOND}`, '']))).toEqual(twice);
    expect(read(entries([`steps/${FIRST}`, '// a'], [`steps//${FIRST}`, '// a']))).toEqual([[FIRST], []]);
  });
});

describe('nobody is made one with somebody else', () => {
  test('by an archive from Windows, whose names are in a code page: they are read, and it is said', () => {
    const rows = rowsOf(written({ 'class.zip': inCodePage(zipOf({ ...stepsOf('1', 'M\x01ller/'), ...stepsOf('2', 'M\x02ller/steps/'), ...stepsOf('3', 'J\x01rgen/'), ...stepsOf('4', 'J\x02rgen/'), ...stepsOf('5', 'ann/') })) }), 'class.zip');
    expect(told(rows)).toEqual({ Müller: '1', Möller: '2', Jürgen: '3', Jörgen: '4', ann: '5' });
    expect(rows.map(({ name, note }) => [name, note?.includes('code page 437')]).filter(([, said]) => said)).toHaveLength(4);
    expect(rows.find(({ name }) => name === 'ann')?.note).toBeUndefined();
  });

  test('by an archive from macOS, whose names are UTF-8 and not marked so', () => {
    const unmarked = inCodePage(zipOf({ ...stepsOf('1', 'Müller/'), ...stepsOf('2', 'Möller/') }));
    expect(told(rowsOf(written({ 'class.zip': unmarked }), 'class.zip'))).toEqual({ Müller: '1', Möller: '2' });
  });

  test('where two names read the same: they are kept apart', () => {
    const mixed = inCodePage(zipOf({ ...stepsOf('1', 'Müller/'), ...stepsOf('2', 'M\x01ller/') }));
    expect(told(rowsOf(written({ 'class.zip': mixed }), 'class.zip'))).toEqual({ Müller: '1', 'Müller (2)': '2' });
  });

  test('by a tar with names in a code page', () => {
    const raw = tar(new Map([[`M\x01ller/${FIRST}`, '// 1'], [`M\x02ller/${FIRST}`, '// 2']]), '').toString('latin1').replaceAll('\x01', '\x81').replaceAll('M\x02', 'M\x94');
    expect(told(rowsOf(written({ 'class.tgz': gzipSync(Buffer.from(raw, 'latin1')) }), 'class.tgz'))).toEqual({ Müller: '1', Möller: '2' });
  });

  test.skipIf(process.platform !== 'linux')('by names on disk that are no UTF-8', () => {
    const top = written({ ...stepsOf('3', 'class/ann/') });
    for (const [byte, whose] of [[0x81, '1'], [0x94, '2']] as const) {
      const person = Buffer.concat([Buffer.from(join(top, 'class', 'M')), Buffer.from([byte]), Buffer.from('ller')]);
      const step = Buffer.concat([person, Buffer.from(`/${dirname(FIRST)}`)]);
      mkdirSync(step, { recursive: true });
      writeFileSync(Buffer.concat([Buffer.from(join(top, 'class', 'M')), Buffer.from([byte]), Buffer.from(`ller/${FIRST}`)]), `// ${whose}`);
    }
    expect(told(rowsOf(top, 'class'))).toEqual({ ann: '3', Müller: '1', Möller: '2' });
  });

  test('by a sign that nobody sees', () => {
    const rows = rowsOf(written({ 'class.zip': zipOf({ ...stepsOf('1', 'ann/'), ...stepsOf('2', 'ann\u200b/'), ...stepsOf('3', 'ann\u2060/'), ...stepsOf('4', 'A\u030Ake/'), ...stepsOf('5', '\u00c5ke/') }) }), 'class.zip');
    expect(Object.values(told(rows)).sort()).toEqual(['1', '2', '3', '4', '5']);
    const seen = rows.map(({ name }) => name.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ''));
    expect(new Set(seen).size).toBe(5);
    expect(rows.find(({ files }) => [...files.values()].includes('// 1'))?.name).toBe('ann');
  });
});

describe('nobody is passed by', () => {
  test('who is called as a folder of a repository is', () => {
    const tree = { ...stepsOf('ann', 'class/ann/'), ...stepsOf('test', 'class/test/'), ...stepsOf('bare', 'class/x/test/steps/') };
    expect(told(rowsOf(written({ 'class.zip': zipOf(tree) }), 'class.zip'))).toEqual({ ann: 'ann', test: 'test', x: 'bare' });
    expect(told(rowsOf(written(tree), 'class'))).toEqual({ ann: 'ann', test: 'test', x: 'bare' });
    expect(told(rowsOf(written(tree)))).toEqual({ ann: 'ann', test: 'test', x: 'bare' });
  });

  test('and the folders of a repository are nobody', () => {
    const tree = { ...stepsOf('ann', 'ann/steps/'), ...stepsOf('no', 'ann/test/'), ...stepsOf('no', 'ann/solutions/'), ...stepsOf('no', 'ann/test/mutants/'), 'bob/package.json': '{}', ...stepsOf('no', 'bob/test/'), ...stepsOf('bob', 'bob/steps/') };
    expect(told(rowsOf(written({ 'class.zip': zipOf(tree) }), 'class.zip'))).toEqual({ ann: 'ann', bob: 'bob' });
  });

  test('whose steps lie in a folder called solutions: it is told', () => {
    const said = expect.stringContaining('a folder called solutions, which is not read');
    const tree = { ...stepsOf('ann', 'class/ann/'), ...stepsOf('bob', 'class/bob/solutions/'), ...stepsOf('x', 'class/solutions/') };
    expect(told(rowsOf(written({ 'class.zip': zipOf(tree) }), 'class.zip'))).toEqual({ ann: 'ann', bob: said, solutions: said });
    expect(told(rowsOf(written({ 'bob.zip': zipOf(stepsOf('bob', 'solutions/')) }), 'bob.zip'))).toEqual({ bob: said });
  });

  test('whose names are nearly right: what is there is told, by the file that it is nearly', () => {
    for (const near of ['01-peer-selection (1)/select-peers.ts', '01-peer-selection/Select-Peers.ts', '01-peer-selection/select-peers.ts.txt', '01-peer-selection/select_peers (2).ts', 'Copy of 01/select-peers - Copy.ts', '01-peer-selection/select-peers.js']) {
      const top = written({ [`ann/steps/${near}`]: '// near', [`ann/steps/${SECOND}`]: '// ann' });
      const [row] = rowsOf(top, 'ann');
      expect(row!.unread?.get(FIRST), near).toBe(`is missing; steps/${near} is there, and was not read`);
      const alone = rowsOf(written({ 'bob.zip': zipOf({ [`bob/${near}`]: '// near' }) }), 'bob.zip');
      // A helper may lie in the folder of a step; the step's own file is missing then.
      expect(alone.map((each) => each.problem ?? each.unread?.get(FIRST)), near).toEqual([expect.stringMatching(/lies in no folder of a step|should it be 01-peer-selection\/select-peers\.ts\?|is there, and was not read/)]);
    }
  });

  test('whose editor saved a step in UTF-16: the other steps are read', () => {
    const utf16 = Buffer.from('\ufeff// ann', 'utf16le');
    const [row] = rowsOf(written({ [`ann/steps/${FIRST}`]: utf16, [`ann/steps/${SECOND}`]: '// ann' }), 'ann');
    expect([...row!.files.keys()]).toEqual([SECOND]);
    expect(row!.unread?.get(FIRST)).toMatch(/is saved in UTF-16/);
  });
});

describe.skipIf(process.platform === 'win32')('what is no plain file', () => {
  const pipe = (path: string): string => {
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    return path;
  };

  test('is not waited for: a pipe is a row that says what it is', () => {
    const top = written({ ...stepsOf('ann', 'class/ann/'), 'class/bob/notes.txt': '' });
    pipe(join(top, 'class', 'zed.zip'));
    pipe(join(top, 'class', 'bob', 'steps.zip'));
    const said = expect.stringContaining('a pipe or a device');
    expect(told(rowsOf(top, 'class'))).toEqual({ ann: 'ann', bob: said, zed: said });
    expect(told(rowsOf(top))).toEqual({ ann: 'ann', bob: said, zed: said });
  });

  test('is not followed: links to the steps of others, and to the solutions', () => {
    const top = written({ ...stepsOf('ann', 'class/ann/steps/'), 'class/cid/notes.txt': '', ...stepsOf('secret', 'solutions/') });
    symlinkSync(join(top, 'class', 'ann'), join(top, 'class', 'bob'));
    symlinkSync(join(top, 'solutions'), join(top, 'class', 'cid', 'steps'));
    const said = expect.stringContaining('a link, which is not followed');
    expect(told(rowsOf(top, 'class'))).toEqual({ ann: 'ann', bob: said, cid: said });
    expect(told(rowsOf(top, 'class/ann', 'class/bob', 'class/cid'))).toEqual({ ann: 'ann', bob: said, cid: said });
  });
});
