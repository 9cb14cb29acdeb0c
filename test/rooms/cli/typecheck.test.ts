import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOT } from '../support/cli.ts';
import { temporaryFolder } from '../support/code-folder.ts';

const COMPILER = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** The type errors of `code`, if it lay in a step. */
function errorsOf(code: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'code.ts'), code);
  const console = join(ROOT, 'steps', 'console.d.ts');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(ROOT, 'steps', 'tsconfig.json'), files: ['code.ts', console], include: [] }));
  return spawnSync(process.execPath, [COMPILER, '--noEmit', '--pretty', 'false', '--project', folder], { encoding: 'utf8' }).stdout;
}

test('a step may print', () => {
  expect(errorsOf("console.log('round', 3);\nexport {};\n")).toBe('');
});

test('a step knows nothing of Node, and nothing of a browser', () => {
  const names = ['process', 'setTimeout', 'document', 'window', 'fetch', 'Buffer', 'require'];
  const errors = errorsOf(`${names.join(';\n')};\nexport {};\n`);
  expect(names.filter((name) => !errors.includes(`Cannot find name '${name}'`))).toEqual([]);
});
