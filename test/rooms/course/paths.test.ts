import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeFolder } from '../../../src/course/code-folder.ts';
import { slashed } from '../../../src/course/slashed.ts';
import { STEPS } from '../../../src/course/steps.ts';
import { truePath } from '../../../src/course/true-path.js';
import { ROOT } from '../support/cli.ts';
import { temporaryFolder } from '../support/code-folder.ts';

test.each([
  ['C:\\ws\\steps\\02-push\\push.ts', win32.sep, 'C:/ws/steps/02-push/push.ts'],
  ['C:/ws/steps', win32.sep, 'C:/ws/steps'],
  ['/ws/steps/push.ts', posix.sep, '/ws/steps/push.ts'],
  ['/a\\b/steps', posix.sep, '/a\\b/steps'],
])('%j has slashes: %j gives %j', (path, separator, expected) => {
  expect(slashed(path, separator)).toBe(expected);
});

describe('the true path', () => {
  test.each([
    ['c:\\ws', 'C:\\ws', 'C:\\ws'],
    ['c:\\WS\\Src', 'C:\\ws\\src', 'C:\\ws\\src'],
    ['C:\\Users\\RUNNER~1\\ws', 'C:\\Users\\runneradmin\\ws', 'C:\\Users\\runneradmin\\ws'],
    ['s:\\ws', '\\\\server\\share\\ws', 'S:\\ws'],
    ['s:\\ws', 'C:\\Users\\ann\\ws', 'S:\\ws'],
    ['\\\\server\\share\\ws', '\\\\server\\share\\ws', '\\\\server\\share\\ws'],
    ['/var/ws', '/private/var/ws', '/private/var/ws'],
  ])('of %j, which is %j, is %j', (path, real, expected) => {
    expect(truePath(path, () => real)).toBe(expected);
  });

  test('of what cannot be asked is the path itself, with a large letter for its drive', () => {
    const ask = (): never => {
      throw new Error('EISDIR: illegal operation on a directory');
    };
    expect(truePath('r:\\ws', ask)).toBe('R:\\ws');
  });
});

test.skipIf(process.platform === 'win32')('a folder of code behind a link is the folder itself', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'real'));
  cpSync(join(ROOT, 'solutions'), join(folder, 'real', 'code'), { recursive: true });
  symlinkSync(join(folder, 'real'), join(folder, 'link'));
  expect(codeFolder(join(folder, 'link', 'code'), STEPS[0]!)).toBe(truePath(join(folder, 'real', 'code')));
});
