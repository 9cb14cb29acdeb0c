import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileTrouble, fileTrouble } from '../../../src/course/file-trouble.ts';
import { replaceFile, type Disk } from '../../../src/course/replace-file.ts';
import { ROOT } from '../../../src/course/root.ts';
import { temporaryFolder } from '../support/code-folder.ts';

describe('a file is replaced', () => {
  test('whole, with the folders that lead there, and no draft stays', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a', 'b', 'c.ts');
    for (const text of ['one', 'another one', '2']) {
      replaceFile(file, text);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['c.ts']);
  });

  test.skipIf(process.platform === 'win32')('behind a link, and the link stays', () => {
    const folder = temporaryFolder();
    const [file, link] = [join(folder, 'file'), join(folder, 'link')];
    writeFileSync(file, 'old');
    symlinkSync(file, link);
    replaceFile(link, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
  });

  test.skipIf(process.platform === 'win32')('but no device is', () => {
    replaceFile('/dev/null', 'text');
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });
});

/** A file that another program holds, on a disk in memory. */
function heldDisk(held: { renames: number; writing: boolean }) {
  const files = new Map([['file', 'old']]);
  const refuse = (syscall: string): never => {
    throw Object.assign(new Error(`EPERM: operation not permitted, ${syscall}`), { code: 'EPERM', syscall });
  };
  let waited = 0;
  const disk: Disk = {
    makeFolder: () => undefined,
    write: (file, content) => void files.set(file, String(content)),
    rename(from, to) {
      if (held.renames-- > 0) refuse('rename');
      files.set(to, files.get(from)!);
      files.delete(from);
    },
    overwrite: (file, content) => (held.writing ? refuse('open') : void files.set(file, String(content))),
    remove: (file) => void files.delete(file),
    pause: (milliseconds) => void (waited += milliseconds),
  };
  return { disk, files, waited: () => waited };
}

describe('a file that another program holds', () => {
  test('for a moment is waited for', () => {
    const { disk, files, waited } = heldDisk({ renames: 3, writing: true });
    replaceFile('file', 'new', disk);
    expect([...files]).toEqual([['file', 'new']]);
    expect(waited()).toBe(70);
  });

  test('for good, but not against writing, is written to', () => {
    const { disk, files, waited } = heldDisk({ renames: Infinity, writing: false });
    replaceFile('file', 'new', disk);
    expect([...files]).toEqual([['file', 'new']]);
    expect(waited()).toBeLessThan(1000);
  });

  test('altogether is named in a sentence, is as it was, and no draft stays', () => {
    const { disk, files } = heldDisk({ renames: Infinity, writing: true });
    const put = (): void => replaceFile('file', 'new', disk);
    expect(put).toThrow(FileTrouble);
    expect(put).toThrow(/file cannot be written: that is not allowed here, or another program holds it \(EPERM\)$/);
    expect([...files]).toEqual([['file', 'old']]);
  });
});

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'this disk can only be read'],
  ['EBUSY', 'another program holds it'],
  ['UNKNOWN', 'the file system refused'],
])('a disk that answers %s is told in a sentence', (code, reason) => {
  const disk: Disk = {
    ...heldDisk({ renames: 0, writing: false }).disk,
    write() {
      throw Object.assign(new Error(code), { code, syscall: 'write' });
    },
  };
  expect(() => replaceFile(join(ROOT, 'steps', 'new.ts'), '', disk)).toThrow(new FileTrouble(`steps/new.ts cannot be written: ${reason} (${code})`));
});

test('what is in the way is told', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'occupied'), '');
  mkdirSync(join(folder, 'folder'));
  expect(() => replaceFile(join(folder, 'occupied', 'file'), '')).toThrow(/occupied[\\/]file cannot be written: /);
  expect(() => replaceFile(join(folder, 'folder'), '')).toThrow(/folder cannot be written: /);
  expect(readdirSync(folder).sort()).toEqual(['folder', 'occupied']);
});

test.each([
  [Object.assign(new Error(), { code: 'ENOENT', syscall: 'open', path: join(ROOT, 'solutions', 'x.ts') }), 'solutions/x.ts: it is not there (ENOENT)'],
  // Programs, ports and streams fail with the same codes.
  [Object.assign(new Error(), { code: 'ENOENT', syscall: 'spawn git', path: 'git' }), undefined],
  [Object.assign(new Error(), { code: 'EACCES', syscall: 'listen' }), undefined],
  [Object.assign(new Error(), { code: 'EIO', syscall: 'write' }), undefined],
  [new Error('ENOENT'), undefined],
  ['ENOENT', undefined],
])('%o is told as %j', (error, expected) => {
  expect(fileTrouble(error)?.message).toBe(expected);
});
