import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AT_THE_START, choosingEditor, loadProgress, moveTo, saveProgress, type Progress } from '../../../../src/learner/progress/store.ts';
import { temporaryFolder } from '../../support/code-folder.ts';

const SOMEWHERE: Progress = { current: 3, tested: { 1: { of: 'abc', passed: true }, 2: { of: 'def', passed: false } }, hints: { 3: 2 }, guesses: { 2: 'About 12' }, rounds: 40, openEditor: false };

test('what is saved is there again, and nothing else is left behind', () => {
  const folder = temporaryFolder();
  const file = join(folder, '.workshop', 'state.json');
  expect(saveProgress(file, SOMEWHERE)).toBeUndefined();
  expect(loadProgress(file)).toEqual({ progress: SOMEWHERE, found: true, writable: true });
  expect(readdirSync(join(folder, '.workshop'))).toEqual(['state.json']);
});

test('a first start has nothing to remember, and says nothing', () => {
  expect(loadProgress(join(temporaryFolder(), 'state.json'))).toEqual({ progress: AT_THE_START, found: false, writable: true });
});

test.each([['not JSON', '{"version": 1, "cur'], ['empty', ''], ['null', 'null'], ['a step there is not', '{"version":1,"current":77,"done":[],"hints":{}}'], ['no version', '{"current":2}']])(
  'a file that makes no sense (%s) is kept aside, and told about',
  (_what, text) => {
    const file = join(temporaryFolder(), 'state.json');
    writeFileSync(file, text);
    const loaded = loadProgress(file);
    expect(loaded).toMatchObject({ progress: AT_THE_START, found: false, writable: true });
    expect(loaded.notice).toContain(`kept as ${file}.unreadable`);
    expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe(text);
    expect(existsSync(file)).toBe(false);
  },
);

test('who catches up is at that step from then on, unless nothing can be remembered', () => {
  const file = join(temporaryFolder(), 'state.json');
  saveProgress(file, SOMEWHERE);
  expect(moveTo(file, 4)).toBe(true);
  expect(loadProgress(file).progress).toEqual({ ...SOMEWHERE, current: 4 });
  writeFileSync(file, JSON.stringify({ version: 2 }));
  expect(moveTo(file, 5)).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe(JSON.stringify({ version: 2 }));
});

test('a file from a newer version is left alone', () => {
  const file = join(temporaryFolder(), 'state.json');
  writeFileSync(file, '{"version": 99}');
  expect(loadProgress(file)).toMatchObject({ found: false, writable: false, notice: expect.stringContaining('newer version') });
  expect(readFileSync(file, 'utf8')).toBe('{"version": 99}');
});

test('a place that cannot be written to is told about, once more without harm', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'occupied'), '');
  expect(saveProgress(join(folder, 'occupied', 'state.json'), SOMEWHERE)).toMatch(/cannot be written: .+ \(\w+\); where you are will not be remembered\.$/);
});

test('a crash between the two writes leaves the old file', () => {
  const file = join(temporaryFolder(), 'state.json');
  saveProgress(file, SOMEWHERE);
  // The draft that a killed process leaves, half-written.
  writeFileSync(`${file}.12345.tmp`, '{"version": 1, "cur');
  expect(loadProgress(file).progress).toEqual(SOMEWHERE);
});

test('a folder in place of the file is told about', () => {
  const file = join(temporaryFolder(), 'state.json');
  mkdirSync(file);
  expect(loadProgress(file)).toMatchObject({ found: false, notice: expect.stringContaining('cannot be read') });
});

test('an editor that the learner has chosen is remembered, until it is auto again', () => {
  const file = join(temporaryFolder(), 'state.json');
  saveProgress(file, choosingEditor(SOMEWHERE, 'subl -n'));
  const { progress } = loadProgress(file);
  expect(progress).toEqual({ ...SOMEWHERE, openEditor: true, editor: 'subl -n' });
  expect(choosingEditor(progress, undefined)).toBe(progress);
  expect(choosingEditor(progress, 'auto')).toEqual({ ...SOMEWHERE, openEditor: true });
});
